import { HelloWorld } from '../../../constructs/apps/hello-world';
import { Duration } from '../../../constructs/duration';
import { IngressGateway } from '../../../constructs/mesh/ingress-gateway';
import { CanaryRollout } from '../../../constructs/traffic/canary-rollout';
import { CircuitBreaker } from '../../../constructs/traffic/circuit-breaker';
import { MeshService } from '../../../constructs/traffic/mesh-service';
import { Retries } from '../../../constructs/traffic/retries';
import { Subset } from '../../../constructs/traffic/subset';
import { destinationRule, objectsOf, refusal, trafficStack, virtualService } from './traffic-stack';

const service = MeshService.fromName('reviews', { port: 9080 });
const stable = Subset.version('v1');
const canary = Subset.version('v2');
const steps = [{ weight: 0, mirror: 10 }, 5, 50, 100];

function rollout(step: number, more: object = {}) {
  const stack = trafficStack();
  const made = new CanaryRollout(stack, 'Rollout', { service, stable, canary, steps, step, ...more });
  return { stack, made, http: () => virtualService(stack).http ?? [] };
}

const shares = (route: ReturnType<ReturnType<typeof rollout>['http']>[number] | undefined) =>
  route?.route?.map(({ destination, weight }) => [destination.subset, weight]);

describe('a canary rollout', () => {
  it('leaves all requests where they are before the first step', () => {
    const { http, stack, made } = rollout(0);
    expect(http().map(shares)).toEqual([[['v1', undefined]]]);
    expect(made.weight).toBe(0);
    expect(
      objectsOf(stack)
        .map(({ metadata }) => metadata.name)
        .sort(),
    ).toEqual(['reviews', 'reviews-v1', 'reviews-v2']);
  });

  it('shows the canary copies of requests before it gets any', () => {
    const [route] = rollout(1).http();
    expect(shares(route)).toEqual([['v1', undefined]]);
    expect(route?.mirror?.subset).toBe('v2');
    expect(route?.mirrorPercentage).toEqual({ value: 10 });
  });

  it('shares requests out step by step, and keeps both subsets to the end', () => {
    expect(rollout(2).http().map(shares)).toEqual([
      [
        ['v1', 95],
        ['v2', 5],
      ],
    ]);
    expect(rollout(3).http().map(shares)).toEqual([
      [
        ['v1', 50],
        ['v2', 50],
      ],
    ]);
    const { http, stack } = rollout(4);
    expect(http().map(shares)).toEqual([[['v2', undefined]]]);
    expect(objectsOf(stack)).toHaveLength(3);
  });

  it('sends testers to the canary from the first step on', () => {
    const testers = { headers: { 'x-tester': 'yes' } };
    expect(rollout(0, { testers }).http()).toHaveLength(1);
    const [first, second] = rollout(2, { testers }).http();
    expect([first?.name, shares(first)]).toEqual(['testers', [['v2', undefined]]]);
    expect(shares(second)).toEqual([
      ['v1', 95],
      ['v2', 5],
    ]);
    expect(rollout(4, { testers }).http()).toHaveLength(1);
  });

  it('keeps what else holds for the requests', () => {
    const route = { headers: { response: { set: { 'x-rollout': 'yes' } } } };
    const { http } = rollout(2, { route, timeout: Duration.seconds(3) });
    expect(http()[0]).toMatchObject({ headers: route.headers, timeout: '3s' });
  });

  it('takes further routes', () => {
    const { made, http } = rollout(2);
    made.traffic.addRoute({ name: 'health', match: { uri: '/health' }, to: stable });
    expect(http().map((route) => route.name)).toEqual(['health', 'canary']);
  });

  it('is refused steps that lead nowhere', () => {
    const fault = (more: object) => refusal(() => rollout(0, more)).replaceAll('shop/Rollout: ', '');
    expect(fault({ steps: [] })).toBe('steps: names no step: [5, 25, 50, 100]');
    expect(fault({ steps: [5, 40] })).toBe('steps: the last one gives the canary 40, must give it 100');
    expect(fault({ steps: [25, 5, 100] })).toBe('steps: step 2: weight 5 comes after 25: to go back, lower `step`');
    expect(fault({ steps: [2.5, 100] })).toBe('steps: step 1: weight is 2.5, takes whole numbers from 0 to 100');
    expect(fault({ steps: [{ weight: 5, mirror: 200 }, 100] })).toBe('steps: step 1: mirror is 200, takes 0 to 100');
    expect(fault({ steps: [{ weight: 100, mirror: 1 }] })).toBe(
      'steps: step 1: nothing is left to mirror at weight 100',
    );
    expect(fault({ step: 5 })).toBe('step: got 5, takes 0 (before the rollout) to 4 (done)');
    expect(fault({ canary: Subset.version('v1') })).toMatch(/is the subset "v1" as stable is/);
  });
});

