import type { KubernetesObject } from '../cluster/api';
import type { Session } from '../session/session';

/** An object of one of Istio's kinds. */
export interface IstioObject extends KubernetesObject {
  readonly spec?: Readonly<Record<string, unknown>>;
}

const GROUPS = ['networking.istio.io', 'security.istio.io', 'telemetry.istio.io', 'extensions.istio.io'];

/** All objects of Istio's kinds in the cluster, in the version of their group that the server prefers. */
export async function istioObjects(session: Session): Promise<readonly IstioObject[]> {
  const lists = await Promise.all(GROUPS.map((group) => objectsOf(session, group)));
  return lists.flat();
}

async function objectsOf(session: Session, group: string): Promise<readonly IstioObject[]> {
  const { api } = session;
  const served = await api.find<{
    readonly versions?: readonly { readonly version: string }[];
    readonly preferredVersion: { readonly version: string };
  }>(`/apis/${group}`);
  if (served === undefined) return [];
  const { preferredVersion, versions = [preferredVersion] } = served;
  // Not every kind has the version that its group prefers: EnvoyFilter is v1alpha3 alone.
  const found = new Map<string, string>();
  for (const { version } of versions) {
    for (const { name, kind } of await api.resources(`${group}/${version}`)) {
      if (!name.includes('/') && !found.has(`${name} ${kind}`)) found.set(`${name} ${kind}`, version);
    }
  }
  const lists = await Promise.all(
    [...found].map(async ([key, version]) => {
      const [name, kind = ''] = key.split(' ');
      const apiVersion = `${group}/${version}`;
      const items = await session.list<IstioObject>(`/apis/${apiVersion}/${name}`);
      return items.map((item): IstioObject => ({ ...item, apiVersion, kind }));
    }),
  );
  return lists.flat();
}
