import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { Lazy, TerraformStack, Testing } from 'cdktf';
import { DeclaredObject, MeshAnalysis } from '../../../constructs/analysis';
import { MeshContext } from '../../../constructs/mesh-context';
import { RESOURCE_KINDS, type ResourceKind } from '../../../constructs/resources/generated/kinds';
import { servedVersions } from '../../../constructs/resources/kinds';
import { VirtualService } from '../../../constructs/resources/networking/virtual-service';
import { inspectResource } from '../../../constructs/resources/validation/resource-faults';
import { withoutPlaces } from '../without-places';
import { QUIET, WARNINGS } from './warning-cases';

function verdictOf(kind: ResourceKind, spec: object, release = '1.31', labels: object = {}) {
  const apiVersion = `${RESOURCE_KINDS[kind].group}/${servedVersions(kind, release)[0]}`;
  const metadata = { name: 'sample', namespace: 'shop', labels };
  return inspectResource({ kind, apiVersion, metadata, spec }, { istioVersion: release, isUnknown: () => false });
}

test.each(WARNINGS)('$kind: $warns is accepted, and warned of', ({ kind, spec, code, path, labels }) => {
  const { errors, warnings } = verdictOf(kind, spec, '1.31', labels);
  expect(errors).toEqual([]);
  const others = warnings.filter((one) => one.path !== path && !(kind === 'EnvoyFilter' && one.path === 'spec'));
  expect(others.map((one) => `${one.path}: ${one.text}`)).toEqual([]);
  expect(warnings).toContainEqual(expect.objectContaining({ level: 'warning', code, path }));
});

test.each(QUIET)('%s (%s) is accepted without a word', (_, kind, spec) => {
  expect(verdictOf(kind, spec)).toEqual({ errors: [], warnings: [] });
});

describe('what is warned of follows the release', () => {
  const selector = { selector: {} };
  const target = {
    hosts: ['api.example.com'],
    addresses: ['10.0.0.1'],
    ports: [{ number: 80, name: 'http', protocol: 'HTTP', targetPort: 8080 }],
  };
  const plain = { hosts: ['db'], resolution: 'DNS', ports: [{ number: 5432, name: 'tcp', protocol: 'TCP' }] };
  const workloads = {
    hosts: ['vm.example.com'],
    resolution: 'DNS',
    ports: [{ number: 80, name: 'http', protocol: 'HTTP' }],
    workloadSelector: { labels: { app: 'vm' } },
  };
  const partly = { hosts: ['*a.example.com'], ports: [{ number: 80, name: 'http', protocol: 'HTTP' }] };
  const privateKey = { jwtRules: [{ issuer: 'a', jwks: '{"keys":[{"kty":"oct","k":"c2VjcmV0"}]}' }] };

  test.each<[string, ResourceKind, object, string, string]>([
    ['a selector without labels', 'PeerAuthentication', selector, '1.17', '1.18'],
    ['a partial wildcard', 'ServiceEntry', partly, '1.17', '1.18'],
    ['any EnvoyFilter', 'EnvoyFilter', {}, '1.21', '1.22'],
    ['a target port that has no effect', 'ServiceEntry', target, '1.20', '1.21'],
    ['a target port that has no effect', 'ServiceEntry', target, '1.25', '1.24'],
    ['TCP without an address', 'ServiceEntry', plain, '1.25', '1.24'],
    ['workloads of a host that is looked up', 'ServiceEntry', workloads, '1.21', '1.22'],
    ['workloads of a host that is looked up', 'ServiceEntry', workloads, '1.23', '1.22'],
    ['a private key', 'RequestAuthentication', privateKey, '1.29', '1.30'],
  ])('%s: %s', (_, kind, spec, quiet, warning) => {
    expect(verdictOf(kind, spec, quiet)).toEqual({ errors: [], warnings: [] });
    expect(verdictOf(kind, spec, warning).warnings).toHaveLength(1);
  });
});

