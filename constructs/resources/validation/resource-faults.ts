import { compareMinors } from '../../../model/version-order';
import { isToken } from '../../delivery/terraform-template';
import { RESOURCE_KINDS, type ResourceKind } from '../generated/kinds';
import {
  type Definitions,
  definitionsFor,
  familyOf,
  isGatewayApiKind,
  kindSchema,
  type ReleasesInForce,
  releasesWith,
  servedVersions,
} from '../kinds';
import { type Fault, faultAt, isError, show } from './fault';
import { annotationFaults, metadataFaults } from './metadata-rules';
import { Inspection, Place } from './place';
import { applyRules } from './rules';
import type { KindSchema } from './schema';
import { type OtherReleases, schemaFaults } from './strict-validator';
import type { Unknown } from './tokens';

/** A resource as it was written. */
export interface WrittenResource {
  readonly kind: ResourceKind;
  readonly apiVersion: string;
  readonly metadata: unknown;
  readonly spec?: unknown;
}

/** What a resource is checked against. */
export interface CheckOptions extends ReleasesInForce {
  /** The namespace of a resource that names none; undefined where it is not known. */
  readonly namespace?: string;
  /**
   * What to let through because its value is not known yet.
   * @default - cdktf tokens
   */
  readonly isUnknown?: Unknown;
}

/** What a kind is checked against in a release, made once. */
interface Checked {
  /** The full API versions that the release serves, newest first. */
  readonly apiVersions: readonly string[];
  /** The schema of a full API version. */
  schemaOf(apiVersion: string): KindSchema;
  readonly others: OtherReleases;
}

const checked = new Map<Definitions, Map<ResourceKind, Checked>>();

function checkedFor(kind: ResourceKind, definitions: Definitions): Checked | undefined {
  const kinds = checked.get(definitions) ?? new Map<ResourceKind, Checked>();
  const known = kinds.get(kind);
  if (known !== undefined) return known;
  const { family, version } = definitions;
  checked.set(definitions, kinds);
  const schema = kindSchema(kind, version, family);
  if (schema === undefined) return undefined;
  const { group } = RESOURCE_KINDS[kind];
  const apiVersions = servedVersions(kind, version, family).map((one) => `${group}/${one}`);
  const schemaOf = (apiVersion: string): KindSchema =>
    kindSchema(kind, version, family, `${apiVersion}`.slice(group.length + 1)) ?? schema;
  const schemas = new Map(apiVersions.map((one) => [one, schemaOf(one)]));
  const made: Checked = {
    apiVersions,
    schemaOf: (apiVersion) => schemas.get(apiVersion) ?? schemaOf(apiVersion),
    others: otherReleases(kind, definitions),
  };
  kinds.set(kind, made);
  return made;
}

/**
 * The other releases that have a kind, as messages name them beside the one in force: newer ones of the same channel first, then the
 * other channel, which a cluster may have just as well.
 */
function otherDefinitions(
  kind: ResourceKind,
  { family, version }: Definitions,
): { readonly newer: readonly Definitions[]; readonly older: readonly Definitions[] } {
  const of = (which: string, name: (release: string) => string): readonly Definitions[] =>
    releasesWith(kind, which).map((release) => ({ family: which, version: release, name: name(release) }));
  const own = of(family, (release) => release);
  const isOlder = (one: Definitions): boolean => compareMinors(one.version, version) < 0;
  const isNewer = (one: Definitions): boolean => compareMinors(one.version, version) > 0;
  const experimental = family.endsWith('/standard')
    ? of(familyOf(kind, 'experimental'), (release) =>
        compareMinors(release, version) === 0 ? 'its experimental channel' : `experimental ${release}`,
      )
    : [];
  return {
    newer: [...own.filter(isNewer), ...experimental.filter((one) => !isOlder(one))],
    older: [...own.filter(isOlder).reverse(), ...experimental.filter(isOlder).reverse()],
  };
}

function otherReleases(kind: ResourceKind, definitions: Definitions): OtherReleases {
  const { newer, older } = otherDefinitions(kind, definitions);
  function* schemas(list: readonly Definitions[]): Iterable<readonly [string, KindSchema]> {
    for (const { family, version, name } of list) {
      const schema = kindSchema(kind, version, family);
      if (schema !== undefined) yield [name, schema];
    }
  }
  return { current: definitions.name, newer: () => schemas(newer), older: () => schemas(older) };
}

