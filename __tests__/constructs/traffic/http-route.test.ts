import { Duration } from '../../../constructs/duration';
import type { HttpRoute } from '../../../constructs/traffic/http-route';
import { MeshService } from '../../../constructs/traffic/mesh-service';
import { ServiceTraffic } from '../../../constructs/traffic/service-traffic';
import { Subset } from '../../../constructs/traffic/subset';
import { WeightedSplit } from '../../../constructs/traffic/weighted-split';
import type { IstioVersion } from '../../../constructs/versions';
import { refusal, trafficStack, virtualService } from './traffic-stack';

const v1 = Subset.version('v1');
const v2 = Subset.version('v2');
const second = Duration.seconds(1);

function routed(route: HttpRoute, istioVersion: IstioVersion = '1.30.3') {
  const stack = trafficStack(istioVersion);
  new ServiceTraffic(stack, 'Traffic', { service: MeshService.fromName('reviews') }).addRoute(route);
  return virtualService(stack).http?.[0];
}

const fault = (route: HttpRoute, istioVersion?: IstioVersion) =>
  refusal(() => routed(route, istioVersion)).replaceAll('shop/Traffic: ', '');

describe('a route', () => {
  it('mirrors a share of the requests, in both releases', () => {
    const mirrored = { mirror: { host: 'reviews', subset: 'v2' }, mirrorPercentage: { value: 12.5 } };
    expect(routed({ to: v1, mirror: { to: v2, percentage: 12.5 } })).toMatchObject(mirrored);
    expect(routed({ to: v1, mirror: { to: v2, percentage: 12.5 } }, '1.17.2')).toMatchObject(mirrored);
    expect(routed({ mirror: { to: v2 } })?.mirrorPercentage).toEqual({ value: 100 });
  });

  it('mirrors to several places', () => {
    const mirror = [{ to: v2, percentage: 5 }, { to: MeshService.fromName('audit', { namespace: 'ops' }) }];
    expect(routed({ to: v1, mirror })?.mirrors).toEqual([
      { destination: { host: 'reviews', subset: 'v2' }, percentage: { value: 5 } },
      { destination: { host: 'audit.ops.svc.cluster.local' }, percentage: { value: 100 } },
    ]);
    expect(fault({ mirror }, '1.17.2')).toBe('route 1: mirror: Istio 1.17 takes one (1.30 takes several), got 2');
  });

  it('injects faults', () => {
    const route = routed({
      fault: {
        delay: { fixedDelay: Duration.milliseconds(250), percentage: 10 },
        abort: { httpStatus: 503, percentage: 0.5 },
      },
    });
    expect(route?.fault).toEqual({
      delay: { fixedDelay: '0.250s', percentage: { value: 10 } },
      abort: { httpStatus: 503, percentage: { value: 0.5 } },
    });
    expect(routed({ fault: { abort: { grpcStatus: 'UNAVAILABLE', percentage: 1 } } })?.fault?.abort).toEqual({
      grpcStatus: 'UNAVAILABLE',
      percentage: { value: 1 },
    });
  });

  it('redirects, answers by itself, and rewrites', () => {
    expect(routed({ redirect: { uri: '/new', redirectCode: 301 } })).toEqual({
      redirect: { uri: '/new', redirectCode: 301 },
    });
    expect(routed({ directResponse: { status: 503, body: 'closed' } })).toEqual({
      directResponse: { status: 503, body: { string: 'closed' } },
    });
    expect(routed({ to: v1, rewrite: { uri: '/v1' } })?.rewrite).toEqual({ uri: '/v1' });
  });

  it('changes headers, of all requests or of a share', () => {
    const headers = { request: { set: { 'x-version': 'v2' } }, response: { remove: ['server'] } };
    expect(routed({ headers })?.headers).toEqual(headers);
    const to = new WeightedSplit([
      { to: v1, weight: 60 },
      { to: v2, weight: 40, headers },
    ]);
    expect(routed({ to })?.route?.[1]?.headers).toEqual(headers);
  });

  it('lets pages of other origins read the answers', () => {
    const cors = {
      allowOrigins: ['https://shop.example.com', { regex: 'https://.*\\.example\\.org' }],
      allowMethods: ['GET', 'PUT'],
      allowHeaders: ['x-a'],
      exposeHeaders: ['x-b'],
      maxAge: Duration.hours(24),
      allowCredentials: true,
      unmatchedPreflights: 'IGNORE' as const,
    };
    expect(routed({ cors })?.corsPolicy).toEqual({
      ...cors,
      allowOrigins: [{ exact: 'https://shop.example.com' }, { regex: 'https://.*\\.example\\.org' }],
      maxAge: '86400s',
    });
    expect(fault({ cors }, '1.17.2')).toMatch(/corsPolicy.unmatchedPreflights.*1\.17 has no such field/);
  });
});

describe('a route is refused', () => {
  it('for percentages and times out of range', () => {
    expect(
      fault({ name: 'slow', fault: { delay: { fixedDelay: Duration.seconds(0), percentage: 101 } } }).split('\n'),
    ).toEqual([
      'route "slow": fault.delay.percentage: got 101, takes 0 to 100',
      'route "slow": fault.delay.fixedDelay: got 0s, takes 1ms or more',
    ]);
    expect(fault({ mirror: { to: v2, percentage: -1 } })).toBe('route 1: mirror.percentage: got -1, takes 0 to 100');
    expect(fault({ timeout: Duration.seconds(0) })).toBe('route 1: timeout: got 0s, takes 1ms or more');
  });

  it('for faults that are none, or two in one', () => {
    expect(fault({ fault: {} })).toBe('route 1: fault: injects nothing: give delay or abort');
    expect(fault({ fault: { abort: { percentage: 1 } } })).toBe(
      'route 1: fault.abort: takes one of httpStatus and grpcStatus',
    );
    expect(fault({ fault: { abort: { percentage: 1, httpStatus: 42 } } })).toMatch(/got 42, takes 200 to 599/);
  });

  it('for what cannot apply to an answer of its own', () => {
    expect(fault({ redirect: { uri: '/' }, to: v1, timeout: second })).toBe(
      'route 1: redirect: answers by itself, so to, timeout cannot apply: leave out one or the other',
    );
    expect(fault({ directResponse: { status: 200 }, fault: { delay: { fixedDelay: second, percentage: 1 } } })).toMatch(
      /directResponse: answers by itself, so fault cannot apply/,
    );
  });

  it('for origins that browsers do not send, or all of them with credentials', () => {
    expect(fault({ cors: { allowOrigins: ['shop.example.com/cart'] } })).toBe(
      'route 1: cors.allowOrigins: got "shop.example.com/cart", wants scheme and host as browsers send them: "https://shop.example.com"',
    );
    expect(fault({ cors: { allowOrigins: [] } })).toBe('route 1: cors.allowOrigins: names no origin');
    expect(fault({ cors: { allowOrigins: ['*'], allowCredentials: true } })).toMatch(/name the origins/);
    expect(fault({ cors: { allowOrigins: ['*'], maxAge: Duration.milliseconds(1500) } })).toMatch(
      /got 1.500s, takes whole seconds/,
    );
  });

  it('for a list of matches with nothing in it', () => {
    expect(fault({ match: [] })).toMatch(/lists nothing, so the route would take nothing/);
  });
});
