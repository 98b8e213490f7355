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
    expect(fault({ mirror }, '1.17.2')).toBe(
      'route 1: mirror: expected at most one mirror under Istio 1.17 (1.19 has several), got 2',
    );
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
    expect(routed({ redirect: { path: '/new', status: 301 } })).toEqual({
      redirect: { uri: '/new', redirectCode: 301 },
    });
    expect(routed({ directResponse: { status: 503, body: 'closed' } })).toEqual({
      directResponse: { status: 503, body: { string: 'closed' } },
    });
    expect(routed({ to: v1, rewrite: { path: '/v1' } })?.rewrite).toEqual({ uri: '/v1' });
  });

  it('redirects to a port, and rewrites by a regular expression', () => {
    expect(routed({ redirect: { scheme: 'https', host: 'a.example.com', port: 8443 } })?.redirect).toEqual({
      scheme: 'https',
      authority: 'a.example.com',
      port: 8443,
    });
    expect(routed({ redirect: { scheme: 'https', port: 'scheme-default' } })?.redirect).toEqual({
      scheme: 'https',
      derivePort: 'FROM_PROTOCOL_DEFAULT',
    });
    expect(routed({ redirect: { path: '/', port: 'request-port' } })?.redirect).toEqual({
      uri: '/',
      derivePort: 'FROM_REQUEST_PORT',
    });
    const rewrite = { host: 'b.example.com', path: { regex: '^/v1/(.*)', replacement: '/\\1' } };
    expect(routed({ to: v1, rewrite })?.rewrite).toEqual({
      authority: 'b.example.com',
      uriRegexRewrite: { match: '^/v1/(.*)', rewrite: '/\\1' },
    });
    expect(fault({ to: v1, rewrite }, '1.17.2')).toMatch(/rewrite.uriRegexRewrite: Istio 1.17 has no such field/);
  });

  it('understands the words of VirtualService that redirects and rewrites had before', () => {
    const redirect = {
      uri: '/a',
      authority: 'a.example.com',
      redirectCode: 308,
      derivePort: 'FROM_REQUEST_PORT',
    } as const;
    expect(routed({ redirect })?.redirect).toEqual(redirect);
    expect(routed({ rewrite: { uri: '/a', authority: 'b' } })?.rewrite).toEqual({ uri: '/a', authority: 'b' });
    const uriRegexRewrite = { match: 'a', rewrite: 'b' };
    expect(routed({ rewrite: { uriRegexRewrite } })?.rewrite).toEqual({ uriRegexRewrite });
    expect(fault({ redirect: { uri: '/a', path: '/b' } })).toBe(
      'route 1: redirect.uri: deprecated, and "path" is given as well: leave uri out',
    );
    expect(fault({ rewrite: { authority: 'a', host: 'b' } })).toBe(
      'route 1: rewrite.authority: deprecated, and "host" is given as well: leave authority out',
    );
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
      'route "slow": fault.delay.percentage: expected a number from 0 to 100, got 101',
      'route "slow": fault.delay.fixedDelay: expected at least 1ms, got 0s',
    ]);
    expect(fault({ mirror: { to: v2, percentage: -1 } })).toBe(
      'route 1: mirror.percentage: expected a number from 0 to 100, got -1',
    );
    expect(fault({ timeout: Duration.seconds(0) })).toBe('route 1: timeout: expected at least 1ms, got 0s');
  });

  it('for faults that are none, or two in one', () => {
    expect(fault({ fault: {} })).toBe('route 1: fault: expected delay or abort, got neither');
    expect(fault({ fault: { abort: { percentage: 1 } } })).toBe(
      'route 1: fault.abort: expected one of httpStatus and grpcStatus, got neither',
    );
    expect(fault({ fault: { abort: { percentage: 1, httpStatus: 42 } } })).toMatch(
      /route 1: fault\.abort\.httpStatus: expected an integer from 200 to 599, got 42/,
    );
  });

  it('for what cannot apply to an answer of its own', () => {
    expect(fault({ redirect: { path: '/' }, to: v1, timeout: second })).toBe(
      'route 1: redirect: the proxy responds itself, so to, timeout cannot apply: leave out one or the other',
    );
    expect(fault({ directResponse: { status: 200 }, fault: { delay: { fixedDelay: second, percentage: 1 } } })).toMatch(
      /route 1: directResponse: the proxy responds itself, so fault cannot apply: leave out one or the other/,
    );
  });

  it('for origins that browsers do not send, or all of them with credentials', () => {
    expect(fault({ cors: { allowOrigins: ['shop.example.com/cart'] } })).toBe(
      'route 1: cors.allowOrigins: expected a scheme and a host, as browsers send them, got "shop.example.com/cart" (did you mean "https://shop.example.com"?)',
    );
    expect(fault({ cors: { allowOrigins: [] } })).toBe(
      'route 1: cors.allowOrigins: expected at least one origin, got none',
    );
    expect(fault({ cors: { allowOrigins: ['*'], allowCredentials: true } })).toMatch(
      /route 1: cors: any origin with credentials would give every page access to the user's session: list the origins/,
    );
    expect(fault({ cors: { allowOrigins: ['*'], maxAge: Duration.milliseconds(1500) } })).toMatch(
      /route 1: cors\.maxAge: expected whole seconds, got 1\.500s/,
    );
  });

  it('for texts and numbers where a duration belongs', () => {
    const text = '5s' as unknown as Duration;
    const why = 'expected a Duration such as Duration.seconds(5), got "5s" (did you mean Duration.seconds(5)?)';
    expect(fault({ timeout: text })).toBe(`addRoute: route.timeout: ${why}`);
    expect(fault({ cors: { allowOrigins: ['*'], maxAge: text } })).toBe(`addRoute: route.cors.maxAge: ${why}`);
    expect(fault({ fault: { delay: { fixedDelay: text, percentage: 1 } } })).toBe(
      `addRoute: route.fault.delay.fixedDelay: ${why}`,
    );
    const missing = { delay: { percentage: 1 } } as unknown as HttpRoute['fault'];
    expect(fault({ fault: missing })).toBe(
      'addRoute: route.fault.delay.fixedDelay: expected a Duration such as Duration.seconds(5), got none',
    );
  });

  it('for a list of matches with nothing in it', () => {
    expect(fault({ match: [] })).toMatch(
      /route 1: match: expected at least one match, got none: the route would match no request: leave match out, or give one/,
    );
  });
});
