import type { KubernetesObject } from '../cluster/api';
import {
  deadServices,
  ENDPOINT_SLICES,
  type EndpointSlice,
  isIstios,
  MUTATING_WEBHOOKS,
  VALIDATING_WEBHOOKS,
  type WebhookConfiguration,
} from '../cluster/webhooks';
import type { Check, Finding } from './check';
import { releasesOf } from './istio-charts';

const KINDS = [
  [MUTATING_WEBHOOKS, 'mutatingwebhookconfiguration'],
  [VALIDATING_WEBHOOKS, 'validatingwebhookconfiguration'],
] as const;

/**
 * Something answers every webhook of Istio in the cluster. One that was left behind by an earlier Istio refuses, or lets slip through,
 * whatever is created from then on.
 */
export const webhooksAnswer: Check = {
  title: "something answers Istio's webhooks",
  group: 'Earlier deploys',
  link: 'https://istio.io/latest/docs/ops/common-problems/injection/',
  async look(session) {
    const [content, slices, services, ...configurations] = await Promise.all([
      session.content(),
      session.list<EndpointSlice>(ENDPOINT_SLICES),
      session.list<KubernetesObject>('/api/v1/services'),
      ...KINDS.map(([path]) => session.list<WebhookConfiguration>(path)),
    ]);
    const exists = new Set(services.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`));
    const ours = releasesOf(content);
    const findings: Finding[] = [];
    let count = 0;
    for (const [index, [, kind]] of KINDS.entries()) {
      for (const configuration of (configurations[index] ?? []).filter(isIstios)) {
        count += 1;
        const { name, annotations = {} } = configuration.metadata;
        const release = `${annotations['meta.helm.sh/release-namespace']}/${annotations['meta.helm.sh/release-name']}`;
        for (const service of deadServices(configuration, slices)) {
          const [namespace, serviceName] = service.split('/');
          const refuses = (configuration.webhooks ?? []).some(({ failurePolicy }) => failurePolicy !== 'Ignore');
          const effect = refuses ? 'what it is asked about is refused' : 'what it is asked about passes unseen';
          findings.push(
            exists.has(service)
              ? {
                  severity: 'bad',
                  problem: `webhook ${name}: Service ${service} has no ready endpoint; ${effect}`,
                  remedy: `kubectl -n ${namespace} rollout status deployment/${serviceName}; if it is scaled down: kubectl -n ${namespace} scale deployment/${serviceName} --replicas=1`,
                }
              : {
                  severity: 'bad',
                  problem: `webhook ${name}: left behind by an earlier Istio: Service ${service} is gone; ${effect}`,
                  remedy: ours.has(release) ? 'mesh up brings the Service back' : `kubectl delete ${kind} ${name}`,
                },
          );
        }
      }
    }
    return { note: count === 0 ? 'there are none' : `${count} webhook configurations`, findings };
  },
};
