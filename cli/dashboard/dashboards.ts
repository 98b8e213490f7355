import { ADDON_PAGES, type AddonPage } from '../../constructs/addons/pages';
import type { KubernetesApi, KubernetesObject } from '../cluster/api';
import { findPod, isReady, type RunningPod } from '../cluster/pods';
import type { ForwardTarget } from '../cluster/port-forward';
import { CommandError } from '../command-error';

/** Something with a page to look at. */
export interface Dashboard {
  readonly name: string;
  /** The port that everybody knows it by. */
  readonly port: number;
  /** What follows the port in its address. */
  readonly path: string;
  /** The pod to carry connections to; undefined while none is ready. */
  target(): Promise<ForwardTarget | undefined>;
}

interface Service extends KubernetesObject {
  readonly spec: {
    readonly selector?: Readonly<Record<string, string>>;
    readonly ports: readonly { readonly port: number; readonly targetPort?: number | string }[];
  };
}

const ENVOY_ADMIN_PORT = 15000;

/**
 * The dashboards that stand on the command line: `kiali grafana`, or `envoy POD`.
 *
 * @throws CommandError for a name that nothing has
 */
export async function dashboardsNamed(api: KubernetesApi, args: readonly string[]): Promise<readonly Dashboard[]> {
  const found: Promise<Dashboard>[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const name = args[index] ?? '';
    if (name === 'envoy') {
      index += 1;
      found.push(envoy(api, args[index]));
    } else found.push(addon(api, name));
  }
  return Promise.all(found);
}

async function envoy(api: KubernetesApi, name: string | undefined): Promise<Dashboard> {
  if (name === undefined) {
    throw new CommandError({
      problem: 'envoy: which pod?',
      remedy: 'mesh dashboard envoy POD, e.g. istio-ingressgateway',
    });
  }
  await findPod(api, name);
  return {
    name: `envoy ${name}`,
    port: ENVOY_ADMIN_PORT,
    path: '',
    target: async () => {
      const { metadata } = await findPod(api, name);
      return { namespace: metadata.namespace ?? 'default', pod: metadata.name, port: ENVOY_ADMIN_PORT };
    },
  };
}

async function addon(api: KubernetesApi, name: string): Promise<Dashboard> {
  const known = (ADDON_PAGES as Readonly<Record<string, AddonPage>>)[name];
  if (!known) {
    throw new CommandError({
      problem: `dashboard ${JSON.stringify(name)}: there is none`,
      remedy: `one of ${Object.keys(ADDON_PAGES).join(', ')}, envoy POD`,
    });
  }
  const services = await api.list<Service>('/api/v1/services');
  const service = known.services
    .map((wanted) => services.find(({ metadata }) => metadata.name === wanted))
    .find((candidate) => candidate !== undefined);
  if (!service) {
    throw new CommandError({
      problem: `${name}: no Service ${known.services.join(' or ')} in the cluster`,
      remedy: 'mesh up addons, with the addon in the setting addons (MESH_ADDONS)',
    });
  }
  return { name, port: known.port, path: known.path, target: () => podBehind(api, service) };
}

async function podBehind(api: KubernetesApi, { metadata, spec }: Service): Promise<ForwardTarget | undefined> {
  const labelSelector = Object.entries(spec.selector ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  const pods = await api.list<RunningPod>(`/api/v1/namespaces/${metadata.namespace}/pods`, { labelSelector });
  const pod = pods.find(isReady);
  const wanted = spec.ports[0]?.targetPort ?? spec.ports[0]?.port;
  const port =
    typeof wanted === 'number'
      ? wanted
      : pod?.spec.containers.flatMap(({ ports = [] }) => ports).find(({ name }) => name === wanted)?.containerPort;
  return pod && port ? { namespace: metadata.namespace ?? 'default', pod: pod.metadata.name, port } : undefined;
}
