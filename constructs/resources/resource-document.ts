import { nearest } from '../../model/closest-name';
import type { ObjectMeta } from '../delivery/deliverable';
import { RESOURCE_KINDS, type ResourceKind } from './generated/kinds';
import { InvalidResourceError } from './invalid-resource-error';
import { readKubernetesYaml } from './kubernetes-yaml';
import { type Fault, faultAt, type Segment, show } from './validation/fault';

const FIELDS = ['apiVersion', 'kind', 'metadata', 'spec'] as const;

/** A YAML document that holds one resource. */
export interface ResourceDocument {
  readonly props: { readonly apiVersion: string; readonly metadata: ObjectMeta; readonly spec: object };
  /** The line, counted from 1, of the nearest place that the document has on the way to `segments`. */
  lineOf(segments: readonly Segment[]): number;
}

/**
 * Reads a text that holds one resource of a kind.
 *
 * @param where the construct, for errors
 * @throws InvalidResourceError when the text is not YAML, or holds something other than one resource of that kind
 */
export function readResourceDocument(text: string, kind: ResourceKind, where: string): ResourceDocument {
  const documents = readKubernetesYaml(text);
  const { kind: wantedKind } = RESOURCE_KINDS[kind];
  const refuse = (name: string, faults: readonly Fault[]): never => {
    throw new InvalidResourceError(where, wantedKind, name, faults);
  };
  const syntax = documents.flatMap((one) => one.faults);
  if (syntax.length > 0) {
    refuse(
      '',
      syntax.map(({ line, text: problem }) => ({
        ...faultAt([], { code: 'bad-syntax', wanted: 'YAML', text: problem }),
        line,
      })),
    );
  }
  const [document] = documents;
  if (document === undefined || documents.length > 1) {
    const wanted = `one document of the kind ${wantedKind}`;
    return refuse('', [faultAt([], { code: 'bad-syntax', got: `${documents.length} documents`, wanted })]);
  }
  const { value } = document;
  const lineOf = (segments: readonly Segment[]): number => document.lineOf(segments);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const fault = faultAt([], { code: 'wrong-type', got: show(value), wanted: `an object of the kind ${wantedKind}` });
    return refuse('', [{ ...fault, line: lineOf([]) }]);
  }
  const resource = value as Readonly<Record<string, unknown>>;
  const metadata = resource.metadata as ObjectMeta;
  const faults: Fault[] = [];
  if (resource.kind !== wantedKind) {
    const suggestion = typeof resource.kind === 'string' ? nearest(resource.kind, [wantedKind]) : undefined;
    const got = show(resource.kind ?? null);
    faults.push(faultAt(['kind'], { code: 'wrong-value', got, wanted: wantedKind, suggestion }));
  }
  if (typeof resource.apiVersion !== 'string') {
    faults.push(
      faultAt(['apiVersion'], { code: 'wrong-type', got: show(resource.apiVersion ?? null), wanted: 'a string' }),
    );
  }
  for (const field of Object.keys(resource)) {
    if ((FIELDS as readonly string[]).includes(field)) continue;
    const suggestion = nearest(field, FIELDS);
    const text = suggestion === undefined ? `unknown field, expected one of ${FIELDS.join(', ')}` : 'unknown field';
    faults.push(
      faultAt([field], { code: 'unknown-field', got: show(field), wanted: FIELDS.join(', '), suggestion, text }),
    );
  }
  if (faults.length > 0) {
    refuse(
      typeof metadata?.name === 'string' ? metadata.name : '',
      faults.map((fault) => ({ ...fault, line: lineOf(fault.segments) })),
    );
  }
  return {
    props: { apiVersion: resource.apiVersion as string, metadata, spec: (resource.spec ?? {}) as object },
    lineOf,
  };
}