describe('a warning', () => {
  const route = [{ destination: { host: 'ratings' } }];
  const spec = { hosts: ['ratings'], http: [{ route }, { route, timeout: '1s' }] };
  const text = 'IST0130: VirtualService "ratings": spec.http[1]: unreachable: route 0 has no matches';

  function program() {
    const stack = new TerraformStack(Testing.app(), 'shop');
    new HelmProvider(stack, 'Helm', {});
    MeshContext.set(stack, { namespace: 'shop' });
    // Declared, so that the warning is the only thing to say.
    DeclaredObject.serviceFromName(stack, 'Service', { name: 'ratings' });
    return { stack, make: () => new VirtualService(stack, 'Ratings', { metadata: { name: 'ratings' }, spec }) };
  }
  const annotationsOf = (resource: VirtualService) =>
    resource.node.metadata
      .filter(({ type }) => /warn|info/.test(type))
      .map(({ type, data }) => [type, withoutPlaces(data)]);

  test('is an annotation of the resource once the program is synthesized, and stops nothing', () => {
    const { stack, make } = program();
    const resource = make();
    expect(annotationsOf(resource)).toEqual([]);
    Testing.synth(stack, true);
    Testing.synth(stack, true);
    expect(annotationsOf(resource)).toEqual([['@cdktf/warn', text]]);
  });

  test('goes away with its cause', () => {
    const { make } = program();
    const resource = make();
    resource.patch({ spec: { http: [{ match: [{ port: 80 }], route }, { route }] } });
    expect(resource.node.validate()).toEqual([]);
    expect(annotationsOf(resource)).toEqual([]);
  });

  test('is silenced on one resource with a reason', () => {
    const { make } = program();
    const resource = make();
    MeshAnalysis.silence(resource, 'IST0130', 'the second one is a draft');
    expect(resource.node.validate()).toEqual([]);
    expect(annotationsOf(resource)).toEqual([]);
  });

  test('is an error, an info or nothing where a scope says so', () => {
    const { stack, make } = program();
    const resource = make();
    MeshAnalysis.configure(stack, { IST0130: 'error' });
    expect(resource.node.validate().map(withoutPlaces)).toEqual([text]);
    expect(() => Testing.synth(stack, true)).toThrow(text);
    MeshAnalysis.configure(stack, { IST0130: 'off' });
    expect(resource.node.validate()).toEqual([]);
    expect(annotationsOf(resource)).toEqual([]);
    MeshAnalysis.configure(stack, { IST0130: 'info' });
    expect(resource.node.validate()).toEqual([]);
    expect(annotationsOf(resource)).toEqual([['@cdktf/info', text]]);
  });

  test('of a resource that comes from YAML names file and line', () => {
    const { stack } = program();
    const yaml = [
      'apiVersion: networking.istio.io/v1',
      'kind: VirtualService',
      'metadata: {name: ratings}',
      'spec:',
      '  hosts: [ratings]',
      '  http:',
      '    - route: [{destination: {host: ratings}}]',
      '    - route: [{destination: {host: ratings}}]',
    ].join('\n');
    const resource = VirtualService.fromYaml(stack, 'Ratings', yaml, { file: 'ratings.yaml' });
    expect(resource.node.validate()).toEqual([]);
    expect(annotationsOf(resource)).toEqual([
      ['@cdktf/warn', text.replace('spec.http[1]', 'ratings.yaml:8: spec.http[1]')],
    ]);
  });

  test('is not given for routes that a token hides', () => {
    const { stack } = program();
    const hidden = Lazy.anyValue({ produce: () => [{ port: 80 }] }) as never;
    const resource = new VirtualService(stack, 'Ratings', {
      metadata: { name: 'ratings' },
      spec: {
        hosts: ['ratings'],
        http: [
          { match: hidden, route },
          { match: hidden, route },
        ],
      },
    });
    expect(resource.node.validate()).toEqual([]);
    expect(annotationsOf(resource)).toEqual([]);
  });
});
