import { isToken } from '../../delivery/terraform-template';
import { compareMinors } from '../../versions/features';
import { DEFINED_RELEASES, RESOURCE_KINDS, type ResourceKind } from '../generated/kinds';
import { kindSchema, releasesWith, servedVersions } from '../kinds';
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
export interface CheckOptions {
  /** The Istio release: a minor, or a version of it. */
  readonly istioVersion: string;
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
  readonly schema: KindSchema;
  readonly others: OtherReleases;
}

const checked = new Map<string, Map<ResourceKind, Checked>>();

/** A release as messages name it: its minor. */
function minor(version: string): string {
  return version.split('.', 2).join('.');
}

function checkedFor(kind: ResourceKind, version: string): Checked | undefined {
  const kinds = checked.get(version) ?? new Map<ResourceKind, Checked>();
  checked.set(version, kinds);
  const known = kinds.get(kind);
  if (known !== undefined) return known;
  const schema = kindSchema(kind, version);
  if (schema === undefined) return undefined;
  const { group } = RESOURCE_KINDS[kind];
  const made: Checked = {
    apiVersions: servedVersions(kind, version).map((one) => `${group}/${one}`),
    schema,
    others: otherReleases(kind, version),
  };
  kinds.set(kind, made);
  return made;
}

function otherReleases(kind: ResourceKind, version: string): OtherReleases {
  const releases = DEFINED_RELEASES['istio'] ?? [];
  function* schemas(names: readonly string[]): Iterable<readonly [string, KindSchema]> {
    for (const name of names) {
      const schema = kindSchema(kind, name);
      if (schema !== undefined) yield [name, schema];
    }
  }
  return {
    current: `Istio ${minor(version)}`,
    newer: () => schemas(releases.filter((release) => compareMinors(release, version) > 0)),
    older: () => schemas(releases.filter((release) => compareMinors(release, version) < 0).reverse()),
  };
}

/** That a release lacks a kind, and which has it: the first newer one, else the last older one. */
function missingKind(kind: ResourceKind, version: string): Fault {
  const having = releasesWith(kind);
  const newer = having.find((release) => compareMinors(release, version) > 0);
  const other = newer ?? having.at(-1);
  const { kind: name } = RESOURCE_KINDS[kind];
  const text = `Istio ${minor(version)} has no ${name}${newer === undefined ? ' any more' : ''} (${other} has)`;
  const code = newer === undefined ? 'older-release' : 'newer-release';
  return faultAt(['kind'], { code, got: show(name), wanted: `a kind of Istio ${minor(version)}`, text });
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
  const { istioVersion: version, isUnknown = isToken } = options;
  const against = checkedFor(kind, version);
  if (against === undefined) return { errors: [missingKind(kind, version)], warnings: NOTHING };
  const { apiVersions, schema, others } = against;
  const faults: Fault[] = [];
  if (!isUnknown(apiVersion) && !apiVersions.includes(apiVersion)) {
    const wanted = `one of ${apiVersions.join(', ')}, which Istio ${minor(version)} serves`;
    faults.push(faultAt(['apiVersion'], { code: 'not-served', got: show(apiVersion), wanted }));
  }
  faults.push(...metadataFaults(metadata, isUnknown), ...annotationFaults(kind, metadata, spec));
  const known = schemaFaults(spec, schema, isUnknown, others);
  const written = (metadata as { readonly namespace?: unknown } | null | undefined)?.namespace ?? options.namespace;
  const namespace = typeof written === 'string' && !isUnknown(written) ? written : undefined;
  const inspection = new Inspection(isUnknown, namespace, version, labelsOf(metadata));
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
