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
      'weights total 110, must total 100 (v1: 90, v2: 20)',
    );
    expect(refusal(() => WeightedSplit.of())).toBe('weights total 0, must total 100 (none given)');
  });

  it('names services and their subsets', () => {
    const cart = MeshService.fromName('cart', { namespace: 'shop' });
    expect(refusal(() => WeightedSplit.of([cart, 1], [{ service: cart, subset: v2 }, 2]))).toBe(
      'weights total 3, must total 100 (cart.shop: 1, cart.shop/v2: 2)',
    );
  });

  it('takes whole weights only, each target once', () => {
    expect(refusal(() => WeightedSplit.of([v1, 99.5], [v2, 0.5])).split('\n')).toEqual([
      'weight of v1 is 99.5, takes whole numbers from 0 to 100',
      'weight of v2 is 0.5, takes whole numbers from 0 to 100',
    ]);
    expect(refusal(() => WeightedSplit.of([v1, 50], [v1, 50]))).toBe('v1 is given twice: add its weights up');
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

  it('is accepted exactly where whole weights total 100', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 5 }), (weights) => {
        const shares = weights.map((weight, index) => [Subset.version(`v${index}`), weight] as const);
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        if (total === 100) expect(WeightedSplit.of(...shares).targets).toHaveLength(weights.length);
        else expect(() => WeightedSplit.of(...shares)).toThrow(`weights total ${total}, must total 100`);
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
    expect(refusal(() => new CircuitBreaker({}))).toMatch(/^circuitBreaker: breaks nothing/);
    expect(refusal(() => new CircuitBreaker({ connectionPool: {} }))).toMatch(/^circuitBreaker: breaks nothing/);
  });

  it('is refused out of range, every setting at once', () => {
    const attempt = () =>
      new CircuitBreaker({
        connectionPool: { tcp: { maxConnections: 0, connectTimeout: Duration.seconds(0) } },
        outlierDetection: { maxEjectionPercent: 101, consecutive5xxErrors: 1.5, consecutiveLocalOriginFailures: 2 },
      });
    expect(refusal(attempt).split('\n')).toEqual([
      'circuitBreaker.connectionPool.tcp.maxConnections: got 0, takes whole numbers of 1 or more',
      'circuitBreaker.connectionPool.tcp.connectTimeout: got 0s, takes 1ms or more',
      'circuitBreaker.outlierDetection.consecutive5xxErrors: got 1.5, takes whole numbers of 0 or more',
      'circuitBreaker.outlierDetection.maxEjectionPercent: got 101, takes whole numbers from 0 to 100',
      'circuitBreaker.outlierDetection.consecutiveLocalOriginFailures: is looked at with splitExternalLocalOriginErrors only: set that to true',
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
      'retries.attempts: got -1, takes whole numbers of 0 or more',
      'retries.retryOn: got 42, takes statuses from 100 to 599',
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
      'warmup.aggression: Istio 1.17 has no such field (1.30 has): leave it out',
    ]);
    expect(refusal(() => LoadBalancer.random().withWarmup({ duration: second }))).toMatch(
      /takes roundRobin or leastRequest/,
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
      'locality: weights from "eu/*" total 110, must total 100 (eu/*: 80, us/*: 30)',
    );
    expect(refusal(() => Locality.distribute({ eu: { eu: 100.5 } }))).toMatch(/whole numbers of 1 or more/);
    expect(refusal(() => Locality.distribute({}))).toMatch(/names no place/);
    expect(refusal(() => Locality.failover({ eu: 'eu' }))).toMatch(/from "eu" to itself/);
    expect(refusal(() => Locality.failover({}))).toMatch(/names no region/);
    expect(refusal(() => Locality.failoverPriority())).toMatch(/names no label/);
  });
});
