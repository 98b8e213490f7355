import { Construct, type IConstruct } from 'constructs';
import { Duration } from '../duration';
import { InvalidPropsError } from '../invalid-props-error';
import { MeshContext } from '../mesh-context';
import { checkAtSynthesis } from '../place';
import type { PolicyTarget } from '../references/policy-target';
import type { EnvoyFilterSpec } from '../resources/generated/networking';
import { EnvoyFilter } from '../resources/networking/envoy-filter';
import { checkGiven, checkProps } from '../shapes/check';
import { has, type IstioVersion, istioMinor, nearestWith } from '../versions';
import { type Descriptor, descriptorFaults } from './descriptor';
import { ANALYSIS_ANNOTATIONS } from './envoy/analysis-annotations';
import { type EnvoyLocalRateLimit, LOCAL_RATE_LIMIT } from './envoy/local-rate-limit-filter';
import {
  distinct,
  filterPatch,
  type PatchContext,
  type RouteSelection,
  routePatch,
  routeSelectionFaults,
} from './envoy/route-patches';
import { TokenBucket } from './token-bucket';

/** A limit for some requests only. */
export interface LocalLimit {
  /** What the requests have in common; all of it. */
  readonly when: readonly Descriptor[];
  /** Where one of the descriptors has no value, each of its values has a bucket like this; Istio 1.17 lacks that. */
  readonly bucket: TokenBucket;
}

/** A limit that each of some routes has for itself, in the place of the bucket and the limits for all. */
export interface LocalRouteLimit extends RouteSelection {
  /** Every route has a bucket of its own, like this one. */
  readonly bucket: TokenBucket;
  /**
   * Limits for some of the route's requests.
   * @default - none
   */
  readonly limits?: readonly LocalLimit[];
}

/** Properties of {@link LocalRateLimit}. */
export interface LocalRateLimitProps {
  /** A gateway, a workload, or every sidecar of a namespace or of the mesh. */
  readonly target: PolicyTarget;
  /**
   * For all requests together, at each proxy.
   * @default - no limit besides the others
   */
  readonly bucket?: TokenBucket;
  /**
   * Limits for some requests, to begin with. On Istio 1.17 they take the place of the bucket for their requests; later
   * on those take a token from either.
   * @default - none
   */
  readonly limits?: readonly LocalLimit[];
  /**
   * Limits that routes of a gateway have for themselves, to begin with.
   * @default - none
   */
  readonly routes?: readonly LocalRouteLimit[];
  /**
   * The HTTP status of requests beyond the limit.
   * @default 429
   */
  readonly status?: number;
  /**
   * Headers of the answers to requests beyond the limit.
   * @default - none
   */
  readonly responseHeaders?: Readonly<Record<string, string>>;
  /**
   * Whether answers tell, in `x-ratelimit-*`, what is left.
   * @default false
   */
  readonly rateLimitHeaders?: boolean;
  /**
   * The percentage of requests that are counted, in whole per cent.
   * @default 100
   */
  readonly enabledPercent?: number;
  /**
   * The percentage of counted requests that are refused beyond the limit. 0 only shows in the statistics what would be.
   * @default 100
   */
  readonly enforcedPercent?: number;
  /**
   * Whether each connection has buckets of its own.
   * @default false
   */
  readonly perConnection?: boolean;
  /**
   * How many values of one descriptor are counted apart at a time. Not in Istio 1.17.
   * @default 20
   */
  readonly maxDynamicDescriptors?: number;
  /**
   * The order among the EnvoyFilters of a proxy: lower ones first.
   * @default 10
   */
  readonly priority?: number;
  /**
   * The name of the EnvoyFilter; the limit's statistics begin with it.
   * @default - `local-rate-limit` and the workload, such as `local-rate-limit-reviews`
   */
  readonly name?: string;
  /** What must be in the cluster before. */
  readonly dependsOn?: readonly IConstruct[];
}

/**
 * Has proxies refuse, with 429, what goes beyond a limit that each of them counts by itself: no service, no delay, and
 * with n pods n times the limit.
 *
 * Makes one EnvoyFilter.
 *
 * @example
 * new LocalRateLimit(this, 'Limit', {
 *   target: PolicyTarget.gateway(ingress),
 *   bucket: TokenBucket.of(Rate.perSecond(100)),
 *   limits: [{ when: [Descriptor.path({ prefix: '/login' })], bucket: TokenBucket.of(Rate.perSecond(5)) }],
 * });
 * @see https://istio.io/latest/docs/tasks/policy-enforcement/rate-limit/#local-rate-limit
 */
export class LocalRateLimit extends Construct {
  /** What changes the proxies. */
  readonly resource: EnvoyFilter;
  private readonly props: LocalRateLimitProps;
  private readonly name: string;
  private limits: readonly LocalLimit[];
  private routes: readonly LocalRouteLimit[];

