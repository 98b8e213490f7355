import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TerraformStack } from 'cdktf';
import { HelloWorld } from '../../../constructs/apps';
import { MeshNamespace } from '../../../constructs/mesh/mesh-namespace';
import { MeshContext } from '../../../constructs/mesh-context';
import { kubectl } from '../cluster';
import { eventually, statuses } from '../ingress';
import { MeshUnderTest } from '../mesh-under-test';
import { describeHere } from '../needs';
import { ProjectUnderTest } from '../project';
import { NodeProcesses } from '../upgrade/node-processes';

const NAMESPACE = 'faults';
const ISTIOD = ['-n', 'istio-system', 'deployment/istiod'] as const;

const hello = (stack: TerraformStack): void => {
  MeshContext.set(stack, { namespace: NAMESPACE });
  const namespace = new MeshNamespace(stack, 'Namespace', { name: NAMESPACE, injection: 'enabled' });
  new HelloWorld(stack, 'HelloWorld', { dependsOn: [namespace] });
};
const rolledOut = (deployment: string, namespace: string): string =>
  kubectl('-n', namespace, 'rollout', 'status', `deployment/${deployment}`, '--timeout=300s');
const stillAnswers = async () => expect(await statuses(10, '/hello')).toEqual({ 200: 10 });
/** Waits until verify says so; what ran before the fault goes on meanwhile. */
const verifySays = async (mesh: MeshUnderTest, pattern: RegExp): Promise<void> => {
  await eventually(() => expect(mesh.verb('verify').output).toMatch(pattern), 300);
  await stillAnswers();
};

