import { convertVirtualServices } from '../../../cli/import/virtual-service/convert';
import type { WrittenManifest } from '../../../cli/import/written-manifest';
import type { MeshObject } from '../../../testing/simulator/mesh-objects';

type Json = Record<string, unknown>;
type Path = readonly (string | number)[];

/** What a loss says, and where. */
interface Loss {
  readonly object: MeshObject;
  readonly path: Path;
  readonly text: string;
}

/** Objects of Istio's API, and what they are written as. */
export interface Said {
  readonly objects: readonly MeshObject[];
  readonly converted: readonly MeshObject[];
}

/** Losses that change no answer: which pods, which certificate, and the preflights that no request of the tables is. */
const HARMLESS = /whose pods istiod deploys|expected in the namespace of the Gateway|^written as IGNORE/;

/** The objects without everything that the Gateway API is said not to have, so that both say the same. */
export function withoutLosses(objects: readonly MeshObject[]): Said {
  let left = JSON.parse(JSON.stringify(objects)) as MeshObject[];
  for (let round = 0; round < 8; round++) {
    const { converted, losses } = conversion(left);
    const grave = losses.filter(({ text }) => !HARMLESS.test(text));
    if (grave.length === 0) return { objects: left, converted };
    left = cut(left, grave);
  }
  throw new Error('expected nothing to be lost any more');
}

function conversion(objects: readonly MeshObject[]): { converted: MeshObject[]; losses: Loss[] } {
  const paths: Path[] = [];
  const found = objects.map((object, i) => ({
    manifest: { ...object, fields: { spec: object.manifest['spec'] } } as unknown as WrittenManifest,
    at: (path: Path) => `${i} ${paths.push(path) - 1}`,
  }));
  const { manifests, losses } = convertVirtualServices(found, [], { istioVersion: '1.31' });
  return {
    converted: manifests.map(({ manifest: { apiVersion, kind, metadata, fields } }) => ({
      apiVersion,
      kind,
      metadata: metadata as MeshObject['metadata'],
      manifest: { apiVersion, kind, metadata, ...fields },
    })),
    losses: losses.map((line) => {
      const [, i, path, text] = /^(\d+) (\d+): \S+ "[^"]*": [^:]*: (.*)$/.exec(line) ?? [];
      return { object: objects[Number(i)] as MeshObject, path: paths[Number(path)] ?? [], text: text ?? '' };
    }),
  };
}

/** Takes away the fields, or the match or the route that goes with them. */
function cut(objects: readonly MeshObject[], losses: readonly Loss[]): MeshObject[] {
  const gone = new Set<unknown>();
  for (const { object, path, text } of losses) {
    const spec = object.manifest['spec'] as { servers?: { hosts: string[] }[] } & Json;
    if (path.length === 1) gone.add(object);
    else if (path[1] === 'servers' && spec.servers !== undefined) {
      // Of listeners in each other's way, one is left.
      const [first] = spec.servers;
      spec.servers = first === undefined ? [] : [{ ...first, hosts: first.hosts.slice(0, 1) }];
    } else {
      const match = path.indexOf('match');
      const isMatch = match > 0 && path.length > match + 1;
      const isRoute = path.length === 3 || /and its route with it/.test(text);
      gone.add(
        isMatch || isRoute
          ? valueAt(object, path.slice(0, isMatch ? match + 2 : 3))
          : { of: valueAt(object, path.slice(0, -1)), key: path.at(-1) },
      );
    }
  }
  for (const one of gone) {
    const { of, key } = one as { of?: Json; key?: string | number };
    if (of !== undefined && key !== undefined) {
      if (Array.isArray(of)) gone.add(of[key as number]);
      else delete of[key];
    }
  }
  return objects.filter((object) => !gone.has(object)).flatMap((object) => pruned(object, gone));
}

function pruned(object: MeshObject, gone: ReadonlySet<unknown>): MeshObject[] {
  const spec = object.manifest['spec'] as { hosts?: string[]; http?: { match?: object[] }[] };
  if (object.kind !== 'VirtualService') return [object];
  if (spec.hosts !== undefined) spec.hosts = spec.hosts.filter((host) => !gone.has(host));
  spec.http = (spec.http ?? []).flatMap((route) => {
    if (gone.has(route)) return [];
    const match = route.match?.filter((one) => !gone.has(one));
    // A route whose matches are all gone is one that takes nothing.
    if (route.match !== undefined && route.match.length > 0 && match?.length === 0) return [];
    // A webhook would not accept what is left without a member.
    const kept = Object.entries(route).filter(([, value]) => JSON.stringify(value) !== '{}');
    return [{ ...Object.fromEntries(kept), ...(match === undefined ? {} : { match }) }];
  });
  return spec.http.length === 0 || spec.hosts?.length === 0 ? [] : [object];
}

function valueAt(object: MeshObject, path: Path): unknown {
  return path.reduce<unknown>((here, step) => (here as Json | undefined)?.[step], object.manifest);
}
