import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { CommandHere } from '../command-here';
import { CANARY_STACK, MESH_STACK, writeSynthesized } from './synthesized-mesh';

describe('mesh map', () => {
  const command = new CommandHere('map', (outdir) => writeSynthesized(outdir, [MESH_STACK, CANARY_STACK]));
  const run = (...args: string[]): Promise<number> => command.run(...args);

  afterEach(() => {
    delete process.env['KUBECONFIG'];
  });

  it('prints the mesh as text', async () => {
    expect(await run('--no-synth')).toBe(0);
    expect(command.said).toContain('VirtualService pay.shop.example');
  });

  it.each(['html', 'svg', 'png', 'mmd', 'md', 'json'])('writes a .%s', async (ending) => {
    expect(await run('--no-synth', '-o', `mesh.${ending}`)).toBe(0);
    expect(readFileSync(join(command.folder, `mesh.${ending}`)).length).toBeGreaterThan(500);
    expect(command.complained).toMatch(/mesh\.\w+: \d+ nodes, \d+ edges\n$/);
    expect(command.said).toBe('');
  });

  it('prints the model with --json', async () => {
    await run('--no-synth', '--json');
    expect(JSON.parse(command.said)).toMatchObject({
      istioVersion: '1.30.3',
      source: { kind: 'synthesized', name: 'mesh, hello-world' },
    });
  });

  it('draws one stack with what leads to it', async () => {
    await run('hello-world', '--no-synth', '--json');
    const { nodes, source } = JSON.parse(command.said);
    expect(source.name).toBe('hello-world');
    expect(nodes.map(({ id }: { id: string }) => id)).toContain('proxy/istio-system/istio-ingressgateway');
    expect(nodes.map(({ id }: { id: string }) => id)).not.toContain('control-plane/istio-system/istiod');
  });

  it.each([
    [['-o', 'mesh.gif'], '--output mesh.gif: expected one of .html .svg .png .mmd .md .json at the end, got ".gif"'],
    [['--theme', 'pink', '-o', 'a.svg'], '--theme: expected auto, light or dark, got "pink"'],
    [['--scale', 'big', '-o', 'a.png'], '--scale: expected a number from 0.1 to 8, got "big"'],
    [['-n', 'nothere'], '--namespace: nothing is in nothere'],
    [['nothere'], 'stack "nothere": not in this project'],
    [['-o', 'no/such/folder.svg'], 'cannot be written: ENOENT'],
    [['mesh', '--live'], '--live: got the stacks mesh, but a cluster does not know which stack an object is from'],
  ])('refuses %j', async (args, message) => {
    expect(await run('--no-synth', ...args)).toBe(2);
    expect(command.complained).toContain(message);
  });

  describe('of a cluster', () => {
    let api: Server;

    beforeEach(async () => {
      const answers: Record<string, unknown> = {
        '/apis': { groups: [{ name: 'networking.istio.io', versions: [{ groupVersion: 'networking.istio.io/v1' }] }] },
        '/apis/networking.istio.io/v1': {
          resources: [{ name: 'virtualservices', kind: 'VirtualService', namespaced: true, verbs: [] }],
        },
        '/api/v1': { resources: [{ name: 'services', kind: 'Service', namespaced: true, verbs: [] }] },
        '/apis/networking.istio.io/v1/virtualservices': {
          items: [
            {
              metadata: { name: 'hello', namespace: 'shop', managedFields: [] },
              spec: { hosts: ['hello.example'], http: [{ route: [{ destination: { host: 'hello' } }] }] },
              status: {},
            },
          ],
        },
      };
      api = createServer((request, answer) => {
        const found = answers[request.url?.split('?')[0] ?? ''];
        answer.writeHead(found ? 200 : 403, { 'content-type': 'application/json' });
        answer.end(JSON.stringify(found ?? { kind: 'Status', message: 'services is forbidden', reason: 'Forbidden' }));
      });
      await new Promise<void>((done) => api.listen(0, done));
      const server = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
      const kubeconfig = {
        clusters: [{ name: 'c', cluster: { server } }],
        users: [{ name: 'u', user: { token: 't' } }],
        contexts: [{ name: 'minikube', context: { cluster: 'c', user: 'u' } }],
      };
      writeFileSync(join(command.folder, 'kubeconfig'), JSON.stringify(kubeconfig));
      process.env['KUBECONFIG'] = join(command.folder, 'kubeconfig');
    });

    afterEach(() => {
      api.close();
    });

    it('draws what may be seen, names what may not, and says by its exit code that this is not all', async () => {
      expect(await run('--live', '--context', 'minikube')).toBe(2);
      expect(command.said).toContain('VirtualService hello.example');
      expect(command.said).toContain('‼ not shown: Service: services is forbidden');
    });

    it('leaves out what only the server writes', async () => {
      await run('--live', '--context', 'minikube', '--json');
      const { resources } = JSON.parse(command.said);
      expect(resources[0].manifest).toEqual({
        apiVersion: 'networking.istio.io/v1',
        kind: 'VirtualService',
        metadata: { name: 'hello', namespace: 'shop' },
        spec: { hosts: ['hello.example'], http: [{ route: [{ destination: { host: 'hello' } }] }] },
      });
    });
  });
});
