import type { KubernetesObject } from '../cluster/api';
import type { Check } from './check';
import { chartsNamed } from './istio-charts';

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** CustomResourceDefinitions that an earlier Istio left behind are ones that the base chart takes over. */
export const definitionsAdoptable: Check = {
  title: 'left-over definitions of Istio can be taken over',
  group: 'Earlier deploys',
  link: 'https://istio.io/latest/docs/setup/upgrade/helm/',
  async look(at) {
    const [content, all] = await Promise.all([
      at.content(),
      at.api.list<KubernetesObject>(DEFINITIONS, {}, { metadataOnly: true }),
    ]);
    const definitions = all.filter(({ metadata }) => metadata.name.endsWith('.istio.io'));
    const [base] = chartsNamed(content, 'base');
    if (definitions.length === 0) return { note: 'there are none' };
    if (!base) return { skipped: 'the stacks deploy no base chart' };
    const stack = content.stacks.find(({ name }) => name === base.stack);
    const resources = stack?.content['resource'] as
      | Record<string, Record<string, { take_ownership?: boolean }>>
      | undefined;
    const [type = '', id = ''] = base.address.split('.');
    if (resources?.[type]?.[id]?.take_ownership)
      return { note: `${definitions.length}, and release ${base.name} takes ownership` };
    const foreign = definitions.filter(({ metadata }) => {
      const { 'meta.helm.sh/release-name': name, 'meta.helm.sh/release-namespace': namespace } =
        metadata.annotations ?? {};
      return name !== base.name || namespace !== base.namespace;
    });
    return {
      note: `${definitions.length} of release ${base.namespace}/${base.name}`,
      findings:
        foreign.length === 0
          ? []
          : [
              {
                severity: 'bad',
                problem: `${foreign.length} definitions belong to another release or to none (${foreign[0]?.metadata.name} …): the base chart cannot import them`,
                remedy:
                  'set takeOwnership on the base chart, or delete them with all their resources: kubectl get crd -o name | grep istio.io$ | xargs kubectl delete',
              },
            ],
    };
  },
};
