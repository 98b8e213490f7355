import { App, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import type { SideObject, StackSide } from '../../../cli/diff/objects/stack-side';
import { synthesizedSide } from '../../../cli/diff/objects/stack-side';
import { DEFAULT_POLICY, type DiffPolicy } from '../../../cli/diff/policy';
import { renderMarkdown } from '../../../cli/diff/render/markdown';
import { renderText } from '../../../cli/diff/render/text';
import { type DiffReport, failing, reportOn } from '../../../cli/diff/report';
import { plain } from '../../../cli/diff/sentence';
import type { Fields } from '../../../cli/diff/values';
import { MeshContext } from '../../../constructs/mesh-context';
import { ACCESS_KINDS } from './access-kinds';
import { ACCESS_PAIRS } from './access-pairs';
import { ACCESS_WORDS } from './access-words';
import { type ChangePair, PAIR_STACKS } from './change-pairs';
import { recordings, reportOfRecording } from './recorded-plans';

function synthesized(pair: ChangePair, side: 'before' | 'after'): unknown {
  const { delivery, namespace } = PAIR_STACKS.access;
  const stack = new TerraformStack(new App(), 'access');
  MeshContext.set(stack, { delivery, namespace });
  pair[side]?.(new Construct(stack, pair.name));
  return JSON.parse(JSON.stringify(stack.toTerraform()));
}

function reportOnPair(name: string, policy: DiffPolicy = DEFAULT_POLICY): DiffReport {
  const pair = ACCESS_PAIRS.find((one) => one.name === name);
  if (pair === undefined) throw new Error(`no pair ${name}`);
  const side = (which: 'before' | 'after') => synthesizedSide('access', synthesized(pair, which));
  const sides = { stack: 'access', before: side('before'), after: side('after') };
  return reportOn([sides], { policy, comparison: { mode: 'versions', base: 'main' } });
}

function accessSayings({ access }: DiffReport): string[] {
  return access.flatMap(({ title, remarks }) =>
    remarks.map(({ sentence, risks }) => {
      const marks = risks.map(({ risk }) => risk).join(', ');
      return `${title}: ${plain(sentence)}${marks === '' ? '' : ` [${marks}]`}`;
    }),
  );
}

describe('who gains and who loses access', () => {
  const expected = (name: string): readonly string[] | undefined =>
    ACCESS_WORDS[name]?.map((line) => line.replaceAll('{ns}', name.toLowerCase()));
  const names = ACCESS_PAIRS.map(({ name }) => name);

  it('is said of more than thirty kinds of changes, each in words', () => {
    expect(Object.keys(ACCESS_KINDS)).toEqual(names);
    expect(new Set(Object.values(ACCESS_KINDS)).size).toBeGreaterThan(30);
  });

  it.each(names)('is said of two versions of %s, without a cluster', (name) => {
    expect(accessSayings(reportOnPair(name))).toEqual(expected(name));
  });

  it('is said of plans recorded from a real provider for every pair', () => {
    expect(recordings('access').fixtures.map(({ pair }) => pair)).toEqual(names);
  });

  it.each(names)('is said of the recorded plan of %s', (name) => {
    expect(accessSayings(reportOfRecording('access', name))).toEqual(expected(name));
  });

  it('comes first, in a terminal and in a pull request', () => {
    const report = reportOnPair('WholeNamespace');
    expect(renderText(report).split('\n').slice(0, 3)).toEqual([
      'Who may call whom',
      '  ~ wholenamespace/payments:80',
      '      2 callers gain POST /pay: wholenamespace/web, anything in namespace dev',
    ]);
    expect(renderMarkdown(report)).toContain(
      '### Who may call whom\n\n- `wholenamespace/payments:80`\n  - 2 callers gain `POST /pay`: `wholenamespace/web`, `anything in namespace dev`\n    - 🔴 high: ',
    );
  });

  it('fails a check like any other risk, unless it is accepted for the destination', () => {
    const strict: DiffPolicy = { ...DEFAULT_POLICY, failOn: 'high' };
    const accept = [{ risk: 'opens-access' as const, object: 'Access/*/payments', reason: 'web pays as well' }];
    const byAccess = (policy: DiffPolicy): number =>
      failing({ ...reportOnPair('OneMoreCaller', policy), changes: [] }).length;
    expect(byAccess(strict)).toBe(1);
    expect(byAccess({ ...strict, accept })).toBe(0);
  });

  it('is not said where a stack could not be planned', () => {
    const [pair] = ACCESS_PAIRS;
    if (pair === undefined) throw new Error('no pair');
    const nothing: StackSide = { objects: [], opaque: new Set() };
    const report = reportOn(
      [
        {
          stack: 'access',
          before: synthesizedSide('access', synthesized(pair, 'before')),
          after: synthesizedSide('access', synthesized(pair, 'after')),
        },
        { stack: 'mesh', before: nothing, after: nothing, error: 'no network' },
      ],
      { policy: DEFAULT_POLICY, comparison: { mode: 'plan' } },
    );
    expect(report.access).toEqual([]);
    expect(report.notes).toEqual(['Who gains or loses access cannot be said without every stack.']);
  });
});

describe('of a thousand services', () => {
  const sideOf = (objects: readonly Fields[]): StackSide => ({
    opaque: new Set(),
    objects: objects.map((content, index): SideObject => {
      const { kind, apiVersion, metadata } = content as { kind: string; apiVersion: string; metadata: Fields };
      const [name, namespace] = [String(metadata['name']), metadata['namespace']];
      const address = `kubernetes_manifest.it-${index}`;
      const place = { stack: 's', address, source: address, apiVersion, kind, name, partial: false };
      return { ...place, ...(typeof namespace === 'string' && { namespace }), raw: content, content };
    }),
  });

  const object = (apiVersion: string, kind: string, name: string, spec: Fields): Fields => ({
    apiVersion,
    kind,
    metadata: { name, namespace: 'shop' },
    spec,
  });

  const services = Array.from({ length: 1000 }, (_, index) => `service-${index}`);
  const shop: readonly Fields[] = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { 'istio-injection': 'enabled' } } },
    ...services.flatMap((name) => [
      object('apps/v1', 'Deployment', name, {
        template: { metadata: { labels: { app: name } }, spec: { serviceAccountName: name, containers: [] } },
      }),
      object('v1', 'Service', name, { selector: { app: name }, ports: [{ name: 'http', port: 80 }] }),
    ]),
  ];
  const policy = (spec: Fields): Fields => object('security.istio.io/v1', 'AuthorizationPolicy', 'it', spec);

  const said = (before: readonly Fields[], after: readonly Fields[]) => {
    const start = process.cpuUsage();
    const report = reportOn([{ stack: 's', before: sideOf(before), after: sideOf(after) }], {
      policy: DEFAULT_POLICY,
      comparison: { mode: 'versions' },
    });
    return { lines: accessSayings(report), seconds: process.cpuUsage(start).user / 1e6 };
  };

  it('says in one line what is so for all of them', () => {
    const { lines, seconds } = said(shop, [...shop, policy({})]);
    expect(lines).toEqual([
      'shop/service-0:80, shop/service-1:80, shop/service-2:80, shop/service-3:80 and 996 more: no caller reaches it any more (was: outside, any workload of the mesh) [refuses-requests]',
    ]);
    expect(seconds).toBeLessThan(10);
  });

  it('asks only about the destinations that a change is about', () => {
    const selector = { matchLabels: { app: 'service-7' } };
    const { lines, seconds } = said(shop, [...shop, policy({ selector })]);
    expect(lines).toHaveLength(1);
    expect(seconds).toBeLessThan(3);
  });
});
