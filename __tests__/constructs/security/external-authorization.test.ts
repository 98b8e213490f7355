import type { ExtensionProvider } from '../../../constructs/charts/generated/mesh-config';
import { Duration } from '../../../constructs/duration';
import { PolicyTarget } from '../../../constructs/references/policy-target';
import { Workload } from '../../../constructs/references/workload';
import { AccessRule, AccessSource } from '../../../constructs/security/access-rule';
import { ExternalAuthorization } from '../../../constructs/security/external-authorization';
import { ExternalAuthorizer } from '../../../constructs/security/external-authorizer';
import { stackWith, synth } from '../../policy-stack';

const opa = ExternalAuthorizer.fromName('opa');
const reviews = PolicyTarget.workload(Workload.fromName('reviews', { namespace: 'shop' }));

describe('external authorization', () => {
  it('has a provider decide about every request', () => {
    const { resource } = new ExternalAuthorization(stackWith(), 'Ask', { authorizer: opa, target: reviews });
    expect(resource.manifest).toMatchObject({
      metadata: { name: 'ask-opa-reviews', namespace: 'shop' },
      spec: {
        action: 'CUSTOM',
        provider: { name: 'opa' },
        selector: { matchLabels: { app: 'reviews' } },
        rules: [{}],
      },
    });
  });

  it('has it decide about some requests, and more of them by addRule', () => {
    const stack = stackWith({ namespace: 'shop' });
    const ask = new ExternalAuthorization(stack, 'Ask', {
      authorizer: opa,
      name: 'ask',
      rules: [AccessRule.to({ paths: ['/admin*'] })],
    }).addRule(AccessRule.from(AccessSource.ipBlock('10.0.0.0/8')).when('request.headers[x]', 'y'));
    synth(stack);
    expect(ask.resource.manifest).toMatchObject({ metadata: { name: 'ask', namespace: 'shop' } });
    expect(ask.resource.spec.rules).toHaveLength(2);
  });

  it.each([
    [
      AccessRule.from(AccessSource.namespace('a')),
      'rules[0].from[0].namespaces: an external authorizer is asked by address',
    ],
    [AccessRule.from(AccessSource.anyIdentity()), 'rules[0].from[0].principals'],
    [AccessRule.from(AccessSource.requestPrincipal()), 'rules[0].from[0].requestPrincipals'],
    [AccessRule.from(AccessSource.of({ notNamespaces: ['a'] })), 'rules[0].from[0].notNamespaces'],
    [AccessRule.any().whenClaim('a', 'b'), 'rules[0].when[0]: request.auth.claims[a]'],
    [AccessRule.any().when('source.principal', 'b'), 'rules[0].when[0]: source.principal'],
    [AccessRule.to({ paths: ['x'] }), 'rules[0].to[0].paths: expected a leading "/" or "*", got "x"'],
  ])('refuses rules on what is not known yet: %#', (rule, message) => {
    const stack = stackWith();
    expect(() => new ExternalAuthorization(stack, 'Ask', { authorizer: opa, rules: [rule] })).toThrow(message);
    const ask = new ExternalAuthorization(stack, 'Ask', { authorizer: opa });
    expect(() => ask.addRule(rule)).toThrow(`test/Ask: ${message}`);
  });
});

describe('an external authorizer', () => {
  const common = {
    service: 'opa.security.svc.cluster.local',
    port: 9191,
    failOpen: true,
    includeRequestBodyInCheck: { maxRequestBytes: 1024, allowPartialMessage: true, packAsBytes: true },
  };
  const http = {
    pathPrefix: '/check',
    includeRequestHeadersInCheck: ['x-*'],
    includeAdditionalHeadersInCheck: { a: 'b' },
    headersToUpstreamOnAllow: ['u'],
    headersToDownstreamOnAllow: ['d'],
    headersToDownstreamOnDeny: ['n'],
  };

  it('is what the control plane is told, over gRPC', () => {
    const provider: ExtensionProvider = ExternalAuthorizer.grpc('opa', {
      ...common,
      timeout: Duration.milliseconds(500),
      statusOnError: 503,
    }).extensionProvider;
    expect(provider).toEqual({
      name: 'opa',
      envoyExtAuthzGrpc: { ...common, timeout: '0.500s', statusOnError: '503' },
    });
  });

  it('is what the control plane is told, over HTTP', () => {
    const provider: ExtensionProvider = ExternalAuthorizer.http('opa', { ...common, ...http }).extensionProvider;
    expect(provider).toEqual({ name: 'opa', envoyExtAuthzHttp: { ...common, ...http } });
  });

  it('refuses ports and statuses that are none, all at once', () => {
    expect(() => ExternalAuthorizer.http('opa', { service: 's', port: 0, statusOnError: 99 })).toThrow(
      'ExternalAuthorizer "opa": port: expected a port from 1 to 65535, got 0\n' +
        'ExternalAuthorizer "opa": statusOnError: expected an HTTP status from 200 to 599, got 99',
    );
  });
});
