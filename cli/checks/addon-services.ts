import { ApiError } from '../cluster/api';
import type { MeshContent, Session } from '../session/session';
import { chartsNamed } from './istio-charts';

/** A Service of an addon, asked through the API server. */
export interface AddonService {
  readonly namespace: string;
  readonly name: string;
  readonly port: number;
}

/** The Services of the addons that the stacks deploy; absent ones are not deployed. */
export function addonServices(content: MeshContent): {
  readonly prometheus?: AddonService;
  readonly grafana?: AddonService;
  readonly kiali?: AddonService;
  readonly jaeger?: AddonService;
} {
  const ofChart = (chart: string, port: number): AddonService | undefined => {
    const [release] = chartsNamed(content, chart);
    return release && { namespace: release.namespace, name: release.name, port };
  };
  const tracing = content.objects.find(({ kind, metadata }) => kind === 'Service' && metadata.name === 'tracing');
  const prometheus = ofChart('prometheus', 9090);
  const grafana = ofChart('grafana', 3000);
  const kiali = ofChart('kiali-server', 20001);
  return {
    ...(prometheus ? { prometheus } : {}),
    ...(grafana ? { grafana } : {}),
    ...(kiali ? { kiali } : {}),
    ...(tracing
      ? { jaeger: { namespace: tracing.metadata.namespace ?? 'istio-system', name: 'tracing', port: 80 } }
      : {}),
  };
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
