import { TerraformVariable, Token } from 'cdktf';
import * as fc from 'fast-check';
import { Duration } from '../../../constructs/duration';
import { CircuitBreaker } from '../../../constructs/traffic/circuit-breaker';
import { LoadBalancer } from '../../../constructs/traffic/load-balancer';
import { Locality } from '../../../constructs/traffic/locality';
import { MeshService } from '../../../constructs/traffic/mesh-service';
import { Retries } from '../../../constructs/traffic/retries';
import { Subset } from '../../../constructs/traffic/subset';
import { WeightedSplit } from '../../../constructs/traffic/weighted-split';
import { refusal, trafficStack } from './traffic-stack';

const v1 = Subset.version('v1');
const v2 = Subset.version('v2');
const second = Duration.seconds(1);

describe('a weighted split', () => {
  it('must total 100', () => {
    expect(refusal(() => WeightedSplit.of([v1, 90], [v2, 20]))).toBe(
      'weights: expected a total of 100, got 110 (v1: 90, v2: 20)',
    );
    expect(refusal(() => WeightedSplit.of())).toBe('weights: expected a total of 100, got 0 (none)');
  });

  it('names services and their subsets', () => {
    const cart = MeshService.fromName('cart', { namespace: 'shop' });
    expect(refusal(() => WeightedSplit.of([cart, 1], [{ service: cart, subset: v2 }, 2]))).toBe(
      'weights: expected a total of 100, got 3 (cart.shop: 1, cart.shop/v2: 2)',
    );
  });

  it('takes whole weights only, each target once', () => {
    expect(refusal(() => WeightedSplit.of([v1, 99.5], [v2, 0.5])).split('\n')).toEqual([
      'weight of v1: expected an integer from 0 to 100, got 99.5',
      'weight of v2: expected an integer from 0 to 100, got 0.5',
    ]);
    expect(refusal(() => WeightedSplit.of([v1, 50], [v1, 50]))).toBe('duplicate target v1: add its weights up');
  });

  it('leaves the sum to the deploy where a weight is not known yet', () => {
    const weight = new TerraformVariable(trafficStack(), 'weight', { type: 'number' }).numberValue;
    expect(Token.isUnresolved(weight)).toBe(true);
    expect(() => WeightedSplit.of([v1, weight], [v2, 5])).not.toThrow();
  });

  it('never changes', () => {
    const split = WeightedSplit.of([v1, 100]);
    expect(Object.isFrozen(split)).toBe(true);
    expect(Object.isFrozen(split.targets) && Object.isFrozen(split.targets[0])).toBe(true);
  });

  it('is accepted exactly where integer weights total 100', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 5 }), (weights) => {
        const shares = weights.map((weight, index) => [Subset.version(`v${index}`), weight] as const);
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        if (total === 100) expect(WeightedSplit.of(...shares).targets).toHaveLength(weights.length);
        else expect(() => WeightedSplit.of(...shares)).toThrow(`weights: expected a total of 100, got ${total}`);
      }),
    );
  });
});

describe('a circuit breaker', () => {
  it('limits connections and leaves failing pods out', () => {
    const breaker = new CircuitBreaker({
      connectionPool: {
        tcp: {
          maxConnections: 100,
          connectTimeout: second,
          tcpKeepalive: { probes: 3, time: Duration.hours(2), interval: second },
        },
        http: { http1MaxPendingRequests: 10, idleTimeout: Duration.minutes(1) },
      },
      outlierDetection: { consecutiveGatewayErrors: 2, interval: second, baseEjectionTime: Duration.minutes(3) },
    });
    expect(breaker.connectionPool).toEqual({
      tcp: { maxConnections: 100, connectTimeout: '1s', tcpKeepalive: { probes: 3, time: '7200s', interval: '1s' } },
      http: { http1MaxPendingRequests: 10, idleTimeout: '60s' },
    });
    expect(breaker.outlierDetection).toEqual({ consecutiveGatewayErrors: 2, interval: '1s', baseEjectionTime: '180s' });
  });

  it('is refused where it breaks nothing', () => {
    expect(refusal(() => new CircuitBreaker({}))).toMatch(
      /circuitBreaker: expected connectionPool\.tcp, connectionPool\.http or outlierDetection, got none/,
    );
    expect(refusal(() => new CircuitBreaker({ connectionPool: {} }))).toMatch(
      /circuitBreaker: expected connectionPool\.tcp, connectionPool\.http or outlierDetection, got none/,
    );
  });

  it('is refused out of range, every setting at once', () => {
    const attempt = () =>
      new CircuitBreaker({
        connectionPool: { tcp: { maxConnections: 0, connectTimeout: Duration.seconds(0) } },
        outlierDetection: { maxEjectionPercent: 101, consecutive5xxErrors: 1.5, consecutiveLocalOriginFailures: 2 },
      });
    expect(refusal(attempt).split('\n')).toEqual([
      'circuitBreaker.connectionPool.tcp.maxConnections: expected an integer of at least 1, got 0',
      'circuitBreaker.connectionPool.tcp.connectTimeout: expected at least 1ms, got 0s',
      'circuitBreaker.outlierDetection.consecutive5xxErrors: expected an integer of at least 0, got 1.5',
      'circuitBreaker.outlierDetection.maxEjectionPercent: expected an integer from 0 to 100, got 101',
      'circuitBreaker.outlierDetection.consecutiveLocalOriginFailures: has no effect without splitExternalLocalOriginErrors: set that to true',
    ]);
  });
});

