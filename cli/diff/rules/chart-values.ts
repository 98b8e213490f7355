import { chartFacts } from '../charts';
import { chartOf } from '../mesh-view';
import { CHART } from '../objects/object-pair';
import type { Risk } from '../risks';
import type { Remark, Rule } from '../rule';
import { say, words } from '../sentence';
import { at, type Fields, fieldsAt, same, show, type Value } from '../values';

/** Values of charts that have a meaning for the mesh. */
export const chartValues: Rule = {
  id: 'chart-values',
  about: 'settings of the control plane and of gateways that matter to the whole mesh',
  kinds: [CHART],
  *explain(pair) {
    const { before, after } = pair;
    if (!before || !after || pair.carrier) return;
    for (const setting of SETTINGS) {
      if (!setting.charts.includes(chartOf(after))) continue;
      const path = ['spec', 'values', ...setting.path] as const;
      const [was, is] = [at(before, ...path), at(after, ...path)];
      if (same(was, is)) continue;
      const [from, to] = [showOr(was, setting.unset), showOr(is, setting.unset)];
      // Written out or left to the chart's default: the same holds.
      if (from === to) continue;
      yield {
        sentence: say`${words(setting.name)}: ${from} -> ${to}`,
        risks: setting.risks?.(was, is) ?? [],
        explains: [path.join('.')],
      };
    }
    yield* webhookValues(before, after);
  },
};

interface Setting {
  readonly charts: readonly string[];
  readonly path: readonly string[];
  /** What it decides, as the subject of a sentence. */
  readonly name: string;
  /** What holds where it is not set. */
  readonly unset: string;
  readonly risks?: (was: Value | undefined, is: Value | undefined) => Risk[];
}

const SETTINGS: readonly Setting[] = [
  {
    charts: ['istiod'],
    path: ['meshConfig', 'outboundTrafficPolicy', 'mode'],
    name: 'calls to services the mesh does not know',
    unset: 'ALLOW_ANY',
    risks: (_was, is) =>
      is === 'REGISTRY_ONLY'
        ? [{ risk: 'refuses-requests', reason: 'calls to unknown hosts fail from now on' }]
        : [{ risk: 'opens-access', reason: 'workloads may call any host outside' }],
  },
  {
    charts: ['istiod'],
    path: ['meshConfig', 'enableAutoMtls'],
    name: 'automatic mTLS between proxies',
    unset: 'true',
    risks: (_was, is) =>
      is === false ? [{ risk: 'accepts-plaintext', reason: 'proxies call each other unencrypted by default' }] : [],
  },
  { charts: ['istiod'], path: ['meshConfig', 'accessLogFile'], name: 'access logs of all proxies', unset: 'off' },
  {
    charts: ['istiod'],
    path: ['meshConfig', 'trustDomain'],
    name: 'trust domain',
    unset: 'cluster.local',
    risks: () => [{ risk: 'refuses-requests', reason: 'identities change: policies by principal no longer match' }],
  },
  { charts: ['istiod'], path: ['pilot', 'traceSampling'], name: 'percent of requests traced', unset: '1' },
  {
    charts: ['istiod'],
    path: ['global', 'configValidation'],
    name: 'validation of Istio objects on admission',
    unset: 'true',
    risks: (_was, is) => [
      {
        risk: 'touches-webhook',
        reason: is === false ? 'nothing refuses invalid objects any more' : 'invalid objects are refused from now on',
      },
    ],
  },
  {
    charts: ['istiod'],
    path: ['sidecarInjectorWebhook', 'enableNamespacesByDefault'],
    name: 'sidecars in namespaces without a label',
    unset: 'false',
    risks: () => [{ risk: 'touches-webhook', reason: 'which pods get a sidecar changes' }],
  },
  {
    charts: ['gateway'],
    path: ['service', 'type'],
    name: 'Service type of the gateway',
    unset: 'LoadBalancer',
    risks: (was, is) => {
      const [outsideBefore, outsideNow] = [was !== 'ClusterIP', is !== 'ClusterIP'];
      if (outsideBefore === outsideNow) return [{ risk: 'refuses-requests', reason: 'its address changes' }];
      return outsideNow
        ? [{ risk: 'opens-access', reason: 'the gateway can be reached from outside the cluster' }]
        : [{ risk: 'refuses-requests', reason: 'the gateway can no longer be reached from outside the cluster' }];
    },
  },
  {
    charts: ['base'],
    path: ['defaultRevision'],
    name: 'revision that validates resources',
    unset: 'default',
    risks: () => [{ risk: 'touches-webhook', reason: 'another istiod accepts or refuses Istio objects' }],
  },
  {
    charts: ['gateway'],
    path: ['revision'],
    name: 'revision that the gateway gets its proxy from',
    unset: 'default',
    risks: () => [{ risk: 'restarts', reason: 'its pods are replaced' }],
  },
  { charts: ['gateway', 'istiod'], path: ['autoscaling', 'enabled'], name: 'autoscaling', unset: 'true' },
  { charts: ['gateway'], path: ['replicaCount'], name: 'replicas', unset: '1' },
];

/** A chart's webhooks have settings of their own in several places. */
function* webhookValues(before: Fields, after: Fields): Generator<Remark> {
  if (!chartFacts(chartOf(after)).webhooks) return;
  const path = ['spec', 'values', 'sidecarInjectorWebhook'] as const;
  const known = ['enableNamespacesByDefault'];
  const rest = (content: Fields): Fields =>
    Object.fromEntries(Object.entries(fieldsAt(content, ...path)).filter(([name]) => !known.includes(name)));
  if (same(rest(before), rest(after))) return;
  yield {
    sentence: say`settings of the sidecar injector change`,
    risks: [{ risk: 'touches-webhook', reason: 'new pods may get another sidecar, or none' }],
    explains: [],
  };
}

function showOr(value: Value | undefined, unset: string): string {
  return value === undefined ? unset : value === '' ? 'off' : show(value);
}
