import type { Check, Finding } from '../../checks/check';
import { DEFAULT, standingOf } from '../../checks/upgrade/standing';
import { MUTATING_WEBHOOKS, type WebhookConfiguration } from '../../cluster/webhooks';

/** Every tag, every namespace's label and the validator lead to an istiod that runs, and the API server trusts it. */
export const tagsLeadSomewhere: Check = {
  title: 'every tag and label leads to a revision that runs',
  group: 'Control plane',
  link: 'https://istio.io/latest/docs/setup/upgrade/canary/#stable-revision-labels',
  async look(session) {
    const [{ tags, revisions, namespaces, validates }, webhooks] = await Promise.all([
      standingOf(session),
      session.list<WebhookConfiguration>(MUTATING_WEBHOOKS),
    ]);
    const running = revisions.filter(({ runs }) => runs).map(({ name }) => name);
    if (running.length === 0) return { skipped: 'no istiod runs' };
    const lost = (what: string, revision: string, remedy: string): readonly Finding[] =>
      running.includes(revision)
        ? []
        : [
            {
              severity: 'bad',
              problem: `${what}: expected one of the revisions ${running.join(', ')}, got "${revision}", whose istiod does not run`,
              remedy,
            },
          ];
    const again = (revision: string): string => `deploy revision ${revision} again`;
    const known = new Set(tags.map(({ tag }) => tag));
    return {
      note: tags.map(({ tag, revision }) => `${tag} ${revision}`).join(', ') || 'no tags',
      findings: [
        ...tags.flatMap(({ tag, revision }) =>
          lost(`tag ${tag}`, revision, `${again(revision)}, or a step that moves the tag`),
        ),
        ...namespaces
          // A tag's own fault is said once; istio-injection=enabled without an injector is another check's.
          .filter(({ label }) => !known.has(label) && label !== DEFAULT)
          .flatMap(({ name, label, revision }) =>
            lost(
              `namespace ${name}: label istio.io/rev=${label}`,
              revision,
              `${again(revision)}, or label the namespace with a tag`,
            ),
          ),
        ...(validates === undefined ? [] : lost('istiod-default-validator', validates, again(validates))),
        ...webhooks
          .filter(({ metadata }) => metadata.labels?.['istio.io/tag'] !== undefined)
          .filter(({ webhooks: own = [] }) => own.some(({ clientConfig }) => !clientConfig.caBundle))
          .map(
            ({ metadata }): Finding => ({
              severity: 'bad',
              problem: `webhook ${metadata.name}: no CA bundle; the API server cannot trust istiod, and no pod of the tag is created`,
              remedy: 'wait a moment (--wait): istiod of the revision writes it',
            }),
          ),
      ],
    };
  },
};
