import { planSides } from '../../../cli/diff/objects/plan-sides';
import { synthesizedSide } from '../../../cli/diff/objects/stack-side';
import { DEFAULT_POLICY } from '../../../cli/diff/policy';
import { looksSecret, namesSecret, redactText } from '../../../cli/diff/redact';
import { renderMarkdown } from '../../../cli/diff/render/markdown';
import { renderText } from '../../../cli/diff/render/text';
import { type DiffReport, reportJson, reportOn } from '../../../cli/diff/report';
import { PAIR_STACKS, type PairStack } from './change-pairs';
import { reportOfRecording } from './recorded-plans';

/** Every way in which a report leaves the program. */
function everything(report: DiffReport): string {
  return [
    renderText(report, { full: true }),
    renderMarkdown(report, { maxBytes: 10_000_000 }),
    JSON.stringify(reportJson(report)),
  ].join('\n');
}

function reportOnResource(type: string, before: object | null, after: object | null, marks: object = {}): DiffReport {
  const actions = before === null ? ['create'] : after === null ? ['delete'] : ['update'];
  const plan = {
    format_version: '1.2',
    resource_changes: [{ address: `${type}.it`, type, name: 'it', change: { actions, before, after, ...marks } }],
  };
  return reportOn([{ stack: 's', ...planSides('s', plan) }], { policy: DEFAULT_POLICY, comparison: { mode: 'plan' } });
}

const inRelease = (object: object): object => ({
  name: 'r',
  namespace: 'shop',
  chart: './charts/manifests',
  values: [JSON.stringify({ manifests: { 'shop/It': object } })],
});
const configMap = (data: object): object => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'c', namespace: 'shop' },
  data,
});
const route = (more: object): object => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'VirtualService',
  metadata: { name: 'v', namespace: 'shop' },
  spec: { hosts: ['*'], http: [{ ...more, route: [{ destination: { host: 'a' } }] }] },
});
const workload = (env: object): object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'd', namespace: 'shop' },
  spec: { template: { spec: { containers: [{ name: 'c', image: 'i:1', env: [env] }] } } },
});
// Nobody's: made for this test, in the shape of what each issuer gives out.
const JWT = ['eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0', 'eyJzdWIiOiJwbGFudGVkIn0', 'cGxhbnRlZA'].join('.');
const AWS = ['AKIA', 'PLANTEDPLANTED12'].join('');
const GITHUB = ['ghp_', 'plantedPlantedPlantedPlanted0123456789'].join('');
const PEM = ['-----BEGIN PRIVATE', 'KEY-----\nUExBTlRFRA==\n-----END PRIVATE KEY-----'].join(' ');
const RANDOM = 'q7Zr0XvT3bKfW9yLmN2hJ5sPdR8cGaEuVx4oQi6t';
const HEX = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822c';

