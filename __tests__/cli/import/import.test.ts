import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TerraformStack, Testing } from 'cdktf';
import { stringify } from 'yaml';
import { literal } from '../../../cli/import/literal';
import { readManifests } from '../../../cli/import/manifests';
import { typescriptProgram } from '../../../cli/import/typescript-program';
import { MeshContext } from '../../../constructs/mesh-context';
import { RESOURCE_KINDS } from '../../../constructs/resources/generated/kinds';
import { servedVersions } from '../../../constructs/resources/kinds';
import { DEFAULT_ISTIO_VERSION, type IstioVersion } from '../../../constructs/versions';
import { readSynthesizedStack } from '../../../model/read/synthesized-stack';
import { generatedResources } from '../../constructs/resources/arbitrary-resources';
import { instantiate } from './instantiate';

const ROOT = join(__dirname, '../../..');
const OPTIONS = { className: 'Imported', packageName: '../../../constructs', istioVersion: '1.30.3' } as const;

const SAMPLE = `
apiVersion: networking.istio.io/v1beta1
kind: Gateway
metadata:
  name: shop-gateway
  uid: 8a1c
  creationTimestamp: null
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: "{}"
spec:
  selector: {istio: ingressgateway}
  servers:
  - port: {number: 80, name: http, protocol: HTTP}
    hosts: ["*"]
status: {}
---
# Nothing but a comment.
---
apiVersion: v1
kind: List
items:
- apiVersion: networking.istio.io/v1
  kind: VirtualService
  metadata: {name: reviews, namespace: shop, labels: {app.kubernetes.io/name: reviews}}
  spec:
    hosts: [reviews]
    http:
    - match: [{uri: {regex: '^/it''s/"\\d+"$'}}]
      route: [{destination: {host: reviews, port: {number: 9080}}}]
      headers: {request: {set: {x-raw: "\${notTerraform} %%{neither}"}}}
- apiVersion: v1
  kind: Namespace
  metadata: {name: shop}
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: shop, namespace: shop}
  data: {config: "two\\nlines\\n"}
`;

function programFor(text: string, istioVersion: IstioVersion = '1.30.3'): string {
  const read = readManifests([{ name: 'sample.yaml', text }], istioVersion);
  expect(read.faults).toEqual([]);
  return typescriptProgram(read, { ...OPTIONS, istioVersion });
}

/** The objects that a program of `mesh import` deploys. */
function deployedBy(program: string, istioVersion: IstioVersion = '1.30.3') {
  const stack = new TerraformStack(Testing.app(), 'stack');
  MeshContext.set(stack, { istioVersion });
  instantiate(program, stack);
  return readSynthesizedStack(JSON.parse(Testing.synth(stack))).objects.map((object) => object.manifest);
}

