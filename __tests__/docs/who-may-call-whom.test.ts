import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { destinationsOf } from '../../cli/access/destinations';
import { callsInLog } from '../../cli/access/observed/access-log';
import { codeOf } from '../../cli/access/observed/code';
import { byWorkload } from '../../cli/access/observed/observed';
import { callsInMetrics } from '../../cli/access/observed/prometheus';
import { undeclaredCalls } from '../../cli/access/observed/undeclared';
import { renderDestinations } from '../../cli/access/render';
import { synthesizedSide } from '../../cli/diff/objects/stack-side';
import { DEFAULT_POLICY } from '../../cli/diff/policy';
import { renderText } from '../../cli/diff/render/text';
import { reportOn } from '../../cli/diff/report';
import { explain } from '../../model/access/explain';
import { MeshAccess } from '../../model/access/mesh-access';
import { Mesh } from '../../model/mesh';
import { modelObject } from '../../model/object';
import { readSynthesizedStack } from '../../model/read/synthesized-stack';
import { asksAllowed } from '../../testing/access';
import { SHOP_WORKLOADS } from '../cli/shop-workloads';

const PROJECT = join(__dirname, '../..');
const guide = readFileSync(join(PROJECT, 'docs/guides/who-may-call-whom.md'), 'utf8');
const fixtures = join(PROJECT, '__tests__/fixtures/calls');

/** The block of text behind a line of the guide, or the one that holds it. */
function blockWith(text: string): string {
  const block = guide.split('```').find((one, index) => index % 2 === 1 && one.includes(text));
  if (block === undefined) throw new Error(`the guide has no block with "${text}"`);
  return block.slice(block.indexOf('\n') + 1);
}

describe('the guide of who may call whom', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guide-'));
  let before: unknown;
  let after: unknown;
  let access: MeshAccess;

  /** The program of the example, or a changed one, as it is synthesized. */
  function synthesize(name: string, change: (program: string) => string): unknown {
    const program = readFileSync(join(PROJECT, 'examples/least-privilege/main.ts'), 'utf8');
    const changed = change(program).replace("'../../constructs'", JSON.stringify(join(PROJECT, 'constructs')));
    const file = join(folder, `${name}.ts`);
    writeFileSync(file, changed);
    const outdir = join(folder, name);
    execFileSync(process.execPath, ['-r', join(PROJECT, 'node_modules/tsx/dist/cjs/index.cjs'), file], {
      env: { ...process.env, CDKTF_OUTDIR: outdir, NODE_PATH: join(PROJECT, 'node_modules') },
    });
    return JSON.parse(readFileSync(join(outdir, 'stacks/least-privilege/cdk.tf.json'), 'utf8'));
  }

  beforeAll(() => {
    before = synthesize('before', (program) => program);
    after = synthesize('after', (program) => {
      const call = "payments.on('GET', '/methods')";
      expect(program).toContain(call);
      return program.replace(call, `${call}, payments.on('POST', '/pay')`);
    });
    const { objects } = readSynthesizedStack(before);
    access = new MeshAccess(
      new Mesh({
        objects: objects.map(({ manifest, partial }) => modelObject(manifest, { origin: undefined, partial })),
      }),
    );
  }, 120_000);

  afterAll(() => rmSync(folder, { recursive: true }));

  it('shows the matrix as mesh access prints it', () => {
    expect(blockWith('$ mesh access\n')).toBe(
      `$ mesh access\n${renderDestinations(destinationsOf(access, {}), '.txt')}`,
    );
  });

  it('shows one decision as mesh access prints it', () => {
    const decision = access.decide({ from: 'web', to: 'payments', method: 'POST', path: '/pay', token: 'none' });
    expect(blockWith('$ mesh access --from web')).toBe(
      `$ mesh access --from web --to payments --method POST --path /pay\n${explain(decision).join('\n')}\n`,
    );
  });

  it('shows a failing test as the matcher prints it', () => {
    const { pass, lines } = asksAllowed(access, {
      from: 'web',
      to: 'payments',
      method: 'POST',
      path: '/pay',
      token: 'none',
    });
    expect(pass).toBe(false);
    const printed = ['expected to allow the request', ...lines.map((line) => `  ${line}`)].map((line) => `  ${line}\n`);
    expect(blockWith('● lets the cart pay')).toBe(`● lets the cart pay, and no one else\n\n${printed.join('')}`);
  });

  it('shows what a pull request changes as mesh diff prints it', () => {
    const side = (synthesized: unknown) => synthesizedSide('least-privilege', synthesized);
    const report = reportOn([{ stack: 'least-privilege', before: side(before), after: side(after) }], {
      policy: DEFAULT_POLICY,
      comparison: { mode: 'versions' },
    });
    expect(stripVTControlCharacters(renderText(report))).toContain(blockWith('Who may call whom\n'));
  });

  describe('shows the code of observed calls as it is printed', () => {
    const edge = {
      template: {
        metadata: { labels: { istio: 'ingressgateway' } },
        spec: {
          serviceAccountName: 'istio-ingressgateway-service-account',
          containers: [{ name: 'istio-proxy', image: 'auto' }],
        },
      },
    };
    const gateway = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'istio-ingressgateway', namespace: 'istio-system' },
      spec: edge,
    };
    const shop = new MeshAccess(
      new Mesh({ objects: [...SHOP_WORKLOADS, gateway].map((one) => modelObject(one, { origin: undefined })) }),
    );

    it('for what a Prometheus answered', () => {
      const answer = JSON.parse(readFileSync(join(fixtures, 'prometheus.json'), 'utf8'));
      const calls = undeclaredCalls(shop, byWorkload(shop, callsInMetrics(answer)));
      expect(blockWith('$ mesh access --observed\n')).toBe(`$ mesh access --observed\n${codeOf(shop, calls)}`);
    });

    it('for what sidecars logged', () => {
      const log = readFileSync(join(fixtures, 'access-log.txt'), 'utf8');
      const { calls, unread } = callsInLog(log, (pod) => `shop/${pod.replace(/(-[a-z0-9]+){2}$/, '')}`);
      expect(unread).toBe(0);
      const [, printed] = /--observed -\n([\s\S]*)$/.exec(blockWith('--observed -\n')) ?? [];
      expect(printed).toBe(codeOf(shop, undeclaredCalls(shop, calls)));
    });
  });
});