/** Where a secret is planted -> what must not be seen, and a change that has it on both sides. */
const PLANTS: readonly (readonly [where: string, secrets: readonly string[], report: () => DiffReport])[] = [
  [
    'data of a typed Secret, marked sensitive by the provider',
    ['planted-one', 'planted-two'],
    () =>
      reportOnResource(
        'kubernetes_secret_v1',
        { metadata: [{ name: 's' }], data: { password: 'planted-one' } },
        { metadata: [{ name: 's' }], data: { password: 'planted-two' } },
        { before_sensitive: { data: true }, after_sensitive: { data: true } },
      ),
  ],
  [
    'data of a typed Secret, without any mark',
    ['planted-one', 'planted-two'],
    () =>
      reportOnResource(
        'kubernetes_secret_v1',
        { metadata: [{ name: 's' }], data: { user: 'planted-one' } },
        { metadata: [{ name: 's' }], data: { user: 'planted-two' } },
      ),
  ],
  [
    'a Secret in a release',
    ['cGxhbnRlZC0x', 'planted-text'],
    () =>
      reportOnResource(
        'helm_release',
        null,
        inRelease({
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: {
            name: 's',
            annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{"data":{"a":"cGxhbnRlZC0x"}}' },
          },
          data: { a: 'cGxhbnRlZC0x' },
          stringData: { b: 'planted-text' },
        }),
      ),
  ],
  [
    'a Secret as a manifest',
    ['cGxhbnRlZC0x', 'cGxhbnRlZC0y'],
    () => {
      const secret = (a: string) => ({
        manifest: { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's', namespace: 'n' }, data: { a } },
      });
      return reportOnResource('kubernetes_manifest', secret('cGxhbnRlZC0x'), secret('cGxhbnRlZC0y'));
    },
  ],
  [
    'a manifest that Terraform marks in one place',
    ['planted-host'],
    () =>
      reportOnResource(
        'kubernetes_manifest',
        { manifest: route({ rewrite: { authority: 'a' } }) },
        { manifest: route({ rewrite: { authority: 'planted-host' } }) },
        { after_sensitive: { manifest: { spec: { http: [{ rewrite: { authority: true } }] } } } },
      ),
  ],
  [
    'values of a release that are marked as a whole',
    ['planted-one', 'planted-two'],
    () =>
      reportOnResource(
        'helm_release',
        inRelease(route({ rewrite: { authority: 'planted-one' } })),
        inRelease(route({ rewrite: { authority: 'planted-two' } })),
        { before_sensitive: { values: [true] }, after_sensitive: { values: [true] } },
      ),
  ],
  [
    'a value whose mark went away',
    ['planted-one'],
    () =>
      reportOnResource(
        'helm_release',
        inRelease(route({ rewrite: { authority: 'planted-one' } })),
        inRelease(route({ timeout: '3s', rewrite: { authority: 'planted-one' } })),
        { before_sensitive: { values: [true] }, after_sensitive: { values: [false] } },
      ),
  ],
  [
    'set_sensitive and repository_password of a chart',
    ['planted-one', 'planted-two', 'planted-set'],
    () =>
      reportOnResource(
        'helm_release',
        { name: 'kiali', chart: 'kiali-server', repository_password: 'planted-one' },
        {
          name: 'kiali',
          chart: 'kiali-server',
          repository_password: 'planted-two',
          set_sensitive: [{ name: 'login.key', value: 'planted-set' }],
        },
        { after_sensitive: { set_sensitive: true } },
      ),
  ],
  [
    'a value of a chart with a telling name',
    ['planted-one', 'planted-two', 'planted-set'],
    () =>
      reportOnResource(
        'helm_release',
        {
          name: 'g',
          chart: 'grafana',
          values: ['adminPassword: planted-one'],
          set: [{ name: 'auth.clientSecret', value: 'planted-set' }],
        },
        { name: 'g', chart: 'grafana', values: ['adminPassword: planted-two'] },
      ),
  ],
  [
    'a header that a route sets',
    [JWT],
    () =>
      reportOnResource(
        'helm_release',
        inRelease(route({})),
        inRelease(route({ headers: { request: { set: { authorization: `Bearer ${JWT}` } } } })),
      ),
  ],
  [
    'a header that a route matches',
    ['planted-cookie', 'planted-key'],
    () =>
      reportOnResource(
        'helm_release',
        null,
        inRelease(
          route({
            match: [{ headers: { cookie: { exact: 'planted-cookie' }, 'x-api-key': { exact: 'planted-key' } } }],
          }),
        ),
      ),
  ],
  [
    'a condition on a header',
    ['planted-value'],
    () =>
      reportOnResource(
        'helm_release',
        null,
        inRelease({
          apiVersion: 'security.istio.io/v1',
          kind: 'AuthorizationPolicy',
          metadata: { name: 'p', namespace: 'shop' },
          spec: { rules: [{ when: [{ key: 'request.headers[authorization]', values: ['planted-value'] }] }] },
        }),
      ),
  ],
  [
    'an environment variable',
    ['planted-env'],
    () => reportOnResource('helm_release', null, inRelease(workload({ name: 'DB_PASSWORD', value: 'planted-env' }))),
  ],
  ['a JSON Web Token', [JWT], () => reportOnResource('helm_release', null, inRelease(configMap({ note: JWT })))],
  [
    'an AWS access key',
    [AWS],
    () => reportOnResource('helm_release', null, inRelease(workload({ name: 'ID', value: AWS }))),
  ],
  [
    'an access token',
    [GITHUB],
    () => reportOnResource('helm_release', null, inRelease(workload({ name: 'HUB', value: GITHUB }))),
  ],
  [
    'a private key in a file',
    ['UExBTlRFRA'],
    () => reportOnResource('helm_release', null, inRelease(configMap({ 'tls.conf': `a=1\n${PEM}` }))),
  ],
  [
    'a URL with a password',
    ['planted-pass'],
    () =>
      reportOnResource('helm_release', null, inRelease(configMap({ db: 'postgres://app:planted-pass@db:5432/app' }))),
  ],
  [
    'a setting in a file',
    ['planted-setting'],
    () =>
      reportOnResource(
        'helm_release',
        null,
        inRelease(configMap({ 'app.yaml': 'user: app\npassword: planted-setting\n' })),
      ),
  ],
  ['a long random word', [RANDOM], () => reportOnResource('helm_release', null, inRelease(configMap({ x: RANDOM })))],
  ['a long hexadecimal word', [HEX], () => reportOnResource('helm_release', null, inRelease(configMap({ x: HEX })))],
  [
    'an attribute of another resource',
    ['planted-result'],
    () =>
      reportOnResource(
        'random_password',
        { result: 'old' },
        { result: 'planted-result' },
        { after_sensitive: { result: true } },
      ),
  ],
  [
    'an inline key set',
    ['planted-n'],
    () =>
      reportOnResource(
        'helm_release',
        null,
        inRelease({
          apiVersion: 'security.istio.io/v1',
          kind: 'RequestAuthentication',
          metadata: { name: 'r', namespace: 'shop' },
          spec: { jwtRules: [{ issuer: 'me', jwks: '{"keys":[{"kty":"oct","k":"planted-n"}]}' }] },
        }),
      ),
  ],
];

