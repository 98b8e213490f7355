import { parse } from 'yaml';
import { ResourceBundle } from '../../../constructs/delivery/resource-bundle';
import { Duration } from '../../../constructs/duration';
import { ClientQuota, type ClientQuotaProps } from '../../../constructs/policy/client-quota';
import { Descriptor } from '../../../constructs/policy/descriptor';
import { GlobalRateLimit, type GlobalRateLimitProps } from '../../../constructs/policy/global-rate-limit';
import { Rate } from '../../../constructs/policy/rate';
import { RateLimitService, type RateLimitServiceProps } from '../../../constructs/policy/rate-limit-service';
import { PolicyTarget } from '../../../constructs/references/policy-target';
import { Workload } from '../../../constructs/references/workload';
import { manifests, stackWith, synth } from '../../policy-stack';

const ingress = PolicyTarget.gateway(Workload.gatewayFromName('istio-ingressgateway', { namespace: 'istio-system' }));
const reviews = PolicyTarget.workload(Workload.fromName('reviews', { namespace: 'shop' }));
const theirs = RateLimitService.fromHost('limits.ops.svc.cluster.local');
const limits = [{ when: [Descriptor.remoteAddress()], rate: Rate.perMinute(60) }];

function limit(props: Partial<GlobalRateLimitProps> = {}) {
  const stack = stackWith();
  const construct = new GlobalRateLimit(stack, 'Limit', { target: ingress, service: theirs, limits, ...props });
  synth(stack);
  return construct;
}

