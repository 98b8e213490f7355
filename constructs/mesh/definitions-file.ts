import { createHash } from 'node:crypto';
import { canonical } from '../delivery/terraform-template';

/** A definition, or what guards definitions, as a release of the Gateway API publishes it. */
export interface DefinitionObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly spec: object;
}

/**
 * The definitions of a file, published YAML or what `mesh definitions` wrote, as canonical JSON text. Files that differ only in what
 * people read have one text.
 *
 * @throws Error with every fault of a text that is neither
 */
export function canonicalDefinitions(text: string, where: string): string {
  if (text.startsWith('[')) return text.trimEnd();
  // Parsing YAML costs more than everything else here: loaded by those who use it.
  const { readKubernetesYaml } =
    require('../resources/kubernetes-yaml') as typeof import('../resources/kubernetes-yaml');
  const documents = readKubernetesYaml(text);
  const faults = documents.flatMap((one) => one.faults.map((fault) => `${where}:${fault.line}: ${fault.text}`));
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const key = (one: DefinitionObject): string => `${one.kind} ${one.metadata?.name}`;
  const objects = documents.map(({ value }) => canonical(value).value as DefinitionObject);
  if (objects.length === 0 || objects.some((one) => typeof one?.metadata?.name !== 'string')) {
    throw new Error(`${where}: expected the definitions of a release of the Gateway API, got something else`);
  }
  return JSON.stringify(
    objects.sort((a, b) => (key(a) < key(b) ? -1 : 1)),
    withoutDescription,
  );
}

/** Descriptions are nine tenths of a published file, and mean nothing to the API server. */
function withoutDescription(key: string, value: unknown): unknown {
  return key === 'description' && typeof value === 'string' ? undefined : value;
}

/** The checksum that the catalogue has of definitions, in hexadecimal. */
export function definitionsDigest(canonicalText: string): string {
  return createHash('sha256').update(canonicalText).digest('hex');
}
