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

describe('a pod whose node is gone', () => {
  it('is told with what the node said last', async () => {
    const api = await ApiServer.start([], ({ path }) => {
      if (!path.endsWith('/nodes/minikube')) return undefined;
      const conditions = [{ type: 'Ready', status: 'Unknown', message: 'Kubelet stopped posting node status.' }];
      return { status: 200, body: JSON.stringify({ metadata: { name: 'minikube' }, status: { conditions } }) };
    });
    const connected = KubernetesApi.connect({ kubeconfig: [api.kubeconfig], context: 'minikube' });
    const pod = {
      metadata: { name: 'hello-1', namespace: 'shop' },
      spec: { nodeName: 'minikube' },
      status: {
        phase: 'Running',
        conditions: [{ type: 'Ready', status: 'False' }],
        containerStatuses: [{ name: 'hello', ready: true, state: { running: {} } }],
      },
    };
    const trouble = await podTrouble(connected, pod);
    connected.close();
    await api.stop();
    expect(trouble).toBe('pod shop/hello-1: node minikube is not ready (Kubelet stopped posting node status.)');
  });

  it('is told where its kubelet has not begun with it, and counts as ready yet', async () => {
    const api = await ApiServer.start([
      { kind: 'Node', metadata: { name: 'minikube' }, status: { conditions: [{ type: 'Ready', status: 'True' }] } },
    ]);
    const connected = KubernetesApi.connect({ kubeconfig: [api.kubeconfig], context: 'minikube' });
    const conditions = [{ type: 'PodScheduled', status: 'True' }];
    const pod = { metadata: { name: 'hello-1', namespace: 'shop' }, spec: { nodeName: 'minikube' } };
    const troubles = await Promise.all([
      podTrouble(connected, { ...pod, status: { phase: 'Pending', conditions } }),
      podTrouble(connected, { ...pod, status: { phase: 'Pending', conditions, startTime: '2026-01-01T10:00:00Z' } }),
    ]);
    connected.close();
    await api.stop();
    expect(troubles).toEqual(['pod shop/hello-1: the kubelet of node minikube has not begun with it', undefined]);
  });
});
