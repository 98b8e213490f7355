import { Duration } from '../../../constructs/duration';
import { Descriptor } from '../../../constructs/policy/descriptor';
import { LocalRateLimit, type LocalRateLimitProps } from '../../../constructs/policy/local-rate-limit';
import { Rate } from '../../../constructs/policy/rate';
import { TokenBucket } from '../../../constructs/policy/token-bucket';
import { PolicyTarget } from '../../../constructs/references/policy-target';
import { Workload } from '../../../constructs/references/workload';
import { stackWith, synth } from '../../policy-stack';

const ingress = PolicyTarget.gateway(Workload.gatewayFromName('istio-ingressgateway', { namespace: 'istio-system' }));
const reviews = PolicyTarget.workload(Workload.fromName('reviews', { namespace: 'shop' }));
const tenAMinute = TokenBucket.of(Rate.perMinute(10));
const LOCAL = 'type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit';

function patches(limit: LocalRateLimit) {
  return limit.resource.spec.configPatches ?? [];
}

describe('a local rate limit', () => {
  it('refuses what goes beyond a bucket that all requests to a workload share', () => {
    const stack = stackWith();
    const limit = new LocalRateLimit(stack, 'Limit', { target: reviews, bucket: tenAMinute });
    synth(stack);
    expect(limit.resource.manifest).toMatchObject({
      apiVersion: 'networking.istio.io/v1alpha3',
      metadata: { name: 'local-rate-limit-reviews', namespace: 'shop' },
      spec: { workloadSelector: { labels: { app: 'reviews' } }, priority: 10 },
    });
    expect(patches(limit)).toEqual([
      {
        applyTo: 'HTTP_FILTER',
        match: {
          context: 'SIDECAR_INBOUND',
          listener: {
            filterChain: {
              filter: {
                name: 'envoy.filters.network.http_connection_manager',
                subFilter: { name: 'envoy.filters.http.router' },
              },
            },
          },
        },
        patch: {
          operation: 'INSERT_BEFORE',
          value: {
            name: 'envoy.filters.http.local_ratelimit.local-rate-limit-reviews',
            typed_config: {
              '@type': LOCAL,
              stat_prefix: 'local_rate_limit_reviews',
              token_bucket: { max_tokens: 10, tokens_per_fill: 10, fill_interval: '60s' },
              filter_enabled: {
                runtime_key: 'local_rate_limit_reviews_enabled',
                default_value: { numerator: 100, denominator: 'HUNDRED' },
              },
              filter_enforced: {
                runtime_key: 'local_rate_limit_reviews_enforced',
                default_value: { numerator: 100, denominator: 'HUNDRED' },
              },
            },
          },
        },
      },
    ]);
  });

  it('has istioctl say nothing of the EnvoyFilter it is', () => {
    const { resource } = new LocalRateLimit(stackWith(), 'Limit', { target: reviews, bucket: tenAMinute });
    expect(resource.manifest.metadata.annotations).toEqual({ 'galley.istio.io/analyze-suppress': 'IST0133' });
  });

  it('has all it is given in its filter', () => {
    const limit = new LocalRateLimit(stackWith(), 'Limit', {
      target: ingress,
      bucket: new TokenBucket({ maxTokens: 7, tokensPerFill: 3, fillInterval: Duration.milliseconds(250) }),
      status: 503,
      responseHeaders: { 'x-limited': 'yes' },
      rateLimitHeaders: true,
      enabledPercent: 50,
      enforcedPercent: 0,
      perConnection: true,
      maxDynamicDescriptors: 99,
      priority: 3,
      name: 'mine',
    });
    expect(limit.resource.manifest).toMatchObject({ metadata: { name: 'mine' }, spec: { priority: 3 } });
    expect(patches(limit)[0]).toMatchObject({
      match: { context: 'GATEWAY' },
      patch: {
        value: {
          typed_config: {
            token_bucket: { max_tokens: 7, tokens_per_fill: 3, fill_interval: '0.250s' },
            status: { code: 503 },
            response_headers_to_add: [
              { append_action: 'OVERWRITE_IF_EXISTS_OR_ADD', header: { key: 'x-limited', value: 'yes' } },
            ],
            enable_x_ratelimit_headers: 'DRAFT_VERSION_03',
            filter_enabled: { default_value: { numerator: 50 } },
            filter_enforced: { default_value: { numerator: 0 } },
            local_rate_limit_per_downstream_connection: true,
            max_dynamic_descriptors: 99,
          },
        },
      },
    });
  });

  it('counts some requests apart, by what every route tells of them', () => {
    const stack = stackWith();
    const limit = new LocalRateLimit(stack, 'Limit', {
      target: reviews,
      limits: [{ when: [Descriptor.path({ prefix: '/login' }), Descriptor.method('post')], bucket: tenAMinute }],
    }).addLimit({ when: [Descriptor.header('x-api-key')], bucket: tenAMinute });
    synth(stack);
    const [filter, routes] = patches(limit);
    expect(filter?.patch?.value).toMatchObject({
      typed_config: {
        // Requests that no limit is for have a bucket that is never empty.
        token_bucket: { max_tokens: 4_294_967_295, tokens_per_fill: 4_294_967_295, fill_interval: '60s' },
        descriptors: [
          {
            entries: [
              { key: ':path', value: 'prefix /login' },
              { key: ':method', value: 'exact POST' },
            ],
            token_bucket: { max_tokens: 10 },
          },
          { entries: [{ key: 'x-api-key' }], token_bucket: { max_tokens: 10 } },
        ],
      },
    });
    expect(routes).toMatchObject({
      applyTo: 'HTTP_ROUTE',
      match: { context: 'SIDECAR_INBOUND', routeConfiguration: { vhost: { route: { action: 'ROUTE' } } } },
      patch: {
        operation: 'MERGE',
        value: {
          route: {
            rate_limits: [
              {
                actions: [
                  {
                    header_value_match: {
                      descriptor_key: ':path',
                      descriptor_value: 'prefix /login',
                      headers: [{ name: ':path', string_match: { prefix: '/login' } }],
                    },
                  },
                  { header_value_match: { descriptor_value: 'exact POST' } },
                ],
              },
              { actions: [{ request_headers: { header_name: 'x-api-key', descriptor_key: 'x-api-key' } }] },
            ],
          },
        },
      },
    });
  });

  it('has routes tell once what several limits ask', () => {
    const limit = new LocalRateLimit(stackWith(), 'Limit', {
      target: reviews,
      limits: ['gold', 'silver'].map((tier) => ({ when: [Descriptor.header('x-tier', tier)], bucket: tenAMinute })),
    });
    expect(patches(limit)[1]?.patch?.value).toEqual({
      route: { rate_limits: [{ actions: [{ request_headers: { header_name: 'x-tier', descriptor_key: 'x-tier' } }] }] },
    });
  });

  it('gives routes of a gateway a limit each', () => {
    const stack = stackWith();
    const limit = new LocalRateLimit(stack, 'Limit', {
      target: ingress,
      routes: [{ host: 'shop.example.com', port: 443, bucket: tenAMinute }],
    }).addRoute({
      route: 'checkout',
      bucket: TokenBucket.of(Rate.perSecond(1)),
      limits: [{ when: [Descriptor.all()], bucket: tenAMinute }],
    });
    synth(stack);
    const [filter, host, route] = patches(limit);
    const name = 'envoy.filters.http.local_ratelimit.local-rate-limit-istio-ingressgateway';
    expect(filter?.patch?.value).toEqual({
      name,
      typed_config: { '@type': LOCAL, stat_prefix: 'local_rate_limit_istio_ingressgateway' },
    });
    expect(host).toMatchObject({
      match: { routeConfiguration: { vhost: { name: 'shop.example.com:443', route: { action: 'ROUTE' } } } },
      patch: { value: { typed_per_filter_config: { [name]: { '@type': LOCAL, token_bucket: { max_tokens: 10 } } } } },
    });
    expect(route).toMatchObject({
      match: { routeConfiguration: { vhost: { route: { action: 'ROUTE', name: 'checkout' } } } },
      patch: {
        value: {
          route: { rate_limits: [{ actions: [{ generic_key: { descriptor_value: 'all' } }] }] },
          typed_per_filter_config: {
            [name]: {
              token_bucket: { max_tokens: 1 },
              descriptors: [{ entries: [{ key: 'generic_key', value: 'all' }] }],
            },
          },
        },
      },
    });
  });

  it('stops synthesis when it limits nothing', () => {
    const stack = stackWith();
    new LocalRateLimit(stack, 'Limit', { target: PolicyTarget.mesh() });
    expect(() => synth(stack)).toThrow('bucket: expected a bucket, limits or routes, got none, so nothing is limited');
  });

  it.each<[Partial<LocalRateLimitProps>, string]>([
    [{ status: 200 }, 'status: expected an HTTP status from 400 to 599, got 200'],
    [{ enabledPercent: 101 }, 'enabledPercent: expected an integer from 0 to 100, got 101'],
    [{ enforcedPercent: 0.5 }, 'enforcedPercent: expected an integer from 0 to 100, got 0.5'],
    [{ maxDynamicDescriptors: 0 }, 'maxDynamicDescriptors: expected an integer of at least 1, got 0'],
    [{ limits: [{ when: [], bucket: tenAMinute }] }, 'limits[0].when: expected at least one descriptor, got none'],
    [
      {
        limits: [
          { when: [Descriptor.all()], bucket: tenAMinute },
          { when: [Descriptor.all()], bucket: tenAMinute },
        ],
      },
      'limits[1].when: another limit is for the same requests',
    ],
    [
      { limits: [{ when: [Descriptor.header('a', 'b'), Descriptor.header('A', 'b')], bucket: tenAMinute }] },
      'limits[0].when: duplicate a=b',
    ],
    [
      { routes: [{ route: 'x', bucket: tenAMinute }] },
      'routes[0]: workload reviews of namespace shop has no named routes: tell requests apart by Descriptor.path',
    ],
    [
      { target: ingress, routes: [{ bucket: tenAMinute }] },
      'routes[0]: expected a route, or a host and its port, got neither',
    ],
    [
      { target: ingress, routes: [{ host: 'a.com', bucket: tenAMinute }] },
      'routes[0]: expected host and port together, got a host alone',
    ],
  ])('refuses %#', (props, message) => {
    const stack = stackWith();
    expect(() => new LocalRateLimit(stack, 'Limit', { target: reviews, bucket: tenAMinute, ...props })).toThrow(
      `test/Limit: ${message}`,
    );
    expect(stack.node.tryFindChild('Limit')).toBeUndefined();
  });

  it('refuses to grow by what it refuses to begin with', () => {
    const limit = new LocalRateLimit(stackWith(), 'Limit', { target: reviews, bucket: tenAMinute });
    expect(() => limit.addLimit({ when: [], bucket: tenAMinute })).toThrow(
      'test/Limit: limits[0].when: expected at least one descriptor, got none',
    );
    expect(() => limit.addRoute({ route: 'x', bucket: tenAMinute })).toThrow('test/Limit: routes[0]: workload reviews');
  });

  it.each<[Partial<LocalRateLimitProps>, string]>([
    [
      { limits: [{ when: [Descriptor.header('x-api-key')], bucket: tenAMinute }] },
      'limits[0].when: Istio 1.17 cannot count each value apart locally (1.27 has it): name the value, or use GlobalRateLimit',
    ],
    [
      { limits: [{ when: [Descriptor.all()], bucket: TokenBucket.of(Rate.perSecond(1)) }] },
      "limits[0].bucket.fillInterval: expected a multiple of the overall bucket's 60s in Istio 1.17, got 1s",
    ],
    [{ maxDynamicDescriptors: 5 }, 'maxDynamicDescriptors: Istio 1.17 counts no values apart locally (1.27 has it)'],
    [
      { limits: [{ when: [Descriptor.queryParameter('q')], bucket: tenAMinute }] },
      'limits[0].when: Istio 1.17 cannot count each value of a query parameter apart (1.27 has it)',
    ],
  ])('knows what Istio 1.17 lacks: %#', (props, message) => {
    const limit = (istioVersion: '1.17.2' | '1.30.3') =>
      new LocalRateLimit(stackWith({ istioVersion }), 'Limit', { target: reviews, bucket: tenAMinute, ...props });
    expect(() => limit('1.30.3')).not.toThrow();
    expect(() => limit('1.17.2')).toThrow(message);
  });

  it('is the same for Istio 1.17 and 1.30', () => {
    const spec = (istioVersion: '1.17.2' | '1.30.3') =>
      new LocalRateLimit(stackWith({ istioVersion }), 'Limit', {
        target: ingress,
        bucket: tenAMinute,
        limits: [{ when: [Descriptor.path({ regex: '/a.*' })], bucket: tenAMinute }],
      }).resource.spec;
    expect(spec('1.17.2')).toEqual(spec('1.30.3'));
  });
});
