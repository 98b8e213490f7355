import { isIstioVersion, istioRelease } from '../../constructs/versions';
import { compareVersions } from '../../model/version-order';
import type { Check, Finding } from './check';
import { istioVersionsOf } from './istio-charts';

/** The cluster's Kubernetes is within the range that the Istio release was made for. */
export const kubernetesVersionSupported: Check = {
  title: 'the Kubernetes version is one that the Istio release supports',
  group: 'Cluster',
  link: 'https://istio.io/latest/docs/releases/supported-releases/',
  async look(session) {
    const [{ gitVersion }, content] = await Promise.all([
      session.api.get<{ gitVersion: string }>('/version'),
      session.content(),
    ]);
    const versions = istioVersionsOf(content).filter(isIstioVersion);
    const note = `Kubernetes ${gitVersion}, Istio ${versions.join(', ') || 'none'}`;
    const minor = gitVersion.split('.').slice(0, 2).join('.');
    return {
      note,
      findings: versions.flatMap((version): readonly Finding[] => {
        const { minimum, newestTested } = istioRelease(version).kubernetes;
        if (compareVersions(minor, minimum) < 0) {
          return [
            {
              severity: 'bad',
              problem: `Istio ${version} needs Kubernetes ${minimum} or newer, the cluster has ${gitVersion}`,
              remedy: `minikube start --kubernetes-version=${minimum}.0, or an older Istio by ISTIO_VERSION`,
            },
          ];
        }
        if (newestTested && compareVersions(minor, newestTested) > 0) {
          return [
            {
              severity: 'warning',
              problem: `Istio ${version} was tested up to Kubernetes ${newestTested}, the cluster has ${gitVersion}`,
              remedy: 'a newer Istio by ISTIO_VERSION, where you are free to choose',
            },
          ];
        }
        return [];
      }),
    };
  },
};
