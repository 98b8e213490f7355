import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { CelRuntime } from '../../constructs/resources/validation/cel-runtime';
import { prepare } from '../../constructs/resources/validation/prepared-schema';
import { schemaFaults } from '../../constructs/resources/validation/strict-validator';
import { readRequest } from '../../scripts/new-kind';
import { compactSchema, DefinitionTable, RuleTable } from '../../scripts/resources/compact-schema';
import { type CrdSchema, readRelease } from '../../scripts/resources/crds';
import { mergedKinds } from '../../scripts/resources/merged-releases';
import { missingEntries } from '../../scripts/resources/missing-entries';
import { ResourceModules } from '../../scripts/resources/modules';
import { type Manifest, withSource } from '../../scripts/resources/sources';

const ROOT = join(__dirname, '../..');

const text = (group: string, kind: string, versions: readonly string[], spec: CrdSchema): string =>
  JSON.stringify({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    spec: {
      group,
      names: { kind, plural: `${kind.toLowerCase()}s` },
      versions: versions.map((name) => ({ name, served: true, schema: { openAPIV3Schema: { properties: { spec } } } })),
    },
  });

const noRules = (rule: string): never => {
  throw new Error(rule);
};

const release = (name: string, ...documents: string[]) => readRelease(name, documents.join('\n---\n'), name);
const object = (properties: Record<string, CrdSchema>, more: CrdSchema = {}): CrdSchema => ({
  type: 'object',
  properties,
  ...more,
});
const string: CrdSchema = { type: 'string' };

function schemaOf(spec: CrdSchema) {
  const kind = [...release('1.0', text('shop.example.com', 'Order', ['v1'], spec)).kinds.values()][0];
  if (kind === undefined) throw new Error('no kind');
  const definitions = new DefinitionTable();
  const rules = new RuleTable((rule) => rule);
  const compact = compactSchema(kind, new Set(), { rules, definitions });
  const nodes = [...definitions.definitions].map(([name, { node }]) => [name, node]);
  return { spec: compact, definitions: Object.fromEntries(nodes) };
}

const faultsOf = (value: unknown, spec: CrdSchema) =>
  schemaFaults(value, schemaOf(spec), () => false).map(({ path, text: problem }) => `${path}: ${problem}`);

describe('two kinds of one name', () => {
  const istio = text('networking.istio.io', 'Gateway', ['v1'], object({ servers: string }));
  const other = text('gateway.networking.k8s.io', 'Gateway', ['v1', 'v1beta1'], object({ listeners: string }));

  test('live beside each other, told apart by their group', () => {
    const families = [
      { name: 'istio', releases: [release('1.30', istio)] },
      { name: 'gateway-api/standard', releases: [release('1.5', other), release('1.6', other)] },
    ];
    const output = new ResourceModules(families, noRules).output();
    expect([...output.keys()]).toEqual(
      expect.arrayContaining(['schemas/gateway.ts', 'schemas/gateway-api-gateway.ts']),
    );
    expect(output.get('kinds.ts')).toContain("'gateway.networking.k8s.io/Gateway': {");
    expect(output.get('kinds.ts')).toContain('served: {"gateway-api/standard":[["1.5",["v1","v1beta1"]]]}');
    expect(output.get('schemas/gateway-api-gateway.ts')?.match(/listeners/g)).toHaveLength(1);
  });
});

describe('a release that drops a field', () => {
  const older = object({ kept: string, gone: string, mode: { type: 'string', enum: ['A', 'B'] } });
  const newer = object({ kept: string, mode: { type: 'string', enum: ['B'] } });
  const releases = [
    release('1.1', text('networking.istio.io', 'Order', ['v1'], older)),
    release('1.2', text('networking.istio.io', 'Order', ['v1'], newer)),
  ];

  test('leaves it in the types, which serve all releases', () => {
    const merged = mergedKinds(releases).get('Order');
    expect(Object.keys(merged?.kind.spec.properties ?? {})).toEqual(['kept', 'mode', 'gone']);
    expect(merged?.kind.spec.properties?.mode?.enum).toEqual(['B', 'A']);
    expect(merged?.releases.get('Order.gone')).toEqual(['1.1']);
  });

  test('has it no more in its own schema', () => {
    const output = new ResourceModules([{ name: 'istio', releases }], noRules).output();
    expect(output.get('schemas/order.ts')).toMatch(/'1\.1'.*gone/);
    expect(output.get('schemas/order.ts')).not.toMatch(/'1\.2'.*gone/);
  });
});