describe('a rollout in the hands of Argo Rollouts', () => {
  const handOver = { to: 'argo-rollouts' } as const;
  const weights = [5, 50, 100];

  it('names the rules that it moves, and starts with everything on the stable side', () => {
    const { made, http, stack } = rollout(0, { handOver, steps: weights });
    expect(shares(http()[0])).toEqual([
      ['v1', 100],
      ['v2', 0],
    ]);
    expect(destinationRule(stack).subsets?.map(({ name }) => name)).toEqual(['v1', 'v2']);
    expect(made.weight).toBeUndefined();
    expect(made.argoCanaryStrategy).toEqual({
      trafficRouting: {
        istio: {
          virtualService: { name: 'reviews', routes: ['canary'] },
          destinationRule: { name: 'reviews', stableSubsetName: 'v1', canarySubsetName: 'v2' },
        },
      },
      steps: [{ setWeight: 5 }, { pause: {} }, { setWeight: 50 }, { pause: {} }, { setWeight: 100 }],
    });
  });

  it('is refused what would fight for the weights', () => {
    const testers = { headers: { a: 'b' } };
    expect(refusal(() => rollout(1, { handOver, testers, delivery: 'manifest' })).split('\n')).toEqual([
      'shop/Rollout: step: Argo Rollouts counts the steps by itself: leave it out',
      'shop/Rollout: testers: with Argo Rollouts, write a setHeaderRoute step in the Rollout instead',
      'shop/Rollout: steps: with Argo Rollouts, write a setMirrorRoute step in the Rollout in place of mirror',
      'shop/Rollout: delivery: as manifests, every apply would take the weights back from Argo Rollouts: take "release"',
    ]);
  });

  it('has no strategy without it', () => {
    expect(refusal(() => rollout(0).made.argoCanaryStrategy)).toMatch(/with handOver: \{ to: 'argo-rollouts' \} only/);
  });
});

describe('a rollout in the hands of Flagger', () => {
  const handOver = { to: 'flagger', deployment: 'reviews', interval: Duration.seconds(30) } as const;

  it('is one Canary, and neither routes nor subsets', () => {
    const stack = trafficStack();
    const made = new CanaryRollout(stack, 'Rollout', {
      service,
      steps: [5, 50, 100],
      handOver,
      gateways: [{ name: 'public', namespace: 'edge' }],
      hosts: ['reviews.example.com'],
      mesh: true,
      retries: new Retries({ attempts: 1 }),
      policy: { circuitBreaker: new CircuitBreaker({ outlierDetection: { consecutive5xxErrors: 3 } }) },
      route: { timeout: Duration.seconds(5), cors: { allowOrigins: ['https://a.example.com'] } },
    });
    const [only, ...more] = objectsOf(stack);
    expect(more).toEqual([]);
    expect(only?.manifest).toEqual({
      apiVersion: 'flagger.app/v1beta1',
      kind: 'Canary',
      metadata: { name: 'reviews', namespace: 'default' },
      spec: {
        provider: 'istio',
        targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'reviews' },
        service: {
          name: 'reviews',
          port: 9080,
          gateways: ['mesh', 'edge/public'],
          hosts: ['reviews.example.com'],
          trafficPolicy: { outlierDetection: { consecutive5xxErrors: 3 } },
          retries: { attempts: 1 },
          timeout: '5s',
          corsPolicy: { allowOrigins: [{ exact: 'https://a.example.com' }] },
        },
        analysis: {
          interval: '30s',
          threshold: 5,
          stepWeights: [5, 50, 100],
          metrics: [
            { name: 'request-success-rate', thresholdRange: { min: 99 }, interval: '30s' },
            { name: 'request-duration', thresholdRange: { max: 500 }, interval: '30s' },
          ],
        },
      },
    });
    expect(refusal(() => made.traffic)).toMatch(/Flagger makes the rules by itself/);
  });

  it("can be judged by metrics of one's own", () => {
    const stack = trafficStack();
    const metrics = [
      { name: 'orders', templateNamespace: 'shop', thresholdRange: { min: 1 }, interval: Duration.minutes(2) },
    ];
    new CanaryRollout(stack, 'Rollout', { service, steps: [100], handOver: { ...handOver, metrics } });
    expect(objectsOf(stack)[0]?.manifest['spec']).toMatchObject({
      analysis: {
        metrics: [{ name: 'orders', templateRef: { name: 'orders', namespace: 'shop' }, interval: '120s' }],
      },
    });
  });

  it('is refused what Flagger would fight over, or cannot do', () => {
    const stack = trafficStack();
    const attempt = (more: object) => () =>
      new CanaryRollout(stack, 'Rollout', { service, steps: [100], handOver, ...more });
    expect(refusal(attempt({ service: new HelloWorld(stack, 'HelloWorld') }))).toMatch(
      /Flagger rewrites the Service "helloworld", and every apply would write it back/,
    );
    expect(refusal(attempt({ service: MeshService.fromName('reviews') }))).toMatch(/Flagger needs its port/);
    expect(refusal(attempt({ steps }))).toMatch(/leave mirror out/);
  });

  it('is refused gateways without a Gateway resource, faults, and parts of seconds', () => {
    const attempt = (more: object) => () =>
      new CanaryRollout(trafficStack(), 'Rollout', { service, steps: [100], handOver, ...more });
    const stack = trafficStack();
    expect(refusal(attempt({ gateways: [new IngressGateway(stack, 'Ingress')], hosts: ['a'] }))).toMatch(
      /pass one, in place/,
    );
    expect(refusal(attempt({ route: { fault: {} } }))).toMatch(/Flagger injects no faults/);
    expect(refusal(attempt({ handOver: { ...handOver, interval: Duration.milliseconds(500) } }))).toMatch(
      /takes whole seconds/,
    );
  });
});