describe('mesh import', () => {
  test('writes what one would write: typed resources, lists taken apart, nothing that a server added', () => {
    expect(programFor(SAMPLE)).toBe(
      [
        `import { Construct } from 'constructs';`,
        `import { CustomResource, DeclaredObject, Gateway, VirtualService } from '../../../constructs';`,
        '',
        'export class Imported extends Construct {',
        '  constructor(scope: Construct, id: string) {',
        '    super(scope, id);',
        '',
        `    new Gateway(this, 'ShopGateway', {`,
        `      apiVersion: 'networking.istio.io/v1beta1',`,
        `      metadata: { name: 'shop-gateway' },`,
        '      spec: {',
        `        selector: { istio: 'ingressgateway' },`,
        `        servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'] }],`,
        '      },',
        '    });',
        '',
        `    new VirtualService(this, 'ReviewsVirtualService', {`,
        `      metadata: { name: 'reviews', namespace: 'shop', labels: { 'app.kubernetes.io/name': 'reviews' } },`,
        '      spec: {',
        `        hosts: ['reviews'],`,
        '        http: [',
        '          {',
        `            match: [{ uri: { regex: '^/it\\'s/"\\\\d+"$' } }],`,
        `            route: [{ destination: { host: 'reviews', port: { number: 9080 } } }],`,
        "            headers: { request: { set: { 'x-raw': '${notTerraform} %%{neither}' } } },",
        '          },',
        '        ],',
        '      },',
        '    });',
        '',
        `    new CustomResource(this, 'ShopNamespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' }, clusterWide: true });`,
        '',
        `    new CustomResource(this, 'ShopConfigMap', {`,
        `      apiVersion: 'v1',`,
        `      kind: 'ConfigMap',`,
        `      metadata: { name: 'shop', namespace: 'shop' },`,
        `      fields: { data: { config: 'two\\nlines\\n' } },`,
        '    });',
        '',
        '    // What others deploy: declared, so that the checks know about it.',
        `    DeclaredObject.gatewayFromSelector(this, 'OthersIngressgatewayGateway', { selector: { istio: 'ingressgateway' } });`,
        `    DeclaredObject.serviceFromName(this, 'OthersReviewsService', { name: 'reviews', namespace: 'shop' });`,
        '  }',
        '}',
        '',
      ].join('\n'),
    );
  });

  test('deploys the objects it was written for', () => {
    const byKind = new Map(deployedBy(programFor(SAMPLE)).map((manifest) => [manifest.kind, manifest]));
    const [gateway, service, namespace, config] = ['Gateway', 'VirtualService', 'Namespace', 'ConfigMap'].map((kind) =>
      byKind.get(kind),
    );
    expect(gateway).toMatchObject({
      apiVersion: 'networking.istio.io/v1beta1',
      metadata: { name: 'shop-gateway', namespace: 'default' },
    });
    expect(service).toMatchObject({
      spec: { http: [{ headers: { request: { set: { 'x-raw': '${notTerraform} %%{neither}' } } } }] },
    });
    expect(namespace).toEqual({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
    expect(config).toMatchObject({ data: { config: 'two\nlines\n' } });
  });

  test.each(['1.17.2', DEFAULT_ISTIO_VERSION] as const)(
    'deploys the same objects as the YAML, for every kind of Istio %s',
    (istioVersion) => {
      const objects = generatedResources(istioVersion, { perKind: 12, seed: 3 }).map(({ kind, spec }, i) => ({
        apiVersion: `${RESOURCE_KINDS[kind].group}/${servedVersions(kind, istioVersion).at(-1)}`,
        kind,
        metadata: { name: `generated-${i}`, namespace: 'shop' },
        spec,
      }));
      const text = objects
        .map((object) => stringify(object, { version: '1.1', aliasDuplicateObjects: false }))
        .join('---\n');
      const deployed = deployedBy(programFor(text, istioVersion), istioVersion);
      const byName = new Map(deployed.map((manifest) => [(manifest.metadata as { name: string }).name, manifest]));
      expect(deployed).toHaveLength(objects.length);
      for (const object of objects) expect(byName.get(object.metadata.name)).toEqual(object);
    },
  );

  test('names every fault with its file and line, and writes nothing', () => {
    const text =
      'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata:\n  name: a\nspec:\n  mtls:\n    mode: strict\n---\nkind: Gateway\n---\na: [b\n';
    const { faults } = readManifests(
      [
        { name: 'a.yaml', text: `${text}` },
        { name: 'b.yaml', text: text.slice(0, text.indexOf('---')) },
      ],
      '1.30.3',
    );
    expect(faults).toEqual([
      'a.yaml:7: PeerAuthentication "a": spec.mtls.mode: expected one of UNSET, DISABLE, PERMISSIVE, STRICT, got "strict" (did you mean "STRICT"?)',
      'a.yaml:9: apiVersion, metadata.name: required',
      expect.stringMatching(/^a\.yaml:1[12]: Flow sequence/),
      'b.yaml:1: PeerAuthentication "a": duplicate of a.yaml:1',
      expect.stringMatching(/^b\.yaml:7: /),
    ]);
  });

  test('leaves nothing out silently', () => {
    const text =
      'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {name: a, finalizer: b}\nspecs: {}\n';
    expect(readManifests([{ name: 'a.yaml', text }], '1.30.3').faults).toEqual([
      'a.yaml:3: metadata.finalizer: unknown field, expected one of name, namespace, labels, annotations',
      'a.yaml:4: PeerAuthentication "a": specs: unknown field, expected spec',
    ]);
  });

  test('gives ids that do not clash', () => {
    const object = (namespace: string) =>
      `apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {name: default, namespace: ${namespace}}\nspec: {}\n`;
    const ids = [...programFor(`${object('a')}---\n${object('b')}`).matchAll(/\(this, '(\w+)'/g)].map(([, id]) => id);
    expect(ids).toEqual(['DefaultPeerAuthentication', 'BDefaultPeerAuthentication']);
  });

  // The `script` of util-linux gives a command a terminal.
  const inTerminal = spawnSync('script', ['--version']).status === 0 ? test : test.skip;

  inTerminal('says on a terminal that it reads what is typed, and waits for it', () => {
    const typing = "(sleep 3; printf 'kind: Widget\\n'; sleep 1; printf '\\004')";
    const { stdout } = spawnSync('sh', ['-c', `${typing} | script -qec 'node bin/mesh.js import' /dev/null`], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(stdout).toContain('reading YAML from the terminal, up to Ctrl-D');
    expect(stdout).toContain('stdin:1: apiVersion, metadata.name: required');
  });

  test('reads stdin, writes a file that compiles, and says by its exit code what it found', () => {
    const folder = mkdtempSync(join(tmpdir(), 'import-'));
    try {
      const run = (input: string, ...args: string[]) =>
        spawnSync(process.execPath, ['bin/mesh.js', 'import', ...args], {
          cwd: ROOT,
          encoding: 'utf8',
          input,
        });
      const out = join(folder, 'shop.ts');
      expect(run(SAMPLE, '--class', 'Shop', '--output', out)).toMatchObject({ status: 0, stdout: '', stderr: '' });
      expect(readFileSync(out, 'utf8')).toContain('export class Shop extends Construct {');

      writeFileSync(join(folder, 'bad.yaml'), 'kind: Gateway\n');
      const bad = run('', join(folder, 'bad.yaml'));
      expect(bad.status).toBe(1);
      expect(bad.stdout).toBe('');
      expect(bad.stderr).toContain('bad.yaml:1: apiVersion, metadata.name: required');

      expect(run('', join(folder, 'none.yaml'))).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('none.yaml: file not found'),
      });
      expect(run('', folder)).toMatchObject({ status: 2, stderr: expect.stringContaining('got a directory') });
      for (const nothing of ['', '\n', '# a comment\n', '---\n']) {
        expect(run(nothing)).toMatchObject({
          status: 2,
          stdout: '',
          stderr: '× stdin: expected Kubernetes objects as YAML, got none\n',
        });
      }
      expect(run(SAMPLE, '--istio', '1.99').stderr).toContain(
        '--istio: expected an Istio minor from 1.17 to 1.31, such as 1.31, or an exact version of one, got "1.99"',
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

test.each([
  ["it's", `"it's"`],
  [`"quoted"`, `'"quoted"'`],
  [`both ' and "`, `'both \\' and "'`],
  ['line\nbreak\\', `'line\\nbreak\\\\'`],
  ['\u2028', `'\\u2028'`],
  [{ 'a-b': 1, 80: true, __proto: null }, `{ 80: true, 'a-b': 1, __proto: null }`],
  [-1.5, '-1.5'],
])('writes %j as TypeScript that means it', (value, text) => {
  expect(literal(value)).toBe(text);
  expect(new Function(`return ${literal(value)}`)()).toEqual(value);
});