describe('a global rate limit', () => {
  it('has istioctl say nothing of the EnvoyFilter it is', () => {
    expect(limit().resource.manifest.metadata.annotations).toEqual({ 'galley.istio.io/analyze-suppress': 'IST0133' });
  });

  it('has the service count what routes tell of requests', () => {
    const { resource } = limit();
    expect(resource.manifest).toMatchObject({
      metadata: { name: 'global-rate-limit-istio-ingressgateway', namespace: 'istio-system' },
      spec: { workloadSelector: { labels: { istio: 'ingressgateway' } }, priority: 20 },
    });
    expect(resource.spec.configPatches).toMatchObject([
      {
        applyTo: 'HTTP_FILTER',
        match: { context: 'GATEWAY' },
        patch: {
          operation: 'INSERT_BEFORE',
          value: {
            name: 'envoy.filters.http.ratelimit.global-rate-limit-istio-ingressgateway',
            typed_config: {
              '@type': 'type.googleapis.com/envoy.extensions.filters.http.ratelimit.v3.RateLimit',
              domain: 'global-rate-limit-istio-ingressgateway',
              stage: 1,
              failure_mode_deny: false,
              rate_limit_service: {
                grpc_service: {
                  envoy_grpc: {
                    cluster_name: 'outbound|8081||limits.ops.svc.cluster.local',
                    authority: 'limits.ops.svc.cluster.local',
                  },
                },
                transport_api_version: 'V3',
              },
            },
          },
        },
      },
      {
        applyTo: 'HTTP_ROUTE',
        match: { routeConfiguration: { vhost: { route: { action: 'ROUTE' } } } },
        patch: { value: { route: { rate_limits: [{ stage: 1, actions: [{ remote_address: {} }] }] } } },
      },
    ]);
  });

  it('has all it is given in its filter', () => {
    const { resource, domain } = limit({
      domain: 'mine',
      timeout: Duration.milliseconds(50),
      failOpen: false,
      status: 503,
      responseHeaders: { a: 'b' },
      rateLimitHeaders: true,
      resourceExhausted: true,
      stage: 4,
      priority: 6,
      name: 'named',
      service: RateLimitService.fromHost('h', 9),
      routes: [{ route: 'checkout' }, { host: 'a.com', port: 80 }],
    });
    expect(domain).toBe('mine');
    expect(resource.manifest).toMatchObject({ metadata: { name: 'named' }, spec: { priority: 6 } });
    expect(resource.spec.configPatches).toMatchObject([
      {
        patch: {
          value: {
            typed_config: {
              domain: 'mine',
              stage: 4,
              timeout: '0.050s',
              failure_mode_deny: true,
              rate_limited_status: { code: 503 },
              response_headers_to_add: [{ header: { key: 'a', value: 'b' } }],
              enable_x_ratelimit_headers: 'DRAFT_VERSION_03',
              rate_limited_as_resource_exhausted: true,
              rate_limit_service: { grpc_service: { envoy_grpc: { cluster_name: 'outbound|9||h' } } },
            },
          },
        },
      },
      { match: { routeConfiguration: { vhost: { route: { name: 'checkout' } } } } },
      { match: { routeConfiguration: { vhost: { name: 'a.com:80' } } }, patch: { value: { route: {} } } },
    ]);
  });

  it('arranges its limits as the service looks them up', () => {
    const path = Descriptor.path({ prefix: '/api' });
    const { configuration } = limit({
      domain: 'shop',
      limits: [
        { when: [Descriptor.header('x-tier', 'gold')], rate: Rate.perSecond(100) },
        { when: [Descriptor.header('x-tier')], rate: Rate.perMinute(10), shadow: true },
        { when: [path, Descriptor.remoteAddress()], rate: Rate.perHour(5) },
        { when: [path], rate: 'unlimited' },
      ],
    });
    expect(configuration).toEqual({
      domain: 'shop',
      descriptors: [
        { key: 'x-tier', value: 'gold', rate_limit: { unit: 'second', requests_per_unit: 100 } },
        { key: 'x-tier', rate_limit: { unit: 'minute', requests_per_unit: 10 }, shadow_mode: true },
        {
          key: ':path',
          value: 'prefix /api',
          rate_limit: { unlimited: true },
          descriptors: [{ key: 'remote_address', rate_limit: { unit: 'hour', requests_per_unit: 5 } }],
        },
      ],
    });
  });

  it('grows by addLimit, and tells the service', () => {
    const stack = stackWith({ namespace: 'ops' });
    const service = new RateLimitService(stack, 'Service');
    const construct = new GlobalRateLimit(stack, 'Limit', { target: reviews, service });
    construct.addLimit({ when: [Descriptor.all()], rate: Rate.perSecond(1) });
    synth(stack);
    expect(construct.resource.spec.configPatches).toHaveLength(2);
    expect(construct.resource.spec.configPatches?.[0]?.match?.context).toBe('SIDECAR_INBOUND');
    const { data } = service.configMap.manifest as unknown as { data: Record<string, string> };
    expect(Object.keys(data)).toEqual(['global-rate-limit-reviews.yaml']);
    expect(parse(data['global-rate-limit-reviews.yaml'] ?? '')).toEqual(construct.configuration);
    expect(() => construct.addLimit({ when: [], rate: 'unlimited' })).toThrow(
      'test/Limit: limits[1].when: expected at least one descriptor, got none',
    );
  });

  it('stops synthesis without a limit', () => {
    expect(() => limit({ limits: [] })).toThrow('limits: expected at least one limit, got none, so nothing is limited');
  });

  it.each<[Partial<GlobalRateLimitProps>, string]>([
    [{ status: 200 }, 'status: expected an HTTP status from 400 to 599, got 200'],
    [{ stage: 11 }, 'stage: expected an integer from 0 to 10, got 11'],
    [{ domain: 'a/b' }, 'domain: expected a letter or digit'],
    [{ limits: [...limits, ...limits] }, 'limits[1].when: another limit is for the same requests'],
    [{ limits: [{ when: [], rate: 'unlimited' }] }, 'limits[0].when: expected at least one descriptor, got none'],
    [{ target: reviews, routes: [{ route: 'x' }] }, 'routes: workload reviews of namespace shop has no named routes'],
    [{ routes: [{}] }, 'routes[0]: expected a route, or a host and its port, got neither'],
  ])('refuses %#', (props, message) => {
    expect(() => limit(props)).toThrow(`test/Limit: ${message}`);
  });
});