describe('retries', () => {
  it('know what all tries may take together', () => {
    expect(new Retries({ attempts: 3, perTryTimeout: Duration.milliseconds(500) }).total?.toString()).toBe('2s');
    expect(new Retries({ attempts: 3 }).total).toBeUndefined();
  });

  it('are refused out of range', () => {
    expect(refusal(() => new Retries({ attempts: -1, retryOn: [42] })).split('\n')).toEqual([
      'retries.attempts: expected an integer of at least 0, got -1',
      'retries.retryOn: expected HTTP statuses from 100 to 599, got 42',
    ]);
    expect(refusal(() => new Retries({ attempts: 0, perTryTimeout: second }))).toMatch(
      /have no effect: leave them out/,
    );
    expect(refusal(() => new Retries({ attempts: 1, perTryTimeout: Duration.seconds(0) }))).toMatch(/got 0s/);
  });
});

describe('a load balancer', () => {
  const render = (balancer: LoadBalancer, istioVersion: '1.17.2' | '1.30.3' = '1.30.3') => {
    const faults: string[] = [];
    return { rendered: JSON.parse(JSON.stringify(balancer.render(istioVersion, faults))), faults };
  };

  it.each([
    ['leastRequest', LoadBalancer.leastRequest(), { simple: 'LEAST_REQUEST' }],
    ['passthrough', LoadBalancer.passthrough(), { simple: 'PASSTHROUGH' }],
    ['byHeader', LoadBalancer.byHeader('x-user'), { consistentHash: { httpHeaderName: 'x-user' } }],
    ['byQueryParameter', LoadBalancer.byQueryParameter('u'), { consistentHash: { httpQueryParameterName: 'u' } }],
    ['bySourceIp', LoadBalancer.bySourceIp(), { consistentHash: { useSourceIp: true } }],
    [
      'byCookie',
      LoadBalancer.byCookie('s', { path: '/' }),
      { consistentHash: { httpCookie: { name: 's', path: '/', ttl: '0s' } } },
    ],
  ])('%s', (_, balancer, expected) => {
    expect(render(balancer).rendered).toEqual(expected);
  });

  it('eases new pods in, in the words of the release', () => {
    const balancer = LoadBalancer.roundRobin().withWarmup({ duration: Duration.seconds(30) });
    expect(render(balancer).rendered).toEqual({ simple: 'ROUND_ROBIN', warmup: { duration: '30s' } });
    expect(render(balancer, '1.17.2').rendered).toEqual({ simple: 'ROUND_ROBIN', warmupDurationSecs: '30s' });
    expect(render(LoadBalancer.roundRobin().withWarmup({ duration: second, aggression: 2 }), '1.17.2').faults).toEqual([
      'warmup.aggression: Istio 1.17 has no such field (1.24 has): leave it out',
    ]);
    expect(refusal(() => LoadBalancer.random().withWarmup({ duration: second }))).toMatch(
      /warmup: expected roundRobin or leastRequest, which alone have a warm-up/,
    );
  });

  it('prefers pods by place', () => {
    const locality = Locality.distribute({ 'eu/*': { 'eu/*': 80, 'us/*': 20 } });
    expect(render(LoadBalancer.roundRobin().withLocality(locality)).rendered.localityLbSetting).toEqual({
      enabled: true,
      distribute: [{ from: 'eu/*', to: { 'eu/*': 80, 'us/*': 20 } }],
    });
    expect(Locality.ignored().settings).toEqual({ enabled: false });
    expect(Locality.failoverPriority('topology.istio.io/network').settings.failoverPriority).toHaveLength(1);
  });

  it('is refused preferences that cannot be', () => {
    expect(refusal(() => Locality.distribute({ 'eu/*': { 'eu/*': 80, 'us/*': 30 } }))).toBe(
      'locality: weights from "eu/*": expected a total of 100, got 110 (eu/*: 80, us/*: 30)',
    );
    expect(refusal(() => Locality.distribute({ eu: { eu: 100.5 } }))).toMatch(
      /locality: weights from "eu": expected integers of at least 1, got 100\.5/,
    );
    expect(refusal(() => Locality.distribute({}))).toMatch(
      /locality: distribute: expected at least one locality, got none/,
    );
    expect(refusal(() => Locality.failover({ eu: 'eu' }))).toMatch(
      /locality: failover: expected another region than "eu", got "eu"/,
    );
    expect(refusal(() => Locality.failover({}))).toMatch(
      /locality: failover: expected at least one region, got none: \{ "eu-west": "eu-central" \}/,
    );
    expect(refusal(() => Locality.failoverPriority())).toMatch(
      /locality: failoverPriority: expected at least one label, got none: "topology\.kubernetes\.io\/zone"/,
    );
  });
});