describeHere(__filename)('what goes wrong in a cluster is named, and what ran before goes on', () => {
  const mesh = new MeshUnderTest();

  const isAllGood = () =>
    eventually(() => {
      const { code, output } = mesh.verb('verify');
      expect([code, output]).toEqual([0, expect.not.stringMatching(/^×/m)]);
    }, 300);

  it('an image that cannot be pulled, while up waits for it; the next up deploys the rest', async () => {
    const up = new MeshUnderTest({ imageTag: '0.0.0' }).start('up', 'mesh');
    let output = '';
    for (const stream of [up.stdout, up.stderr]) stream?.on('data', (text) => (output += text));
    const ended = new Promise((done) => up.on('exit', done));
    await eventually(() => {
      expect(output).toMatch(
        /waiting: pod istio-system\/istiod-\S+: image \S+\/pilot:0\.0\.0 cannot be pulled \(not found\)/,
      );
    }, 300);
    await stillAnswers();
    // As by Ctrl-C in a terminal.
    process.kill(-(up.pid as number), 'SIGINT');
    await ended;
    const { code, output: next } = mesh.verb('up');
    expect([code, next]).toEqual([0, expect.stringContaining('√ deployed')]);
    await isAllGood();
    await stillAnswers();
  });

  it('pods that ask for more memory than a node has, by the reason of the scheduler', async () => {
    const project = new ProjectUnderTest('faults');
    project.synth(hello);
    try {
      expect((await project.up()).code).toBe(0);
      kubectl('-n', NAMESPACE, 'set', 'resources', 'deployment/helloworld-v1', '--requests=memory=8Ti');
      await eventually(async () => {
        const { code, stdout } = await project.verb('verify');
        expect([code, stdout]).toEqual([
          1,
          expect.stringMatching(/pod faults\/helloworld-v1-\S+: not scheduled: .*Insufficient memory/),
        ]);
        expect(stdout).toContain(
          'Deployment faults/helloworld-v1: the replica of its newest version is not available; 1 of the version before still runs',
        );
      });
      expect((await project.up()).code).toBe(0);
      rolledOut('helloworld-v1', NAMESPACE);
    } finally {
      project.destroy();
    }
  });

  it('a kubelet that stands still while up deploys, which waits it out', async () => {
    const project = new ProjectUnderTest('faults');
    project.synth(hello);
    const processes = new NodeProcesses();
    try {
      expect(processes.pause('kubelet', 30)).toBeGreaterThan(0);
      const { code, stdout } = await project.up();
      expect([code, stdout]).toEqual([0, expect.stringContaining('√ stack faults')]);
      // Others may have nodes whose kubelets go on.
      if (kubectl('get', 'nodes', '-o', 'name').trim().split('\n').length === 1)
        expect(stdout).toMatch(
          /waiting: pod faults\/helloworld-v\d-\S+: (?:the kubelet of node \S+ has not begun with it|node \S+ is not ready)/,
        );
    } finally {
      processes.remove();
      project.destroy();
    }
  });

  it('an istiod that crashes after a change, by its exit code', async () => {
    const wrong = [{ op: 'add', path: '/spec/template/spec/containers/0/args/-', value: '--httpAddr=:nowhere' }];
    kubectl(...ISTIOD.slice(0, 2), 'patch', ISTIOD[2], '--type=json', '-p', JSON.stringify(wrong));
    try {
      await verifySays(
        mesh,
        /pod istio-system\/istiod-\S+: container discovery ended with exit code \d+, restarted \d+ times?/,
      );
    } finally {
      kubectl('rollout', 'undo', ...ISTIOD);
    }
    await isAllGood();
  });

  it('a root certificate that is not valid yet, by the words of istiod', async () => {
    secretOfFuture();
    try {
      kubectl('rollout', 'restart', ...ISTIOD);
      await verifySays(mesh, /istiod-.*x509: certificate has expired or is not yet valid/);
    } finally {
      kubectl('-n', 'istio-system', 'delete', 'secret', 'cacerts');
      kubectl('rollout', 'undo', ...ISTIOD);
    }
    await isAllGood();
  });

  it('a cluster whose DNS is down: what runs goes on, and verify finds nothing', async () => {
    const dns = ['-n', 'kube-system', 'scale', 'deployment/coredns'];
    const replicas = kubectl('-n', 'kube-system', 'get', 'deployment', 'coredns', '-o', 'jsonpath={.spec.replicas}');
    kubectl(...dns, '--replicas=0');
    try {
      kubectl('-n', 'kube-system', 'wait', '--for=delete', 'pod', '-l', 'k8s-app=kube-dns', '--timeout=120s');
      const { code, output } = mesh.verb('verify');
      expect([code, output]).toEqual([0, expect.not.stringMatching(/^×/m)]);
      await stillAnswers();
    } finally {
      kubectl(...dns, `--replicas=${replicas}`);
      rolledOut('coredns', 'kube-system');
    }
  });
});

/** An authority for istiod whose certificate is valid from 2040 on. */
function secretOfFuture(): void {
  const folder = mkdtempSync(join(tmpdir(), 'future-'));
  const file = (name: string) => join(folder, name);
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  writeFileSync(file('index.txt'), '');
  writeFileSync(
    file('ca.cnf'),
    `[ca]
default_ca = own
[own]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = any
x509_extensions = authority
[any]
commonName = supplied
[authority]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
`,
  );
  const subject = ['-subj', '/CN=Authority of the future'];
  openssl('req', '-new', '-newkey', 'rsa:2048', '-nodes', ...subject, '-keyout', 'ca-key.pem', '-out', 'ca.csr');
  const valid = ['-startdate', '20400101000000Z', '-enddate', '20500101000000Z'];
  const made = ['-keyfile', 'ca-key.pem', '-in', 'ca.csr', '-out', 'ca-cert.pem', '-notext', '-batch'];
  openssl('ca', '-config', 'ca.cnf', '-selfsign', ...valid, ...made);
  const certificate = readFileSync(file('ca-cert.pem'), 'utf8');
  for (const name of ['root-cert.pem', 'cert-chain.pem']) writeFileSync(file(name), certificate);
  const files = ['ca-cert.pem', 'ca-key.pem', 'root-cert.pem', 'cert-chain.pem'];
  kubectl(
    ...['-n', 'istio-system', 'create', 'secret', 'generic', 'cacerts'],
    ...files.map((name) => `--from-file=${file(name)}`),
  );
}
