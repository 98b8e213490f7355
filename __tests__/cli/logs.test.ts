import { ApiServer } from './api-server';
import { mesh } from './mesh-process';

// Every test starts processes.
jest.setTimeout(60_000);

const pod = (name: string, owner: { kind: string; name: string }) => ({
  kind: 'Pod',
  metadata: { name, namespace: 'shop', ownerReferences: [owner] },
  spec: { containers: [{ name: 'main' }, { name: 'istio-proxy' }] },
  status: { phase: 'Running' },
});
const pods = [
  pod('web-7d8-x', { kind: 'ReplicaSet', name: 'web-7d8' }),
  pod('web-0', { kind: 'StatefulSet', name: 'web' }),
];

describe('mesh logs', () => {
  let asked: string[];
  const idle = { kind: 'Deployment', metadata: { name: 'idle', namespace: 'shop' }, spec: { replicas: 0 } };
  const logs = async (...args: string[]) => {
    const api = await ApiServer.start([...pods, idle], ({ path }) => {
      const name = /pods\/(.+)\/log$/.exec(path)?.[1];
      return name === undefined ? undefined : { status: 200, body: '' };
    });
    const result = await mesh(['logs', ...args], { cwd: '/', env: { KUBECONFIG: api.kubeconfig } });
    asked = api.received.flatMap(({ path }) => /pods\/(.+)\/log$/.exec(path)?.[1] ?? []);
    await api.stop();
    return result;
  };

  it.each([
    ['deploy/web', ['web-7d8-x']],
    ['deployment/web.shop', ['web-7d8-x']],
    ['sts/web', ['web-0']],
    ['pod/web-0', ['web-0']],
    ['shop/web-0', ['web-0']],
    ['web', ['web-7d8-x', 'web-0']],
  ])('takes %s as kubectl, istioctl and people write it', async (name, found) => {
    expect((await logs(name)).code).toBe(0);
    expect(asked.sort()).toEqual([...found].sort());
  });

  it.each(['idle', 'deploy/idle', 'idle.shop'])('says of %s that it is scaled to 0', async (name) => {
    const { code, stderr } = await logs(name);
    expect(stderr).toContain(
      'Deployment shop/idle: has no pods: scaled to 0\n  -> kubectl -n shop scale deployment/idle --replicas=1',
    );
    expect(code).toBe(2);
  });

  it('says that there is no such workload of that kind', async () => {
    const { code, stderr } = await logs('ds/web');
    expect(stderr).toContain('pod "ds/web": no pod, workload or app label has that name');
    expect(code).toBe(2);
  });
});
