import type { Check, Finding } from './check';
import { controlPlaneNamespaces } from './istio-charts';
import { askIstiods, NoDebugInterface } from './istiod-debug';
import { hasProxy, type Pod } from './pods-have-sidecars';

/** One proxy in the answer of `/debug/syncz`. */
export interface ProxySync {
  /** `pod.namespace`. */
  readonly proxy: string;
  readonly istio_version?: string;
  /** By type of resource; newer releases only. */
  readonly resources?: Readonly<
    Record<string, { readonly sent?: string; readonly acked?: string; readonly lastError?: string }>
  >;
  /** `cluster_sent`, `cluster_acked` and so on. */
  readonly [field: string]: unknown;
}

/** Every proxy runs the configuration that istiod sent last. */
export const proxiesInSync: Check = {
  title: "the proxies run istiod's newest configuration",
  group: 'Data plane',
  link: 'https://istio.io/latest/docs/ops/diagnostic-tools/proxy-cmd/',
  async look(session) {
    const namespaces = controlPlaneNamespaces(await session.content());
    if (namespaces.length === 0) return { skipped: 'the stacks deploy no istiod' };
    const pods = await session.list<Pod>('/api/v1/pods');
    let proxies: readonly ProxySync[];
    try {
      proxies = (
        await Promise.all(
          namespaces.map((namespace) => askIstiods<readonly ProxySync[]>(session, namespace, '/debug/syncz')),
        )
      ).flat(2);
    } catch (error) {
      if (!(error instanceof NoDebugInterface)) throw error;
      return {
        findings: [
          {
            severity: 'warning',
            problem: `istiod cannot be asked: ${error.message}`,
            remedy: remedyOf(error.message),
          },
        ],
      };
    }
    const connected = new Set(proxies.map(({ proxy }) => proxy));
    const absent = pods.filter(
      (pod) =>
        hasProxy(pod) &&
        pod.status?.phase === 'Running' &&
        !connected.has(`${pod.metadata.name}.${pod.metadata.namespace}`),
    );
    return {
      note: `${proxies.length} proxies`,
      findings: [...proxies.flatMap(faultsOf), ...absent.map(notConnected)],
    };
  },
};

function remedyOf(reason: string): string {
  if (/^no istiod is ready/.test(reason))
    return 'see what is said above of its Deployment: kubectl get pods -A -l app=istiod';
  // The API server reaches pods through the kubelet of their node.
  if (/error dialing backend/.test(reason))
    return 'the kubelet of its node does not answer: kubectl get nodes; start it again there';
  return 'kubectl -n istio-system port-forward deployment/istiod 15014 must work; see mesh logs';
}

/** What keeps one proxy behind istiod. */
export function faultsOf(sync: ProxySync): readonly Finding[] {
  const name = `proxy ${sync.proxy}`;
  if (sync.resources) {
    return Object.entries(sync.resources).flatMap(([type, { sent, acked, lastError }]): readonly Finding[] => {
      const kind = (type.split('.').pop() ?? type)
        .replace('ClusterLoadAssignment', 'Endpoint')
        .replace('RouteConfiguration', 'Route');
      if (lastError) {
        return [
          {
            severity: 'bad',
            problem: `${name}: refuses istiod's ${kind} configuration: ${lastError.trim().split('\n')[0]}`,
            remedy: 'an EnvoyFilter or a feature that this proxy lacks: mesh routes and mesh logs show more',
          },
        ];
      }
      return sent && sent !== acked ? [behind(name, kind)] : [];
    });
  }
  return ['cluster', 'listener', 'route', 'endpoint'].flatMap((kind) => {
    const sent = sync[`${kind}_sent`];
    return sent && sent !== sync[`${kind}_acked`] ? [behind(name, kind)] : [];
  });
}

function behind(name: string, kind: string): Finding {
  return {
    severity: 'bad',
    problem: `${name}: has not taken istiod's newest ${kind} configuration`,
    remedy: 'wait a moment (--wait); if it stays: restart the pod',
  };
}

function notConnected({ metadata }: Pod): Finding {
  return {
    severity: 'warning',
    problem: `proxy ${metadata.name}.${metadata.namespace}: not connected to istiod`,
    remedy: `kubectl -n ${metadata.namespace} logs ${metadata.name} -c istio-proxy`,
  };
}