  /**
   * @throws InvalidPropsError for limits without anything to tell requests apart by, routes of what is no gateway, fill
   * intervals that the release cannot mix, and percentages and statuses that are none
   */
  constructor(scope: Construct, id: string, props: LocalRateLimitProps) {
    checkProps(scope, id, 'LocalRateLimitProps', props);
    const { target, limits = [], routes = [] } = props;
    InvalidPropsError.throwIfAny(scope, id, [
      ...faultsOf(props, MeshContext.of(scope).istioVersion),
      ...limitFaults('limits', limits, props.bucket, MeshContext.of(scope).istioVersion),
      ...routes.flatMap((route, index) => routeFaults(`routes[${index}]`, route, scope, target)),
    ]);
    super(scope, id);
    const { namespace, selector, workload } = target.resolve(this);
    this.props = props;
    this.limits = limits;
    this.routes = routes;
    this.name = props.name ?? ['local-rate-limit', workload].filter(Boolean).join('-');
    this.resource = new EnvoyFilter(this, 'Resource', {
      metadata: { name: this.name, namespace, annotations: ANALYSIS_ANNOTATIONS },
      spec: {
        ...(selector && { workloadSelector: { labels: selector } }),
        priority: props.priority ?? 10,
        configPatches: this.patches(),
      },
      dependsOn: props.dependsOn,
    });
    checkAtSynthesis(this, () =>
      props.bucket === undefined && this.limits.length === 0 && this.routes.length === 0
        ? ['bucket: expected a bucket, limits or routes, got none, so nothing is limited']
        : [],
    );
  }

  /**
   * Limits some requests.
   *
   * @throws InvalidPropsError as the constructor does
   */
  addLimit(limit: LocalLimit): this {
    checkGiven('LocalRateLimit.addLimit', { limit }, this);
    const limits = [...this.limits, limit];
    const faults = limitFaults('limits', limits, this.props.bucket, MeshContext.of(this).istioVersion);
    if (faults.length > 0) throw new InvalidPropsError(this.node.path, faults);
    this.limits = limits;
    this.resource.patch({ spec: { configPatches: this.patches() } });
    return this;
  }

  /**
   * Limits routes of a gateway, each for itself.
   *
   * @throws InvalidPropsError as the constructor does
   */
  addRoute(route: LocalRouteLimit): this {
    checkGiven('LocalRateLimit.addRoute', { route }, this);
    const faults = routeFaults(`routes[${this.routes.length}]`, route, this, this.props.target);
    if (faults.length > 0) throw new InvalidPropsError(this.node.path, faults);
    this.routes = [...this.routes, route];
    this.resource.patch({ spec: { configPatches: this.patches() } });
    return this;
  }

  private patches(): NonNullable<EnvoyFilterSpec['configPatches']> {
    const context: PatchContext = this.props.target.kind === 'gateway' ? 'GATEWAY' : 'SIDECAR_INBOUND';
    const { bucket } = this.props;
    const whole = bucket !== undefined || this.limits.length > 0;
    // A name of its own keeps the routes' settings apart from those of other limits at the same proxy.
    const filter = `envoy.filters.http.local_ratelimit.${this.name}`;
    return [
      filterPatch(context, filter, whole ? this.filterConfig(bucket, this.limits) : bare(this.statPrefix)),
      ...(this.limits.length > 0 ? [routePatch(context, {}, rateLimitsOf(this.limits))] : []),
      ...this.routes.map((route) =>
        routePatch(context, route, rateLimitsOf(route.limits ?? []), {
          [filter]: this.filterConfig(route.bucket, route.limits ?? []),
        }),
      ),
    ];
  }

  private get statPrefix(): string {
    return this.name.replaceAll('-', '_').replaceAll('.', '_');
  }

  private filterConfig(bucket: TokenBucket | undefined, limits: readonly LocalLimit[]): EnvoyLocalRateLimit {
    const { status, responseHeaders, rateLimitHeaders, perConnection, maxDynamicDescriptors } = this.props;
    const share = (percent: number, what: string) => ({
      runtime_key: `${this.statPrefix}_${what}`,
      default_value: { numerator: percent, denominator: 'HUNDRED' as const },
    });
    return {
      '@type': LOCAL_RATE_LIMIT,
      stat_prefix: this.statPrefix,
      token_bucket: (bucket ?? unlimited(limits)).toEnvoy(),
      filter_enabled: share(this.props.enabledPercent ?? 100, 'enabled'),
      filter_enforced: share(this.props.enforcedPercent ?? 100, 'enforced'),
      ...(limits.length > 0 && {
        descriptors: limits.map((limit) => ({
          entries: limit.when.map(({ entry }) => entry),
          token_bucket: limit.bucket.toEnvoy(),
        })),
      }),
      ...(status !== undefined && { status: { code: status } }),
      ...(responseHeaders && {
        response_headers_to_add: Object.entries(responseHeaders).map(([key, value]) => ({
          append_action: 'OVERWRITE_IF_EXISTS_OR_ADD' as const,
          header: { key, value },
        })),
      }),
      ...(rateLimitHeaders && { enable_x_ratelimit_headers: 'DRAFT_VERSION_03' as const }),
      ...(perConnection && { local_rate_limit_per_downstream_connection: true }),
      ...(maxDynamicDescriptors !== undefined && { max_dynamic_descriptors: maxDynamicDescriptors }),
    };
  }
}

