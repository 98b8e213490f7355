import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiServer, writeKubeconfig } from './api-server';
import { mesh, projectWith } from './mesh-process';

const cwd = projectWith({
  mesh: { resources: { kubernetes_namespace_v1: { Namespace: { metadata: { name: 'istio-system' } } } } },
  apps: {
    dependencies: ['mesh'],
    resources: {
      helm_release: {
        second: {
          name: 'second',
          namespace: 'istio-system',
          chart: 'gateway',
          version: '1.30.3',
          depends_on: ['helm_release.third'],
        },
        third: { name: 'third', namespace: 'istio-system', chart: 'base', version: '1.30.3' },
      },
    },
  },
});
const nothingOnPath = { PATH: mkdtempSync(join(tmpdir(), 'mesh-path-')) };

// Every test starts processes.
jest.setTimeout(60_000);

describe('without a cluster', () => {
  it('mesh up says all that is missing at once, a line each with the way to get it', async () => {
    const { code, stderr } = await mesh(['up'], { cwd, env: { KUBECONFIG: '/nonexistent/config', ...withShell() } });
    expect(code).toBe(2);
    expect(stderr).toContain('× neither terraform nor tofu is on the PATH\n  -> install Terraform (https://');
    expect(stderr).toContain('× kubeconfig /nonexistent/config: no such file\n  -> minikube start');
  });

  it('mesh start previews what would be created, in order, with a picture, and ends well', async () => {
    const { code, stdout } = await mesh(['start'], { cwd, env: { KUBECONFIG: '/nonexistent/config', ...withShell() } });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Preview: nothing is changed\n/);
    expect(stdout).toContain(
      'stack mesh\n   1. Namespace istio-system\n\nstack apps\n   1. release istio-system/third 1.30.3\n   2. release istio-system/second 1.30.3\n',
    );
    expect(stdout).toContain('‼ kubeconfig /nonexistent/config: no such file');
    expect(readFileSync(join(cwd, '.mesh/mesh.svg'), 'utf8')).toContain('<svg');
  });

  it('costs a preview no more than its picture where that cannot be written', async () => {
    const full = projectWith({ mesh: { resources: {} } });
    mkdirSync(join(full, '.mesh/mesh.svg'), { recursive: true });
    const env = { KUBECONFIG: '/nonexistent/config', ...withShell() };
    const { code, stdout } = await mesh(['start'], { cwd: full, env });
    expect(code).toBe(0);
    expect(stdout).toContain('.mesh/mesh.svg: cannot be written: ');
    expect(stdout).not.toContain('the picture of it');
  });

  it('stops a preview at bad settings, showing the lines of the app without its stack trace', async () => {
    const REFUSE = 'Error: ISTIO_PROFILE: got "x"\n    at main (main.ts:1:1)\nMESH_ADDONS: got "y"';
    const { code, stderr } = await mesh(['start'], { cwd, env: { REFUSE, KUBECONFIG: '/nonexistent/config' } });
    expect(stderr).toBe('× ISTIO_PROFILE: got "x" (main.ts:1:1)\n× MESH_ADDONS: got "y" (main.ts:1:1)\n');
    expect(code).toBe(2);
  });

  it.each([
    ['is not YAML', 'a: [1', /not YAML: .*/],
    ['is no kubeconfig', '- 1', /not a kubeconfig: expected clusters, users and contexts/],
    ['has no contexts', 'kind: Config', /context "minikube": .* has no contexts/],
    [
      'lacks the context',
      'contexts: [{name: a, context: {cluster: a}}, {name: b, context: {cluster: b}}]',
      /context "minikube": not in .*, which has a, b/,
    ],
  ])('says when the kubeconfig %s', async (_, content, message) => {
    const file = join(mkdtempSync(join(tmpdir(), 'mesh-kubeconfig-')), 'config');
    writeFileSync(file, content);
    const { code, stderr } = await mesh(['drift'], { cwd, env: { KUBECONFIG: file } });
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });

  it('takes the context of the option before that of the environment', async () => {
    const { stderr } = await mesh(['drift', '--context', 'mine'], {
      cwd,
      env: { KUBECONFIG: writeKubeconfig('http://127.0.0.1:1'), KUBE_CONTEXT: 'other' },
    });
    expect(stderr).toContain('context "mine": not in');
  });

  it('says when nothing listens at the server, and how to start it', async () => {
    const { code, stderr } = await mesh(['ls'], { cwd, env: { KUBECONFIG: writeKubeconfig('http://127.0.0.1:1') } });
    expect(stderr).toBe('× context "minikube": http://127.0.0.1:1: nothing listens there\n  -> minikube start\n');
    expect(code).toBe(2);
  });

  it.each([
    [401, 'Unauthorized', /refuses the credentials: missing, wrong or expired/],
    [403, 'namespaces is forbidden: User "jane" cannot list resource', /User "jane" cannot list resource/],
  ])('explains a refusal with status %d', async (status, message, expected) => {
    const api = await ApiServer.start([], () => ({ status, body: { message } }));
    const { code, stderr } = await mesh(['verify'], { cwd, env: { KUBECONFIG: api.kubeconfig } });
    await api.stop();
    expect(stderr).toMatch(expected);
    expect(code).toBe(2);
  });

  it('prints what keeps it from looking as JSON too', async () => {
    const { code, stdout } = await mesh(['drift', '--json'], { cwd, env: { KUBECONFIG: '/nonexistent/config' } });
    expect(JSON.parse(stdout).error.problems[0].problem).toBe('kubeconfig /nonexistent/config: no such file');
    expect(code).toBe(2);
  });

  it('says when it is called outside a project', async () => {
    const { code, stderr } = await mesh(['up'], { cwd: mkdtempSync(join(tmpdir(), 'mesh-nothing-')) });
    expect(stderr).toMatch(/no cdktf\.json in .* or above it/);
    expect(code).toBe(2);
  });

  it('ends a wrong call with 2, because 1 means that something was found', async () => {
    expect((await mesh(['drift', '--frobnicate'], { cwd })).code).toBe(2);
    expect((await mesh(['upp'], { cwd })).stderr).toContain('Did you mean up?');
  });
});

/** The app runs in a shell; nothing else is on the PATH. */
function withShell(): { PATH: string } {
  const { symlinkSync, existsSync } = require('node:fs') as typeof import('node:fs');
  mkdirSync(nothingOnPath.PATH, { recursive: true });
  const shell = join(nothingOnPath.PATH, 'sh');
  if (!existsSync(shell)) symlinkSync('/bin/sh', shell);
  return nothingOnPath;
}
