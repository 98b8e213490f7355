import { contentsOf } from '../../model/charts';
import { numberOf } from '../../model/value';
import { ApiError } from '../cluster/api';
import type { MeshContent, Session } from '../session/session';
import { chartsNamed } from './istio-charts';

/** A Service of an addon, asked through the API server. */
export interface AddonService {
  readonly namespace: string;
  readonly name: string;
  readonly port: number;
}

/** The charts of the addons; Jaeger comes without one. */
const CHARTS = { prometheus: 'prometheus', grafana: 'grafana', kiali: 'kiali-server' } as const;

export type Addon = keyof typeof CHARTS | 'jaeger';

/** The Service of an addon that the stacks deploy; undefined where they do not. */
export function addonService(content: MeshContent, addon: Addon): AddonService | undefined {
  if (addon === 'jaeger') {
    const tracing = content.objects.find(({ kind, metadata }) => kind === 'Service' && metadata.name === 'tracing');
    return tracing && { namespace: tracing.metadata.namespace ?? 'istio-system', name: 'tracing', port: 80 };
  }
  const [release] = chartsNamed(content, CHARTS[addon]);
  const [service] = (release && contentsOf({ ...release, origin: undefined })?.services) ?? [];
  const port = numberOf(service?.ports[0]?.port);
  return release && service && port !== undefined
    ? { namespace: release.namespace, name: service.name, port }
    : undefined;
}

/**
 * What an addon answers at a path.
 *
 * @throws Error with the reason in a few words where it does not answer
 */
export async function askAddon(
  session: Session,
  { namespace, name, port }: AddonService,
  path: string,
): Promise<string> {
  try {
    return await session.api.text(
      `/api/v1/namespaces/${namespace}/services/http:${name}:${port}/proxy${path.split('?')[0]}`,
      Object.fromEntries(new URLSearchParams(path.split('?')[1])),
    );
  } catch (error) {
    if (error instanceof ApiError && error.status === 403) throw error;
    if (error instanceof ApiError && error.status === 404 && /services? "/.test(error.message))
      throw new Error(`there is no Service ${namespace}/${name}`);
    if (error instanceof ApiError && /no endpoints available/.test(error.message))
      throw new Error(`Service ${namespace}/${name} has no ready endpoint`);
    if (error instanceof ApiError && /dial tcp|connection refused|EOF/.test(error.message))
      throw new Error(`nothing answers behind Service ${namespace}/${name}`);
    throw error instanceof ApiError
      ? new Error(`it answers ${error.status}: ${error.message.split('\n')[0]?.slice(0, 120)}`)
      : error;
  }
}