/** A filter that counts nothing until a route says how. */
function bare(statPrefix: string): EnvoyLocalRateLimit {
  return { '@type': LOCAL_RATE_LIMIT, stat_prefix: statPrefix };
}

function rateLimitsOf(limits: readonly LocalLimit[]) {
  return distinct(limits.map(({ when }) => ({ actions: when.map(({ action }) => action) })));
}

// Envoy requires a bucket for the requests that no descriptor is for. The interval divides those of the descriptors.
function unlimited(limits: readonly LocalLimit[]): TokenBucket {
  const most = 4_294_967_295;
  const intervals = limits.map(({ bucket }) => bucket.fillInterval.inMilliseconds);
  const common = intervals.reduce((a, b) => (b === 0 ? a : greatestCommonDivisor(a, b)), intervals[0] ?? 1000);
  return new TokenBucket({
    maxTokens: most,
    tokensPerFill: most,
    fillInterval: Duration.milliseconds(Math.max(common, 50)),
  });
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function faultsOf(props: LocalRateLimitProps, istioVersion: IstioVersion): string[] {
  const faults: string[] = [];
  for (const name of ['enabledPercent', 'enforcedPercent'] as const) {
    const percent = props[name] ?? 100;
    if (!Number.isInteger(percent) || percent < 0 || percent > 100)
      faults.push(`${name}: expected an integer from 0 to 100, got ${percent}`);
  }
  const { status = 429, maxDynamicDescriptors } = props;
  // Envoy puts 429 in the place of any status below 400.
  if (!Number.isInteger(status) || status < 400 || status > 599)
    faults.push(`status: expected an HTTP status from 400 to 599, got ${status}`);
  if (maxDynamicDescriptors !== undefined) {
    if (!has(istioVersion, 'dynamicDescriptors'))
      faults.push(
        `maxDynamicDescriptors: Istio ${istioMinor(istioVersion)} counts no values apart locally (${nearestWith(istioVersion, 'dynamicDescriptors')} it)`,
      );
    if (!Number.isInteger(maxDynamicDescriptors) || maxDynamicDescriptors < 1)
      faults.push(`maxDynamicDescriptors: expected an integer of at least 1, got ${maxDynamicDescriptors}`);
  }
  return faults;
}

function limitFaults(
  path: string,
  limits: readonly LocalLimit[],
  bucket: TokenBucket | undefined,
  istioVersion: IstioVersion,
): string[] {
  const seen = new Set<string>();
  return limits.flatMap(({ when, bucket: own }, index) => {
    const at = `${path}[${index}]`;
    const faults = descriptorFaults(`${at}.when`, when, istioVersion);
    const identity = JSON.stringify(when.map(({ entry }) => entry));
    if (seen.has(identity)) faults.push(`${at}.when: another limit is for the same requests`);
    seen.add(identity);
    if (!has(istioVersion, 'dynamicDescriptors') && when.some(({ entry }) => entry.value === undefined)) {
      faults.push(
        `${at}.when: Istio ${istioMinor(istioVersion)} cannot count each value apart locally (${nearestWith(istioVersion, 'dynamicDescriptors')} it): name the value, or use GlobalRateLimit`,
      );
    }
    if (!has(istioVersion, 'independentFillIntervals') && bucket) {
      const [mine, whole] = [own.fillInterval, bucket.fillInterval];
      if (mine.inMilliseconds % whole.inMilliseconds !== 0) {
        faults.push(
          `${at}.bucket.fillInterval: expected a multiple of the overall bucket's ${whole} in Istio ${istioMinor(istioVersion)}, got ${mine}`,
        );
      }
    }
    return faults;
  });
}

function routeFaults(path: string, route: LocalRouteLimit, scope: Construct, target: PolicyTarget): string[] {
  const { istioVersion } = MeshContext.of(scope);
  return [
    ...(target.kind === 'gateway'
      ? []
      : [`${path}: ${target.describe(scope)} has no named routes: tell requests apart by Descriptor.path in limits`]),
    ...routeSelectionFaults(path, route),
    ...limitFaults(`${path}.limits`, route.limits ?? [], route.bucket, istioVersion),
  ];
}
