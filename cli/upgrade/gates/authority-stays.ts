import type { Check } from '../../checks/check';
import { standingOf } from '../../checks/upgrade/standing';
import type { KubernetesObject } from '../../cluster/api';

/** The certificate authority is in a Secret that both istiods read, so that the certificates of both trust each other. */
export const authorityStays: Check = {
  title: 'both revisions sign with the same authority',
  group: 'Control plane',
  link: 'https://istio.io/latest/docs/tasks/security/cert-management/plugin-ca-cert/',
  async look(session) {
    const { revisions } = await standingOf(session);
    const namespaces = [...new Set(revisions.map(({ namespace }) => namespace))];
    const found = await Promise.all(
      namespaces.flatMap((namespace) =>
        ['cacerts', 'istio-ca-secret'].map(async (name) => {
          const path = `/api/v1/namespaces/${namespace}/secrets/${name}`;
          return (await session.api.find<KubernetesObject>(path)) && `${namespace}/${name}`;
        }),
      ),
    );
    const [secret] = found.filter((one) => one !== undefined);
    if (secret !== undefined) return { note: `Secret ${secret}` };
    return {
      findings: [
        {
          severity: 'warning',
          problem: `no Secret cacerts or istio-ca-secret in ${namespaces.join(', ')}: each istiod would sign with an authority of its own`,
          remedy: 'where an authority outside of the cluster signs, all is well',
        },
      ],
    };
  },
};
