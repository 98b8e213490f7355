import { compareMinors } from '../versions/features';
import { DEFINED_RELEASES, RESOURCE_KINDS, type ResourceKind } from './generated/kinds';
import type { KindSchema, SchemaNode, Since } from './validation/schema';

/** The API family of Istio's own kinds. Its releases are named by their minor; a patch means its minor. */
const ISTIO = 'istio';

/** What holds in a release: the last entry that is not newer. A release newer than all entries has what the last one says. */
export function holdsIn<T>(history: readonly Since<T>[] | undefined, release: string): T | undefined {
  return history?.findLast(([since]) => compareMinors(since, release) <= 0)?.[1];
}

/** The kind that an `apiVersion` and a `kind` name together; undefined for a kind of somebody else. */
export function resourceKindOf(apiVersion: string, kind: string): ResourceKind | undefined {
  const group = apiVersion.slice(0, Math.max(apiVersion.indexOf('/'), 0));
  for (const id of [kind, `${group}/${kind}`]) {
    if (Object.hasOwn(RESOURCE_KINDS, id) && RESOURCE_KINDS[id as ResourceKind].group === group)
      return id as ResourceKind;
  }
  return undefined;
}

/** The versions of a kind's API that a release serves, newest first; none where it lacks the kind. */
export function servedVersions(kind: ResourceKind, release: string, family = ISTIO): readonly string[] {
  return holdsIn(RESOURCE_KINDS[kind].served[family], release) ?? [];
}

/** The releases whose definitions are known and that have a kind, oldest first. */
export function releasesWith(kind: ResourceKind, family = ISTIO): readonly string[] {
  return (DEFINED_RELEASES[family] ?? []).filter((release) => servedVersions(kind, release, family).length > 0);
}

/** The version that every release with the kind serves, the newest of them; undefined where there is none. */
export function lastingVersion(kind: ResourceKind, family = ISTIO): string | undefined {
  const releases = releasesWith(kind, family);
  const newest = servedVersions(kind, releases.at(-1) ?? '', family);
  return newest.find((version) => releases.every((one) => servedVersions(kind, one, family).includes(version)));
}

// One schema object for each spec, so that releases that share a spec share what is made of it.
const schemas = new WeakMap<SchemaNode, KindSchema>();

/** What the `spec` of a kind accepts in a release; undefined where the release lacks the kind. */
export function kindSchema(kind: ResourceKind, release: string, family = ISTIO): KindSchema | undefined {
  if (servedVersions(kind, release, family).length === 0) return undefined;
  const { specs, definitions } = RESOURCE_KINDS[kind].load();
  const spec = holdsIn(specs[family], release);
  if (spec === undefined) return undefined;
  const schema = schemas.get(spec) ?? { spec, definitions };
  schemas.set(spec, schema);
  return schema;
}
