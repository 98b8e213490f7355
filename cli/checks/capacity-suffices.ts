import { chartName } from '../../model/charts';
import type { KubernetesObject } from '../cluster/api';
import type { MeshContent } from '../session/session';
import type { Check, Finding } from './check';
import { quantity } from './quantity';

interface Resources {
  readonly requests?: { readonly cpu?: string; readonly memory?: string };
}

interface Pod extends KubernetesObject {
  readonly spec: { readonly nodeName?: string; readonly containers: readonly { readonly resources?: Resources }[] };
  readonly status?: { readonly phase?: string };
}

interface Node extends KubernetesObject {
  readonly spec?: {
    readonly unschedulable?: boolean;
    readonly taints?: readonly { readonly key: string; readonly effect: string }[];
  };
  readonly status?: { readonly allocatable?: { readonly cpu?: string; readonly memory?: string } };
}

interface Amount {
  readonly cpu: number;
  readonly memory: number;
}

/** What the charts ask for where their values say nothing, by their own defaults. */
const DEFAULT_REQUESTS: Readonly<Record<string, Amount>> = {
  istiod: { cpu: 0.5, memory: quantity('2Gi') },
  gateway: { cpu: 0.1, memory: quantity('128Mi') },
  'kiali-server': { cpu: 0.01, memory: quantity('64Mi') },
};

/** What a sidecar asks for, by Istio's own default, and by the demo profile's. */
const SIDECAR: Amount = { cpu: 0.1, memory: quantity('128Mi') };
const DEMO: Amount = { cpu: 0.01, memory: quantity('100Mi') };
const DEMO_SIDECAR: Amount = { cpu: 0.01, memory: quantity('40Mi') };

/** The nodes have as much free CPU and memory as what is not deployed yet asks for. */
export const capacitySuffices: Check = {
  title: 'the nodes have room for what is not deployed yet',
  group: 'Cluster',
  link: 'https://istio.io/latest/docs/setup/platform-setup/minikube/',
  async look(session) {
    const [content, nodes, pods, revisions] = await Promise.all([
      session.content(),
      session.list<Node>('/api/v1/nodes'),
      session.list<Pod>('/api/v1/pods'),
      session.revisions(),
    ]);
    const usable = nodes.filter((node) => node.spec?.unschedulable !== true && troublesOf(node).length === 0);
    const allocatable = sum(usable.map(({ status }) => amountOf(status?.allocatable)));
    const running = pods.filter(({ status }) => status?.phase !== 'Succeeded' && status?.phase !== 'Failed');
    const names = new Set(usable.map(({ metadata }) => metadata.name));
    const there = running.filter(({ spec }) => spec.nodeName === undefined || names.has(spec.nodeName));
    const requested = sum(
      there.flatMap(({ spec }) => spec.containers.map(({ resources }) => amountOf(resources?.requests))),
    );
    // Pods that wait for a node ask for more than there is.
    const left = (key: keyof Amount): number => Math.max(0, allocatable[key] - requested[key]);
    const free = { cpu: left('cpu'), memory: left('memory') };
    const deployed = new Set(revisions.map(({ namespace, name }) => `${namespace}/${name}`));
    const apps = new Set(running.map(({ metadata }) => metadata.labels?.['app'] ?? ''));
    const wanted = requestsOf(content, deployed, apps);
    const note = `${text(free)} free on ${usable.length} node${usable.length === 1 ? '' : 's'}, ${text(wanted)} requested`;
    const short = (['cpu', 'memory'] as const).filter((key) => wanted[key] > free[key]);
    const findings: Finding[] = short.map((key) => ({
      severity: 'bad',
      problem: `${key === 'cpu' ? 'CPU' : 'memory'}: ${amountText(key, free[key])} free, ${amountText(key, wanted[key])} requested by what is not deployed yet`,
      remedy:
        'minikube start --cpus=4 --memory=8g (after minikube delete), or MESH_ADDONS=none, or ISTIO_PROFILE=minimal',
    }));
    const troubled = nodes.flatMap((node): Finding[] => {
      const troubles = troublesOf(node);
      if (troubles.length === 0) return [];
      return [
        {
          severity: usable.length === 0 ? 'bad' : 'warning',
          problem: `node ${node.metadata.name} accepts no pods: ${troubles.join(', ')}`,
          remedy: `kubectl describe node ${node.metadata.name}`,
        },
      ];
    });
    return { note, findings: usable.length === 0 && troubled.length > 0 ? troubled : [...troubled, ...findings] };
  },
};

/** What Kubernetes itself keeps new pods away for: the node does not answer, or lacks memory, room on its disk, process ids, a network. */
function troublesOf({ spec }: Node): readonly string[] {
  const own = 'node.kubernetes.io/';
  const taints = (spec?.taints ?? []).filter(({ key, effect }) => key.startsWith(own) && effect !== 'PreferNoSchedule');
  return [...new Set(taints.map(({ key }) => key.slice(own.length)))].filter((trouble) => trouble !== 'unschedulable');
}

function requestsOf(content: MeshContent, deployed: ReadonlySet<string>, runningApps: ReadonlySet<string>): Amount {
  const demo = content.charts.some(({ values }) => values['profile'] === 'demo');
  const charts = content.charts
    .filter(({ namespace, name }) => !deployed.has(`${namespace}/${name}`))
    .map((chart) => {
      const own = (chart.values['resources'] ??
        (chart.values['pilot'] as { resources?: Resources } | undefined)?.resources) as Resources | undefined;
      if (own?.requests) return amountOf(own.requests);
      return demo && chartName(chart.chart) === 'istiod'
        ? DEMO
        : (DEFAULT_REQUESTS[chartName(chart.chart)] ?? { cpu: 0, memory: 0 });
    });
  const workloads = content.objects
    .filter(
      ({ kind, metadata }) =>
        ['Deployment', 'StatefulSet'].includes(kind) && !runningApps.has(metadata.labels?.['app'] ?? metadata.name),
    )
    .map(({ manifest }) => {
      const spec = manifest['spec'] as {
        replicas?: number | string;
        template?: { spec?: { containers?: readonly { resources?: Resources }[] } };
      };
      const containers = sum(
        (spec.template?.spec?.containers ?? []).map(({ resources }) => amountOf(resources?.requests)),
      );
      const each = sum([containers, demo ? DEMO_SIDECAR : SIDECAR]);
      const replicas = Number(spec.replicas ?? 1);
      return { cpu: each.cpu * replicas, memory: each.memory * replicas };
    });
  return sum([...charts, ...workloads]);
}

function amountOf(requests: { readonly cpu?: string; readonly memory?: string } | undefined): Amount {
  return { cpu: quantity(requests?.cpu) || 0, memory: quantity(requests?.memory) || 0 };
}

function sum(amounts: readonly Amount[]): Amount {
  return amounts.reduce((total, { cpu, memory }) => ({ cpu: total.cpu + cpu, memory: total.memory + memory }), {
    cpu: 0,
    memory: 0,
  });
}

function text({ cpu, memory }: Amount): string {
  return `${amountText('cpu', cpu)} and ${amountText('memory', memory)}`;
}

function amountText(key: keyof Amount, amount: number): string {
  if (key === 'cpu') return `${Math.round(amount * 100) / 100} CPU`;
  return amount >= 2 ** 30 ? `${(amount / 2 ** 30).toFixed(1)} GiB` : `${Math.round(amount / 2 ** 20)} MiB`;
}
