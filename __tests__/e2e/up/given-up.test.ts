import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { HelmRelease } from '../../../constructs/delivery/helm-release';
import { applyObject, kubectl, running } from '../cluster';
import { ProjectUnderTest } from '../project';

interface HelmSecret {
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
  readonly data: { readonly release: string };
}

const NAMESPACE = 'given-up';
const IMAGE = 'registry.k8s.io/pause:3.10';

/** A chart of one Deployment, whose only value is an annotation of it. */
function writeChart(folder: string): string {
  mkdirSync(join(folder, 'chart/templates'), { recursive: true });
  writeFileSync(join(folder, 'chart/Chart.yaml'), 'apiVersion: v2\nname: chart\nversion: 1.0.0\n');
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: '{{ .Release.Name }}', annotations: { revision: '{{ .Values.revision }}' } },
    spec: {
      selector: { matchLabels: { app: '{{ .Release.Name }}' } },
      template: {
        metadata: { labels: { app: '{{ .Release.Name }}' } },
        spec: { containers: [{ name: 'main', image: IMAGE }], terminationGracePeriodSeconds: 0 },
      },
    },
  };
  writeFileSync(join(folder, 'chart/templates/deployment.yaml'), JSON.stringify(deployment));
  return join(folder, 'chart');
}

/** A release of that chart, deployed by `mesh up` as somebody who continues would. */
class Deploy {
  private readonly project = new ProjectUnderTest('given');
  private readonly workspace = this.project.workspace;
  private readonly chart = writeChart(this.workspace.folder);

  constructor(private readonly release: string) {}

  synth(revision: string): void {
    this.project.synth((stack) => {
      new HelmRelease(stack, 'Release', {
        releaseName: this.release,
        namespace: NAMESPACE,
        chart: this.chart,
        values: [{ revision }],
      });
    });
  }

  up(...more: string[]) {
    return this.project.up(...more);
  }

  /** Terraform's state of a deploy that was given up on before it was written. */
  forget(): void {
    rmSync(join(this.workspace.folder, 'given.tfstate'));
  }

  /** Makes of the newest revision what Helm leaves of a deploy that fails or is killed: itself, or one more, with that status. */
  leave(status: string, { revision }: { readonly revision: 1 | 2 }): void {
    const text = kubectl('-n', NAMESPACE, 'get', 'secret', `sh.helm.release.v1.${this.release}.v1`, '-o', 'json');
    const secret: HelmSecret = JSON.parse(text);
    const packed = Buffer.from(Buffer.from(secret.data.release, 'base64').toString(), 'base64');
    const content = JSON.parse(gunzipSync(packed).toString());
    content.version = revision;
    content.info.status = status;
    const release = Buffer.from(gzipSync(JSON.stringify(content)).toString('base64')).toString('base64');
    applyObject({
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'helm.sh/release.v1',
      metadata: {
        name: `sh.helm.release.v1.${this.release}.v${revision}`,
        namespace: NAMESPACE,
        labels: { ...secret.metadata.labels, status, version: String(revision) },
      },
      data: { release },
    });
  }

  /** What runs: the Deployment and its pods, by their uids. */
  runs(): readonly string[] {
    const pods = kubectl(
      '-n',
      NAMESPACE,
      'get',
      'pods',
      '-l',
      `app=${this.release}`,
      '-o',
      'jsonpath={.items[*].metadata.uid}',
    );
    return [this.deployment()?.metadata.uid ?? 'no Deployment', ...pods.split(' ').sort()];
  }

  deployment() {
    return running<{ metadata: { uid: string; annotations: Readonly<Record<string, string>> } }>(
      'deployment',
      this.release,
      NAMESPACE,
    );
  }

  status(): string {
    const labels = ['-l', `owner=helm,name=${this.release}`, '-o', 'jsonpath={.items[*].metadata.labels.status}'];
    return kubectl('-n', NAMESPACE, 'get', 'secrets', ...labels);
  }

  plan(): boolean {
    return this.workspace.plan('given').changes;
  }

  destroy(): void {
    this.workspace.destroy('given');
  }
}

beforeAll(() => {
  // A run that was ended may have left it.
  kubectl('delete', 'namespace', NAMESPACE, '--ignore-not-found');
  kubectl('create', 'namespace', NAMESPACE);
});
afterAll(() => {
  kubectl('delete', 'namespace', NAMESPACE);
});

describe.each([
  ['failed', []],
  ['pending-install', ['--clear-pending']],
])('a first install that was left %s', (status, options) => {
  const deploy = new Deploy(`first-${status}`);
  afterAll(() => deploy.destroy());

  it('is continued by the next run, which replaces nothing that runs', async () => {
    deploy.synth('1');
    expect((await deploy.up()).code).toBe(0);
    const before = deploy.runs();
    deploy.leave(status, { revision: 1 });
    deploy.forget();
    const { code, stdout, stderr } = await deploy.up(...options);
    expect(`${stdout}${stderr}`).toContain('√ stack given');
    expect(code).toBe(0);
    expect(deploy.runs()).toEqual(before);
    expect(deploy.status()).toMatch(/\bdeployed$/);
    expect(deploy.plan()).toBe(false);
  });
});

describe.each([
  ['failed', []],
  ['pending-upgrade', ['--clear-pending']],
  ['pending-rollback', ['--clear-pending']],
])('an upgrade that was left %s', (status, options) => {
  const deploy = new Deploy(`upgrade-${status}`);
  afterAll(() => deploy.destroy());

  it('is continued by the next run, which replaces nothing that runs', async () => {
    deploy.synth('1');
    expect((await deploy.up()).code).toBe(0);
    const before = deploy.runs();
    deploy.leave(status, { revision: 2 });
    deploy.synth('2');
    const { code, stdout, stderr } = await deploy.up(...options);
    expect(`${stdout}${stderr}`).toContain('√ stack given');
    expect(code).toBe(0);
    expect(deploy.runs()).toEqual(before);
    expect(deploy.deployment()?.metadata.annotations['revision']).toBe('2');
    expect(deploy.status()).toMatch(/\bdeployed$/);
    expect(deploy.plan()).toBe(false);
  });

  if (options.length > 0) {
    it('is left alone, with the way out, where another deploy may be running', async () => {
      deploy.leave(status, { revision: 2 });
      kubectl('-n', NAMESPACE, 'delete', 'secret', '--ignore-not-found', `sh.helm.release.v1.upgrade-${status}.v3`);
      const { code, stderr } = await deploy.up();
      expect(stderr).toContain(`release ${NAMESPACE}/upgrade-${status}: ${status} since`);
      expect(stderr).toContain('mesh up --clear-pending');
      expect(code).toBe(2);
      expect((await deploy.up('--clear-pending')).code).toBe(0);
    });
  }
});