/** That a release lacks a kind, and which has it: the first newer one, else the last older one. */
function missingKind(kind: ResourceKind, definitions: Definitions): Fault {
  const {
    newer: [newer],
    older: [older],
  } = otherDefinitions(kind, definitions);
  const { kind: name } = RESOURCE_KINDS[kind];
  const having = (newer ?? older)?.name;
  const text = `${definitions.name} has no ${name}${newer === undefined ? ' any more' : ''} (${having} has)`;
  const code = newer === undefined ? 'older-release' : 'newer-release';
  return faultAt(['kind'], { code, got: show(name), wanted: `a kind of ${definitions.name}`, text });
}

/** A namespace on an object of a kind that has none. */
function namespaceFaults(kind: ResourceKind, metadata: unknown): readonly Fault[] {
  const { namespace } = (metadata ?? {}) as { readonly namespace?: unknown };
  if (namespace === undefined || !RESOURCE_KINDS[kind].clusterWide) return NOTHING;
  const wanted = `no namespace, because a ${RESOURCE_KINDS[kind].kind} belongs to the cluster`;
  return [faultAt(['metadata', 'namespace'], { code: 'wrong-value', got: show(namespace), wanted })];
}

function labelsOf(metadata: unknown): Readonly<Record<string, unknown>> {
  const labels = (metadata as { readonly labels?: unknown } | null | undefined)?.labels;
  return typeof labels === 'object' && labels !== null ? (labels as Readonly<Record<string, unknown>>) : {};
}

/** What is wrong with a resource. */
export interface Verdict {
  /** What no cluster could make right. */
  readonly errors: readonly Fault[];
  /** What Istio accepts and warns of. */
  readonly warnings: readonly Fault[];
}

/** Every error of a resource, checked against an Istio release: kind and version, metadata, schema, istiod's own rules. */
export function resourceFaults(resource: WrittenResource, options: CheckOptions): readonly Fault[] {
  return inspectResource(resource, options).errors;
}

const NOTHING: readonly Fault[] = [];

/** Checks a resource against an Istio release: kind and version, metadata, schema, istiod's own rules. */
export function inspectResource(resource: WrittenResource, options: CheckOptions): Verdict {
  // A resource without a spec has an empty one.
  const { kind, apiVersion, metadata, spec = {} } = resource;
  const { istioVersion, isUnknown = isToken } = options;
  const definitions = definitionsFor(kind, options);
  const against = checkedFor(kind, definitions);
  if (against === undefined) return { errors: [missingKind(kind, definitions)], warnings: NOTHING };
  const { apiVersions, schemaOf, others } = against;
  const faults: Fault[] = [];
  if (!isUnknown(apiVersion) && !apiVersions.includes(apiVersion)) {
    const wanted = `one of ${apiVersions.join(', ')}, which ${definitions.name} serves`;
    faults.push(faultAt(['apiVersion'], { code: 'not-served', got: show(apiVersion), wanted }));
  }
  faults.push(...metadataFaults(metadata, isUnknown), ...namespaceFaults(kind, metadata));
  // What istiod's webhook refuses beyond the schema; it looks at Istio's own kinds only.
  if (isGatewayApiKind(kind)) {
    const { unreadKind } = require('./unread-kinds') as typeof import('./unread-kinds');
    faults.push(...unreadKind(kind, definitions, istioVersion));
  } else faults.push(...annotationFaults(kind, metadata, spec));
  const known = schemaFaults(spec, schemaOf(apiVersion), isUnknown, others);
  const written = (metadata as { readonly namespace?: unknown } | null | undefined)?.namespace ?? options.namespace;
  const namespace = typeof written === 'string' && !isUnknown(written) ? written : undefined;
  const inspection = new Inspection(isUnknown, namespace, istioVersion, labelsOf(metadata));
  applyRules(kind, Place.root<never>(spec, inspection));
  if (known.length > 0) {
    faults.push(...known);
    // A place that the schema refuses already needs no second opinion.
    const refused = new Set(known.filter(isError).map((fault) => fault.path));
    faults.push(...inspection.faults.filter((fault) => !refused.has(fault.path)));
  } else if (inspection.faults.length > 0) faults.push(...inspection.faults);
  if (faults.length === 0) return { errors: NOTHING, warnings: NOTHING };
  return { errors: faults.filter(isError), warnings: faults.filter((fault) => !isError(fault)) };
}