describe('the rate limit service', () => {
  const service = (props: RateLimitServiceProps = {}, delivery: 'release' | 'manifest' = 'release') => {
    const stack = stackWith({ namespace: 'ops', delivery });
    const construct = new RateLimitService(stack, 'Service', props);
    new GlobalRateLimit(stack, 'Limit', { target: ingress, service: construct, limits });
    synth(stack);
    return { construct, objects: manifests(stack) };
  };

  it('is deployed with a Redis of its own', () => {
    const { construct, objects } = service();
    expect(construct.host).toBe('ratelimit.ops.svc.cluster.local');
    expect(Object.keys(objects).sort()).toEqual([
      'ConfigMap ratelimit-config',
      'Deployment ratelimit',
      'Deployment ratelimit-redis',
      'EnvoyFilter global-rate-limit-istio-ingressgateway',
      'Service ratelimit',
      'Service ratelimit-redis',
    ]);
    expect(objects['Deployment ratelimit']).toMatchObject({
      apiVersion: 'apps/v1',
      metadata: { namespace: 'ops' },
      spec: {
        replicas: 1,
        template: {
          spec: {
            containers: [
              {
                image: expect.stringMatching(/^docker\.io\/envoyproxy\/ratelimit:\w+$/),
                env: expect.arrayContaining([
                  { name: 'REDIS_URL', value: 'ratelimit-redis.ops.svc.cluster.local:6379' },
                  { name: 'LOG_LEVEL', value: 'warn' },
                ]),
                volumeMounts: [{ name: 'config', mountPath: '/data/ratelimit/config', readOnly: true }],
              },
            ],
            volumes: [{ name: 'config', configMap: { name: 'ratelimit-config' } }],
          },
        },
      },
    });
    expect(objects['Service ratelimit']).toMatchObject({
      spec: { ports: [{ name: 'grpc', port: 8081 }, { name: 'http-health' }, { name: 'http-debug' }] },
    });
  });

  it('has all it is given in its objects', () => {
    const { objects } = service({
      name: 'limits',
      namespace: 'web',
      replicas: 3,
      image: 'registry/ratelimit:1',
      redisImage: 'registry/redis:1',
      logLevel: 'debug',
    });
    expect(objects['Deployment limits']).toMatchObject({
      metadata: { namespace: 'web' },
      spec: {
        replicas: 3,
        template: {
          spec: {
            containers: [
              { image: 'registry/ratelimit:1', env: expect.arrayContaining([{ name: 'LOG_LEVEL', value: 'debug' }]) },
            ],
          },
        },
      },
    });
    expect(objects['Deployment limits-redis']).toMatchObject({
      spec: { template: { spec: { containers: [{ image: 'registry/redis:1' }] } } },
    });
  });

  it('has pods of other Redis images answer the service, which are for the loopback alone otherwise', () => {
    const withArgs = (...args: readonly string[]) => ({ spec: { template: { spec: { containers: [{ args }] } } } });
    const own = ['--save', '', '--appendonly', 'no'];
    const another = service({ redisImage: 'registry/redis:1' }).objects;
    expect(another['Deployment ratelimit-redis']).toMatchObject(withArgs(...own, '--protected-mode', 'no'));
    expect(service().objects['Deployment ratelimit-redis']).toMatchObject(withArgs(...own));
  });

  it('takes a Redis that is there already', () => {
    const { construct, objects } = service({
      redis: { url: 'redis.example.com:6380', tls: true, password: { secretName: 'redis', key: 'password' } },
    });
    expect(construct.redis).toBeUndefined();
    expect(Object.keys(objects)).not.toContain('Deployment ratelimit-redis');
    expect(objects['Deployment ratelimit']).toMatchObject({
      spec: {
        template: {
          spec: {
            containers: [
              {
                env: expect.arrayContaining([
                  { name: 'REDIS_URL', value: 'redis.example.com:6380' },
                  { name: 'REDIS_TLS', value: 'true' },
                  {
                    name: 'REDIS_AUTH',
                    valueFrom: { secretKeyRef: { name: 'redis', key: 'password' } },
                  },
                ]),
              },
            ],
          },
        },
      },
    });
  });

  it('starts its pods anew when its limits change', () => {
    const checksum = (rate: Rate) => {
      const stack = stackWith();
      const construct = new RateLimitService(stack, 'Service');
      new GlobalRateLimit(stack, 'Limit', {
        target: ingress,
        service: construct,
        limits: [{ when: [Descriptor.all()], rate }],
      });
      const { spec } = construct.deployment.manifest as unknown as {
        spec: { template: { metadata: { annotations: Record<string, string> } } };
      };
      return spec.template.metadata.annotations['checksum/config'];
    };
    expect(checksum(Rate.perHour(1))).toBe(checksum(Rate.perHour(1)));
    expect(checksum(Rate.perHour(1))).not.toBe(checksum(Rate.perHour(2)));
  });

  it('is one Helm release, or part of the bundle that it stands in', () => {
    const own = service().construct.node.tryFindChild('Resource');
    expect(own).toBeInstanceOf(ResourceBundle);
    const stack = stackWith();
    const inside = new RateLimitService(new ResourceBundle(stack, 'Bundle'), 'Service');
    expect(inside.node.tryFindChild('Resource')).not.toBeInstanceOf(ResourceBundle);
  });

  it('refuses a domain that another limit has', () => {
    const stack = stackWith();
    const shared = new RateLimitService(stack, 'Service');
    const props = { target: ingress, service: shared, limits, domain: 'shop' };
    new GlobalRateLimit(stack, 'One', { ...props, name: 'one' });
    expect(() => new GlobalRateLimit(stack, 'Two', { ...props, name: 'two' })).toThrow(
      'test/Two: domain: duplicate "shop", which is test/One\'s already',
    );
  });

  it('stops synthesis where nothing counts by it', () => {
    const stack = stackWith();
    new RateLimitService(stack, 'Service');
    expect(() => synth(stack)).toThrow('no GlobalRateLimit counts by this service');
  });

  it.each([
    [{ replicas: 0 }, 'replicas: expected an integer of at least 1, got 0'],
    [{ redis: { url: 'redis://x' } }, 'redis.url: expected host:port, got "redis://x"'],
    [
      { redis: { url: 'x:1' }, redisImage: 'y' },
      'redisImage: expected none with redis, which is there already, got an image',
    ],
  ])('refuses %j', (props, message) => {
    expect(() => service(props)).toThrow(`test/Service: ${message}`);
  });
});

