import { HelloWorld } from '../../../constructs/apps/hello-world';
import { Duration } from '../../../constructs/duration';
import { IngressGateway } from '../../../constructs/mesh/ingress-gateway';
import { CanaryRollout } from '../../../constructs/traffic/canary-rollout';
import { CircuitBreaker } from '../../../constructs/traffic/circuit-breaker';
import { MeshService } from '../../../constructs/traffic/mesh-service';
import { Retries } from '../../../constructs/traffic/retries';
import { ServiceTraffic } from '../../../constructs/traffic/service-traffic';
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
    made.traffic.addRoute({ name: 'health', match: { path: '/health' }, to: stable });
    expect(http().map((route) => route.name)).toEqual(['health', 'canary']);
  });

  it('is refused steps that lead nowhere', () => {
    const fault = (more: object) => refusal(() => rollout(0, more)).replaceAll('shop/Rollout: ', '');
    expect(fault({ steps: [] })).toBe('steps: expected at least one step, got none: [5, 25, 50, 100]');
    expect(fault({ steps: [5, 40] })).toBe('steps: expected 100 as the last weight, got 40');
    expect(fault({ steps: [25, 5, 100] })).toBe(
      'steps[1]: expected a weight of at least 25, the one before, got 5: to go back, lower `step`',
    );
    expect(fault({ steps: [2.5, 100] })).toBe('steps[0]: expected a weight from 0 to 100, an integer, got 2.5');
    expect(fault({ steps: [{ weight: 5, mirror: 200 }, 100] })).toBe(
      'steps[0].mirror: expected a number from 0 to 100, got 200',
    );
    expect(fault({ steps: [{ weight: 100, mirror: 1 }] })).toBe(
      'steps[0].mirror: expected none at weight 100, where nothing is left to mirror, got 1',
    );
    expect(fault({ step: 5 })).toBe('step: expected an integer from 0 (before the rollout) to 4 (done), got 5');
    expect(fault({ canary: Subset.version('v1') })).toMatch(
      /canary: expected another subset than stable, got "v1": give the new version/,
    );
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
      'shop/Rollout: delivery: expected "release", got "manifest", where every apply would reset the weights that Argo Rollouts has set',
    ]);
  });

  it('has no strategy without it', () => {
    expect(refusal(() => rollout(0).made.argoCanaryStrategy)).toMatch(
      /argoCanaryStrategy: only with handOver: \{ to: 'argo-rollouts' \}/,
    );
  });
});

describe('a rollout in the hands of Flagger', () => {
  const handOver = { to: 'flagger', deployment: 'reviews', interval: Duration.seconds(30) } as const;

  it('is the one owner of the rules of its service, whoever comes first', () => {
    const props = { service, steps: [50, 100], handOver };
    const [traffic, flagger] = [trafficStack(), trafficStack()];
    new ServiceTraffic(traffic, 'Traffic', { service });
    expect(refusal(() => new CanaryRollout(traffic, 'Rollout', props))).toBe(
      'shop/Rollout/Canary: service: the traffic of "reviews" in namespace default has an owner already, shop/Traffic: add routes and policies to that',
    );
    new CanaryRollout(flagger, 'Rollout', props);
    expect(refusal(() => new ServiceTraffic(flagger, 'Traffic', { service }))).toBe(
      'shop/Traffic: service: the traffic of "reviews" in namespace default has an owner already, shop/Rollout/Canary: Flagger writes the rules from then on: say what you need in its route and policy',
    );
    const argo = trafficStack();
    const subsets = { stable: Subset.version('v1'), canary: Subset.version('v2') };
    new CanaryRollout(argo, 'Rollout', { service, ...subsets, steps: [50, 100], handOver: { to: 'argo-rollouts' } });
    expect(refusal(() => new ServiceTraffic(argo, 'Traffic', { service }))).toMatch(/shop\/Rollout\/Traffic/);
  });

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
    expect(refusal(() => made.traffic)).toMatch(
      /traffic: Flagger writes the rules itself: say what you need in route or policy/,
    );
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
    expect(refusal(attempt({ service: MeshService.fromName('reviews') }))).toMatch(
      /service: expected a port, got none: MeshService\.fromName\("reviews", \{ port: 80 \}\)/,
    );
    expect(refusal(attempt({ steps }))).toMatch(/leave mirror out/);
  });

  it('is refused gateways without a Gateway resource, faults, and parts of seconds', () => {
    const attempt = (more: object) => () =>
      new CanaryRollout(trafficStack(), 'Rollout', { service, steps: [100], handOver, ...more });
    const stack = trafficStack();
    expect(refusal(attempt({ gateways: [new IngressGateway(stack, 'Ingress')], hosts: ['a'] }))).toMatch(
      /gateways: expected Gateway resources, which Flagger binds routes to, got a gateway's pods/,
    );
    expect(refusal(attempt({ route: { fault: {} } }))).toMatch(/Flagger injects no faults/);
    expect(refusal(attempt({ handOver: { ...handOver, interval: Duration.milliseconds(500) } }))).toMatch(
      /handOver\.interval: expected whole seconds, got 0\.500s/,
    );
  });
});
