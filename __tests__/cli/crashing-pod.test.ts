import { KubernetesApi } from '../../cli/cluster/api';
import { podTrouble } from '../../cli/cluster/pod-trouble';
import { ApiServer } from './api-server';

describe('a container that crashes', () => {
  it('is told with the last line of its log that says something', async () => {
    const api = await ApiServer.start([], ({ path, query }) => {
      if (!path.endsWith('/pods/istiod-1/log')) return undefined;
      // What runs now has written nothing yet; the run before said why.
      return { status: 200, body: query.get('previous') === 'true' ? 'Error: unknown command "discover"\n\n' : '' };
    });
    const connected = KubernetesApi.connect({ kubeconfig: [api.kubeconfig], context: 'minikube' });
    const containerStatuses = [
      { name: 'discovery', ready: false, restartCount: 2, state: { terminated: { exitCode: 255 } } },
    ];
    const pod = {
      metadata: { name: 'istiod-1', namespace: 'istio-system' },
      status: { phase: 'Running', containerStatuses },
    };
    const trouble = await podTrouble(connected, pod);
    connected.close();
    await api.stop();
    expect(trouble).toMatch(
      /^pod istio-system\/istiod-1: container discovery ended with exit code 255, restarted 2 times: its log ends with .*unknown command/,
    );
  });
});