describe('a client quota', () => {
  const quota = (props: Partial<ClientQuotaProps> = {}) => {
    const stack = stackWith();
    const construct = new ClientQuota(stack, 'Quota', {
      target: ingress,
      service: theirs,
      client: Descriptor.header('x-api-key'),
      rate: Rate.perMinute(60),
      ...props,
    });
    synth(stack);
    return construct;
  };
  const rate = (requests: number) => ({ unit: 'minute', requests_per_unit: requests });

  it('gives each client the same, single ones their own, and those without a name one together', () => {
    const { resource } = quota({ clients: { gold: Rate.perMinute(600), monitoring: 'unlimited' } }).addClient(
      'silver',
      Rate.perMinute(120),
    );
    expect(resource.configuration).toEqual({
      domain: 'client-quota-istio-ingressgateway',
      descriptors: [
        { key: 'x-api-key', rate_limit: rate(60) },
        { key: 'x-api-key absent', value: 'true', rate_limit: rate(60) },
        { key: 'x-api-key', value: 'gold', rate_limit: rate(600) },
        { key: 'x-api-key', value: 'monitoring', rate_limit: { unlimited: true } },
        { key: 'x-api-key', value: 'silver', rate_limit: rate(120) },
      ],
    });
    expect(resource.resource.name).toBe('client-quota-istio-ingressgateway');
  });

  it('has all it is given in its limit', () => {
    const { resource } = quota({
      anonymous: Rate.perMinute(1),
      shadow: true,
      name: 'mine',
      limit: { failOpen: false, rateLimitHeaders: false },
    });
    expect(resource.configuration).toEqual({
      domain: 'mine',
      descriptors: [
        { key: 'x-api-key', rate_limit: rate(60), shadow_mode: true },
        { key: 'x-api-key absent', value: 'true', rate_limit: rate(1), shadow_mode: true },
      ],
    });
    const config = resource.resource.spec.configPatches?.[0]?.patch?.value?.['typed_config'] as Record<string, unknown>;
    expect(config['failure_mode_deny']).toBe(true);
    expect(config['enable_x_ratelimit_headers']).toBeUndefined();
  });

  it('tells clients apart by address', () => {
    expect(quota({ client: Descriptor.remoteAddress() }).resource.configuration.descriptors).toEqual([
      { key: 'remote_address', rate_limit: rate(60) },
    ]);
  });

  it.each([
    [
      { client: Descriptor.header('tier', 'gold') },
      'client: expected a descriptor without a value, because each value is a client, got tier with "gold"',
    ],
    [
      { client: Descriptor.remoteAddress(), anonymous: Rate.perHour(1) },
      'anonymous: expected none, because every request has a remote_address, got a rate',
    ],
  ])('refuses %#', (props, message) => {
    expect(() => quota(props)).toThrow(`test/Quota: ${message}`);
  });

  it('refuses a second quota for a client', () => {
    expect(() => quota().addClient('a', 'unlimited').addClient('a', 'unlimited')).toThrow('for the same requests');
  });
});