describe('what other APIs write in their definitions', () => {
  test('a default stands for a required field, and in rules', () => {
    const spec = object({ kind: { ...string, default: 'Service' }, name: string }, { required: ['kind', 'name'] });
    expect(faultsOf({ name: 'a' }, spec)).toEqual([]);
    expect(faultsOf({}, spec)).toEqual(['spec.name: required']);
    expect(prepare(schemaOf(spec)).hasDefaults).toBe(true);
  });

  test('one of several schemas has to hold', () => {
    const address = {
      oneOf: [
        { properties: { type: { enum: ['IP'] }, value: { anyOf: [{ format: 'ipv4' }, { format: 'ipv6' }] } } },
        { properties: { type: { not: { enum: ['IP'] } } } },
      ],
    };
    const spec = object({ type: string, value: string }, address as CrdSchema);
    expect(faultsOf({ type: 'IP', value: '10.0.0.1' }, spec)).toEqual([]);
    expect(faultsOf({ type: 'IP', value: '::1' }, spec)).toEqual([]);
    expect(faultsOf({ type: 'Hostname', value: 'a' }, spec)).toEqual([]);
    expect(faultsOf({ type: 'IP', value: 'a' }, spec)).toHaveLength(1);
  });

  // Jest does not load the parser, an ES module: the compiler runs in a process of its own.
  test('rules of indexes, filters, splits and addresses are compiled', () => {
    const cases: [rule: string, self: unknown, holds: boolean][] = [
      ['self[0].name == "a"', [{ name: 'a' }], true],
      ['self[0].name == "a"', [], false],
      ['self.filter(f, f.type == "CORS").size() <= 1', [{ type: 'CORS' }, { type: 'CORS' }], false],
      ['self.filter(f, f.type == "CORS").size() <= 1', [{ type: 'CORS' }, { type: 'Mirror' }], true],
      ['self.all(key, key.split("/")[0].size() < 5)', { 'a.io/name': 'x' }, true],
      ['self.all(key, key.split("/")[0].size() < 4)', { 'a.io/name': 'x' }, false],
      ['self.all(h, !isIP(h))', ['shop.example.com'], true],
      ['self.all(h, !isIP(h))', ['10.0.0.1'], false],
    ];
    const program = `const { celParser, celToJavaScript } = require('./scripts/resources/cel-to-javascript');
      celParser().then((parse) => console.log(JSON.stringify(${JSON.stringify(cases.map(([rule]) => rule))}.map((rule) => celToJavaScript(rule, parse)))));`;
    const output = execFileSync(process.execPath, ['-r', 'tsx/cjs', '-e', program], { cwd: ROOT, encoding: 'utf8' });
    const compiled = JSON.parse(output) as string[];
    cases.forEach(([rule, self, expected], i) => {
      const holds = new Function('self', 'cel', `return ${compiled[i]}`) as (self: unknown, cel: CelRuntime) => boolean;
      const held = new CelRuntime(() => false).decide({ rule, wanted: '', holds }, self);
      expect({ rule, self, held }).toEqual({ rule, self, held: expected });
    });
  });

  test('a keyword that is not known stops the generator', () => {
    expect(() => schemaOf(object({ a: { type: 'string', contentEncoding: 'x' } as CrdSchema }))).toThrow(
      'shop.example.com/Order.a: contentEncoding: unknown schema keyword',
    );
  });
});

describe('a new kind', () => {
  test('is told which tables lack an entry for it', () => {
    const spec = object(
      { old: { type: 'string', description: 'Deprecated, use new.' } },
      { 'x-kubernetes-validations': [{ rule: 'self.old == "a"' }] },
    );
    const families = [{ name: 'shop', releases: [release('1.0', text('shop.example.com', 'Order', ['v1'], spec))] }];
    expect(missingEntries(families)).toEqual([
      'message-paths.json: shop.example.com/Order: message name: not found',
      'reference-links.ts: shop.example.com/Order: page: not found, https://istio.io/latest/docs/reference/config/shop/order/ is assumed',
      'rule-wording.ts: shop.example.com/Order: wording: not found for the rule self.old == "a"',
    ]);
  });

  test('is added to the list of sources, which loses nothing', () => {
    const source = (name: string) => ({ release: name, url: `https://example.com/${name}.yaml`, sha256: 'a' });
    const manifest: Manifest = { istio: [source('1.9'), source('1.10')] };
    expect(withSource(manifest, 'istio', source('1.2')).istio?.map((one) => one.release)).toEqual([
      '1.2',
      '1.9',
      '1.10',
    ]);
    expect(withSource(manifest, 'shop', source('1.0'))).toEqual({ ...manifest, shop: [source('1.0')] });
  });

  test('is refused with every argument that is missing', async () => {
    await expect(readRequest([])).rejects.toThrow(
      /^FILE\|URL: expected one, got 0\n--family: required\n--release: required\n--url: required/,
    );
    await expect(
      readRequest(['nowhere.yaml', '--family', 'istio', '--release', 'next', '--url', 'https://a']),
    ).rejects.toThrow(/^--release: expected a version such as 1\.33, got "next"\nnowhere\.yaml: not found/);
  });
});
