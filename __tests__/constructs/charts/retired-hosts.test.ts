import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { App, TerraformStack } from 'cdktf';
import { HelloWorld } from '../../../constructs/apps/hello-world';
import { IstiodChart } from '../../../constructs/charts/istiod-chart';
import { MeshContext, type MeshSettings } from '../../../constructs/mesh-context';

function warningsOf(context: MeshSettings, source?: string): readonly string[] {
  const stack = new TerraformStack(new App(), 'mesh');
  MeshContext.set(stack, context);
  const chart = new IstiodChart(stack, 'Istiod', { ...(source !== undefined && { source }) });
  const app = new HelloWorld(stack, 'Hello');
  return [stack, chart, app].flatMap((one) => one.node.metadata.map(({ data }) => String(data)));
}

describe('a setting that names a retired host', () => {
  it.each([
    [
      { chartRepository: 'https://istio-release.storage.googleapis.com/charts' },
      'https://blob.istio.io/istio-release/charts',
    ],
    [{ chartRepository: 'oci://gcr.io/istio-release/charts' }, 'oci://ghcr.io/istio/release/charts'],
    [{ imageHub: 'gcr.io/istio-release' }, 'docker.io/istio'],
    [{ imageHub: 'registry.istio.io/release' }, 'docker.io/istio'],
  ])('%j is warned of, with the host that serves the same', (context, replacement) => {
    const [warning] = warningsOf(context);
    expect(warning).toContain(`got "${Object.values(context)[0]}"`);
    expect(warning).toContain(`expected ${replacement}`);
  });

  it('is warned of on a single chart as well', () => {
    expect(warningsOf({}, 'https://istio-release.storage.googleapis.com/charts')).toEqual([
      expect.stringContaining('source: got'),
    ]);
  });

  it('is no mirror of the same name', () => {
    expect(
      warningsOf({ imageHub: 'mirror.example/registry.istio.io/release', chartRepository: 'https://charts.example' }),
    ).toEqual([]);
  });
});

test('nothing but the warning names a retired host', () => {
  const root = join(__dirname, '..', '..', '..');
  const pattern = 'istio-release\\.storage|gcr\\.io/istio-release|registry\\.istio\\.io';
  const { stdout } = spawnSync('git', ['grep', '-lE', pattern], { cwd: root, encoding: 'utf8' });
  const files = stdout.split('\n').filter(Boolean);
  const own = 'constructs/charts/retired-hosts';
  expect(files.filter((file) => file !== `${own}.ts` && file !== `__tests__/${own}.test.ts`)).toEqual([]);
});
