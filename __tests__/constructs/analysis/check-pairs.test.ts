import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { TerraformStack, Testing } from 'cdktf';
import { parseAllDocuments } from 'yaml';
import { IstiodChart } from '../../../constructs';
import { MeshAnalysis } from '../../../constructs/analysis';
import { CODES } from '../../../constructs/analysis/codes';
import { CustomResource } from '../../../constructs/delivery';
import { CHECK_PAIRS } from './check-pairs';

const CLUSTER_WIDE = /^(Namespace|CustomResourceDefinition|(Mutating|Validating)WebhookConfiguration)$/;

function codesOf(yaml: string, values: object | undefined): string[] {
  const app = Testing.app();
  const stack = new TerraformStack(app, 'stack');
  new HelmProvider(stack, 'Helm', {});
  if (values !== undefined) new IstiodChart(stack, 'Istiod', { namespace: 'istio-system', values });
  parseAllDocuments(yaml).forEach((document, i) => {
    const { apiVersion, kind, metadata, spec, ...fields } = document.toJS();
    const clusterWide = CLUSTER_WIDE.test(kind);
    new CustomResource(stack, `Object-${i}`, { apiVersion, kind, metadata, spec, fields, clusterWide });
  });
  return [...new Set(MeshAnalysis.findings(app).map(({ code }) => code))];
}

test.each(CHECK_PAIRS)(
  '$code is found, and not in the nearest program that is right',
  ({ code, faulty, mended, values }) => {
    const [before, after] = Array.isArray(values) ? values : [values, values];
    expect(codesOf(faulty, before)).toContain(code);
    expect(codesOf(mended, after)).not.toContain(code);
  },
);

describe('a selector that selects nothing', () => {
  const entry = (kind: string, rest: string): string =>
    `{apiVersion: v1, kind: ${kind}, metadata: {name: ${kind.toLowerCase()}, namespace: books, labels: {app: reader}}, spec: ${rest}}`;
  const peers =
    '{apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: a, namespace: books}, spec: {selector: {matchLabels: {app: shelf}}}}';

  test('is a hint where the program runs pods in a namespace that it does not make', () => {
    expect(codesOf(`${entry('Pod', '{}')}\n---\n${peers}`, undefined)).toContain('KIA0004');
  });

  test('is nothing where it brings Services alone, whose pods others run', () => {
    expect(codesOf(`${entry('Service', '{selector: {app: shelf}}')}\n---\n${peers}`, undefined)).not.toContain(
      'KIA0004',
    );
  });
});

test('every code has a pair of programs, one with the fault and one without', () => {
  const others = readFileSync(join(__dirname, 'checks.test.ts'), 'utf8').matchAll(/^ {2}(?:\[| {2})'([A-Z]+\d{4})'/gm);
  const having = new Set([...CHECK_PAIRS.map(({ code }) => code), ...[...others].map(([, code]) => code)]);
  expect(Object.keys(CODES).filter((code) => !having.has(code))).toEqual([]);
});
