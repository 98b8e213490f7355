import { isIstios, MUTATING_WEBHOOKS, VALIDATING_WEBHOOKS, type WebhookConfiguration } from '../cluster/webhooks';
import type { Check, Finding } from './check';
import { chartsNamed } from './istio-charts';

/** istiod has written its certificate into its webhooks, and what it does not admit is refused. */
export const webhooksComplete: Check = {
  title: "istiod's webhooks have a CA bundle and refuse on failure",
  group: 'Control plane',
  link: 'https://istio.io/latest/docs/ops/configuration/mesh/webhook/',
  async look(session) {
    const [content, mutating, validating] = await Promise.all([
      session.content(),
      session.list<WebhookConfiguration>(MUTATING_WEBHOOKS),
      session.list<WebhookConfiguration>(VALIDATING_WEBHOOKS),
    ]);
    const [istiod] = chartsNamed(content, 'istiod');
    if (istiod === undefined) return { skipped: 'the stacks deploy no istiod' };
    const findings: Finding[] = [];
    const injectors = mutating.filter(isIstios);
    const validators = validating.filter(isIstios);
    if (injectors.length === 0) {
      findings.push({
        severity: 'bad',
        problem: 'no sidecar injector is registered: no pod gets a proxy',
        remedy: `mesh up ${istiod.stack}`,
      });
    }
    if (validators.length === 0) {
      findings.push({
        severity: 'warning',
        problem: 'no validator is registered: invalid resources are accepted',
        remedy: `mesh up ${istiod.stack}`,
      });
    }
    for (const configuration of [...injectors, ...validators]) {
      for (const webhook of configuration.webhooks ?? []) {
        const name = `${configuration.metadata.name} (${webhook.name})`;
        if (webhook.clientConfig.service && !webhook.clientConfig.caBundle) {
          findings.push({
            severity: 'bad',
            problem: `webhook ${name}: no CA bundle; the API server cannot trust istiod`,
            remedy: `istiod writes it when it starts: kubectl -n ${istiod.namespace} rollout restart deployment/istiod`,
          });
        }
        if (webhook.failurePolicy === 'Ignore') {
          findings.push({
            severity: 'warning',
            problem: `webhook ${name}: failure policy Ignore; while istiod is down everything passes`,
            remedy: 'istiod sets Fail once it is ready; see its log: mesh logs',
          });
        }
      }
    }
    return { note: `${injectors.length} injectors, ${validators.length} validators`, findings };
  },
};
