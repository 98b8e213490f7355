import { isToken } from '../../delivery/terraform-template';
import { DEFAULT_ISTIO_VERSION, ISTIO_VERSIONS, type IstioVersion } from '../../versions';
import { RESOURCE_KINDS, type ResourceKind } from '../generated/kinds';
import { type Fault, faultAt, show } from './fault';
import { annotationFaults, metadataFaults } from './metadata-rules';
import { Inspection, Place } from './place';
import { applyRules } from './rules';
import type { KindSchema } from './schema';
import { type NewerRelease, schemaFaults } from './strict-validator';
import type { Unknown } from './tokens';

const NEWEST = ISTIO_VERSIONS.at(-1) ?? DEFAULT_ISTIO_VERSION;

/** A resource as it was written. */
export interface WrittenResource {
  readonly kind: ResourceKind;
  readonly apiVersion: string;
  readonly metadata: unknown;
  readonly spec?: unknown;
}

/** What a resource is checked against. */
export interface CheckOptions {
  readonly istioVersion: IstioVersion;
  /** The namespace of a resource that names none; undefined where it is not known. */
  readonly namespace?: string;
  /**
   * What to let through because its value is not known yet.
   * @default - cdktf tokens
   */
  readonly isUnknown?: Unknown;
}

function minor(version: IstioVersion): string {
  return version.split('.').slice(0, 2).join('.');
}

/** What a kind is checked against in a release, made once. */
interface Checked {
  /** The full API versions that the release serves, newest first. */
  readonly apiVersions: readonly string[];
  readonly schema: KindSchema;
  readonly newer: NewerRelease | undefined;
  readonly release: { readonly minor: string; readonly isNewest: boolean };
}

const checked = new Map<IstioVersion, Map<ResourceKind, Checked>>();

function checkedFor(kind: ResourceKind, version: IstioVersion): Checked | undefined {
  const kinds = checked.get(version) ?? new Map<ResourceKind, Checked>();
  checked.set(version, kinds);
  const known = kinds.get(kind);
  if (known !== undefined) return known;
  const { group, versions, schemas } = RESOURCE_KINDS[kind];
  const schema = schemas[version]?.();
  if (schema === undefined) return undefined;
  const made: Checked = {
    apiVersions: (versions[version] ?? []).map((one) => `${group}/${one}`),
    schema,
    newer: newerThan(version, kind),
    release: { minor: minor(version), isNewest: version === NEWEST },
  };
  kinds.set(kind, made);
  return made;
}

function newerThan(version: IstioVersion, kind: ResourceKind): NewerRelease | undefined {
  if (version === NEWEST) return undefined;
  const current = minor(version);
  const empty: KindSchema = { spec: {}, definitions: {} };
  return { current, newest: minor(NEWEST), schema: () => checkedFor(kind, NEWEST)?.schema ?? empty };
}

/** The releases that have a kind, for messages: `1.30 has`. */
function releasesWith(kind: ResourceKind): string {
  const having = ISTIO_VERSIONS.filter((version) => RESOURCE_KINDS[kind].versions[version] !== undefined).map(minor);
  return `${having.join(', ')} ${having.length === 1 ? 'has' : 'have'}`;
}

/** Every fault of a resource, checked against an Istio release: kind and version, metadata, schema, istiod's own rules. */
export function resourceFaults(resource: WrittenResource, options: CheckOptions): readonly Fault[] {
  // A resource without a spec has an empty one.
  const { kind, apiVersion, metadata, spec = {} } = resource;
  const { istioVersion: version, isUnknown = isToken } = options;
  const against = checkedFor(kind, version);
  if (against === undefined) {
    const text = `Istio ${minor(version)} has no ${kind} (${releasesWith(kind)})`;
    return [
      faultAt(['kind'], { code: 'newer-release', got: show(kind), wanted: `a kind of Istio ${minor(version)}`, text }),
    ];
  }
  const { apiVersions, schema, newer, release } = against;
  const faults: Fault[] = [];
  if (!isUnknown(apiVersion) && !apiVersions.includes(apiVersion)) {
    const wanted = `what Istio ${release.minor} serves: ${apiVersions.join(', ')}`;
    faults.push(faultAt(['apiVersion'], { code: 'not-served', got: show(apiVersion), wanted }));
  }
  faults.push(...metadataFaults(metadata, isUnknown), ...annotationFaults(kind, metadata, spec));
  const known = schemaFaults(spec, schema, isUnknown, newer);
  const written = (metadata as { readonly namespace?: unknown } | null | undefined)?.namespace ?? options.namespace;
  const namespace = typeof written === 'string' && !isUnknown(written) ? written : undefined;
  const inspection = new Inspection(isUnknown, namespace, release);
  applyRules(kind, Place.root<never>(spec, inspection));
  if (known.length === 0) return inspection.faults.length === 0 ? faults : [...faults, ...inspection.faults];
  // A place that the schema refuses already needs no second opinion.
  const refused = new Set(known.map((fault) => fault.path));
  return [...faults, ...known, ...inspection.faults.filter((fault) => !refused.has(fault.path))];
}
