import { chartsNamed } from '../checks/istio-charts';
import { DEFAULT } from '../checks/upgrade/standing';
import type { MeshContent } from '../session/session';
import type { Decisive } from './progress';

/** What the stacks say of revisions, tags, namespaces and gateways. */
export function declaredIn(content: MeshContent): Decisive {
  const tags = content.objects.flatMap(({ kind, metadata: { labels = {} } }) => {
    const { 'istio.io/tag': tag, 'istio.io/rev': revision } = labels;
    return kind === 'MutatingWebhookConfiguration' && tag !== undefined ? [{ tag, revision: revision ?? DEFAULT }] : [];
  });
  const [base] = chartsNamed(content, 'base');
  return {
    tags,
    validates: base && revisionIn(base.values, 'defaultRevision'),
    installed: chartsNamed(content, 'istiod').map(({ values }) => revisionIn(values, 'revision')),
    namespaces: content.objects.flatMap(({ kind, metadata: { labels = {} } }) => {
      const label = labels['istio.io/rev'];
      if (kind !== 'Namespace' || label === undefined) return [];
      return [{ label, revision: tags.find(({ tag }) => tag === label)?.revision ?? label }];
    }),
    gateways: chartsNamed(content, 'gateway').map(({ values }) => ({ revisions: [revisionIn(values, 'revision')] })),
  };
}

function revisionIn(values: Readonly<Record<string, unknown>>, key: string): string {
  const value = values[key];
  return typeof value === 'string' && value !== '' ? value : DEFAULT;
}