describe('a report', () => {
  it.each(PLANTS)('does not show %s', (_where, secrets, report) => {
    const made = report();
    expect(made.changes).not.toHaveLength(0);
    const shown = everything(made);
    for (const secret of secrets) expect(shown).not.toContain(secret);
  });

  it.each(PLANTS.slice(0, 2))('still says that %s changes', (_where, _secrets, report) => {
    expect(everything(report())).toMatch(/other data/);
  });

  it.each(Object.keys(PAIR_STACKS) as PairStack[])(
    'shows nothing that was planted in the recorded plans of stack %s',
    (stack) => {
      for (const { name } of PAIR_STACKS[stack].pairs)
        expect(everything(reportOfRecording(stack, name))).not.toMatch(/PLANTED/);
    },
  );

  it('does not show a secret that two versions differ in', () => {
    const stack = (password: string): object => ({
      resource: { kubernetes_secret_v1: { s: { metadata: { name: 's' }, data: { password } } } },
    });
    const sides = {
      stack: 's',
      before: synthesizedSide('s', stack('planted-one')),
      after: synthesizedSide('s', stack('planted-two')),
    };
    const shown = everything(reportOn([sides], { policy: DEFAULT_POLICY, comparison: { mode: 'versions' } }));
    expect(shown).toContain('other data in password');
    expect(shown).not.toMatch(/planted/);
  });

  it('does not show a secret that an error message of Terraform has', () => {
    expect(redactText(`Error: refused\npassword = "planted-pass"\n${PEM}\nat the end`)).toBe(
      ['Error: refused', ...new Array(4).fill('(line hidden: it looks like it holds a secret)'), 'at the end'].join(
        '\n',
      ),
    );
  });
});

describe('what is no secret', () => {
  it.each([
    'cluster.local/ns/shop/sa/web',
    'registry.example.com/cart@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'envoy.filters.network.http_connection_manager',
    'https://raw.githubusercontent.com/istio/istio/1.30.3/manifests/addons/dashboards/istio-mesh-dashboard.json',
    'type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua',
    'outbound|5000|v1|helloworld.default.svc.cluster.local',
    'istio-ingressgateway-service-account',
  ])('%s is shown', (text) => {
    expect(looksSecret(text)).toBeUndefined();
  });

  it.each(['credentialName', 'secretName', 'tokenReview', 'jwksUri', 'keyFile', 'portLevelMtls', 'httpHeaderName'])(
    'a field %s is shown',
    (name) => {
      expect(namesSecret(name)).toBe(false);
    },
  );

  it.each(['password', 'DB_PASSWORD', 'clientSecret', 'x-api-key', 'signing_key', 'authorization', 'auth.token'])(
    'a field %s is hidden',
    (name) => {
      expect(namesSecret(name)).toBe(true);
    },
  );
});
