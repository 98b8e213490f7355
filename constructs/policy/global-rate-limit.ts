import { Construct, type IConstruct } from 'constructs';
import { type Duration, durationFaults } from '../duration';
import { InvalidPropsError } from '../invalid-props-error';
import { MeshContext } from '../mesh-context';
import { checkAtSynthesis } from '../place';
import type { PolicyTarget } from '../references/policy-target';
import type { EnvoyFilterSpec } from '../resources/generated/networking';
import { EnvoyFilter } from '../resources/networking/envoy-filter';
import { checkGiven, checkProps } from '../shapes/check';
import type { IstioVersion } from '../versions';
import { descriptorFaults } from './descriptor';
import { ANALYSIS_ANNOTATIONS } from './envoy/analysis-annotations';
import { type EnvoyGlobalRateLimit, GLOBAL_RATE_LIMIT } from './envoy/rate-limit-filter';
import {
  distinct,
  filterPatch,
  type PatchContext,
  type RouteSelection,
  routePatch,
  routeSelectionFaults,
} from './envoy/route-patches';
import { type GlobalLimit, type RateLimitDomain, rateLimitDomain } from './rate-limit-configuration';
import type { IRateLimitService } from './rate-limit-service';

/** Properties of {@link GlobalRateLimit}. */
export interface GlobalRateLimitProps {
  /** A gateway, a workload, or every sidecar of a namespace or of the mesh. */
  readonly target: PolicyTarget;
  /** What counts. */
  readonly service: IRateLimitService;
  /**
   * The limits to begin with.
   * @default - none: `addLimit` must add one
   */
  readonly limits?: readonly GlobalLimit[];
  /**
   * The name that the service keeps these limits apart from others by.
   * @default - the name of the EnvoyFilter
   */
  readonly domain?: string;
  /**
   * The routes of a gateway that are limited.
   * @default - all
   */
  readonly routes?: readonly RouteSelection[];
  /**
   * How long a request may wait for the service.
   * @default - 20 milliseconds
   */
  readonly timeout?: Duration;
  /**
   * Whether requests pass while the service cannot be asked; otherwise they are answered with 500.
   * @default true
   */
  readonly failOpen?: boolean;
  /**
   * The HTTP status of requests beyond the limit.
   * @default 429
   */
  readonly status?: number;
  /**
   * Headers of the answers to requests beyond the limit.
   * @default - none but `x-envoy-ratelimited`
   */
  readonly responseHeaders?: Readonly<Record<string, string>>;
  /**
   * Whether answers tell, in `x-ratelimit-*`, what is left.
   * @default false
   */
  readonly rateLimitHeaders?: boolean;
  /**
   * Whether gRPC clients get RESOURCE_EXHAUSTED in the place of UNAVAILABLE.
   * @default false
   */
  readonly resourceExhausted?: boolean;
  /**
   * Separates what this limit reads of requests from other limits of the same proxies: 0 to 10.
   * @default 1
   */
  readonly stage?: number;
  /**
   * The order among the EnvoyFilters of a proxy: lower ones first.
   * @default 20
   */
  readonly priority?: number;
  /**
   * The name of the EnvoyFilter.
   * @default - `global-rate-limit` and the workload, such as `global-rate-limit-reviews`
   */
  readonly name?: string;
  /** What must be in the cluster before. */
  readonly dependsOn?: readonly IConstruct[];
}

/**
 * Has proxies refuse, with 429, what goes beyond limits that one service counts for all of them.
 *
 * Makes one EnvoyFilter, and tells the service the limits.
 *
 * @example
 * new GlobalRateLimit(this, 'Limit', {
 *   target: PolicyTarget.gateway(ingress),
 *   service: new RateLimitService(this, 'RateLimitService'),
 *   limits: [{ when: [Descriptor.remoteAddress()], rate: Rate.perMinute(60) }],
 * });
 * @see https://istio.io/latest/docs/tasks/policy-enforcement/rate-limit/#global-rate-limit
 */
export class GlobalRateLimit extends Construct {
  /** What changes the proxies. */
  readonly resource: EnvoyFilter;
  /** What the service keeps these limits apart from others by. */
  readonly domain: string;
  private readonly props: GlobalRateLimitProps;
  private readonly name: string;
  private limits: readonly GlobalLimit[];

  /**
   * @throws InvalidPropsError for limits without anything to tell requests apart by, routes of what is no gateway, a
   * domain that is taken, and stages and statuses that are none
   */
  constructor(scope: Construct, id: string, props: GlobalRateLimitProps) {
    checkProps(scope, id, 'GlobalRateLimitProps', props);
    const { target, service, limits = [], routes = [] } = props;
    InvalidPropsError.throwIfAny(scope, id, [
      ...faultsOf(props),
      ...durationFaults('timeout', props.timeout),
      ...limitFaults(limits, MeshContext.of(scope).istioVersion),
      ...(routes.length > 0 && target.kind !== 'gateway'
        ? [`routes: ${target.describe(scope)} has no named routes: tell requests apart by Descriptor.path in limits`]
        : []),
      ...routes.flatMap((route, index) => routeSelectionFaults(`routes[${index}]`, route)),
    ]);
    super(scope, id);
    const { namespace, selector, workload } = target.resolve(this);
    this.props = props;
    this.limits = limits;
    this.name = props.name ?? ['global-rate-limit', workload].filter(Boolean).join('-');
    this.domain = props.domain ?? this.name;
    this.resource = new EnvoyFilter(this, 'Resource', {
      metadata: { name: this.name, namespace, annotations: ANALYSIS_ANNOTATIONS },
      spec: {
        ...(selector && { workloadSelector: { labels: selector } }),
        priority: props.priority ?? 20,
        configPatches: this.patches(),
      },
      dependsOn: [...(Construct.isConstruct(service) ? [service] : []), ...(props.dependsOn ?? [])],
    });
    service.setDomain?.(this.configuration, this);
    checkAtSynthesis(this, () =>
      this.limits.length > 0 ? [] : ['limits: expected at least one limit, got none, so nothing is limited'],
    );
  }

  /** The limits as the service reads them: for a service that somebody else tells. */
  get configuration(): RateLimitDomain {
    return rateLimitDomain(this.domain, this.limits);
  }

  /**
   * Adds a limit. Of those that are for the same keys, the one with the value counts where it matches.
   *
   * @throws InvalidPropsError for limits without anything to tell requests apart by, or for the same requests as another
   */
  addLimit(limit: GlobalLimit): this {
    checkGiven('GlobalRateLimit.addLimit', { limit }, this);
    const limits = [...this.limits, limit];
    const faults = limitFaults(limits, MeshContext.of(this).istioVersion);
    if (faults.length > 0) throw new InvalidPropsError(this.node.path, faults);
    this.limits = limits;
    this.resource.patch({ spec: { configPatches: this.patches() } });
    this.props.service.setDomain?.(this.configuration, this);
    return this;
  }

  private patches(): NonNullable<EnvoyFilterSpec['configPatches']> {
    const context: PatchContext = this.props.target.kind === 'gateway' ? 'GATEWAY' : 'SIDECAR_INBOUND';
    const { routes = [] } = this.props;
    const rateLimits = distinct(
      this.limits.map(({ when }) => ({ stage: this.stage, actions: when.map(({ action }) => action) })),
    );
    const selections = routes.length > 0 ? routes : [{}];
    return [
      filterPatch(context, `envoy.filters.http.ratelimit.${this.name}`, this.filterConfig()),
      ...(rateLimits.length > 0 ? selections.map((route) => routePatch(context, route, rateLimits)) : []),
    ];
  }

  private get stage(): number {
    return this.props.stage ?? 1;
  }

  private filterConfig(): EnvoyGlobalRateLimit {
    const { service, timeout, failOpen = true, status, responseHeaders, rateLimitHeaders } = this.props;
    return {
      '@type': GLOBAL_RATE_LIMIT,
      domain: this.domain,
      stage: this.stage,
      failure_mode_deny: !failOpen,
      rate_limit_service: {
        // The cluster that istiod makes of the Service: found by discovery, spoken to in the mesh's own TLS.
        grpc_service: {
          envoy_grpc: { cluster_name: `outbound|${service.port}||${service.host}`, authority: service.host },
        },
        transport_api_version: 'V3',
      },
      ...(timeout && { timeout: timeout.toString() }),
      ...(this.props.resourceExhausted && { rate_limited_as_resource_exhausted: true }),
      ...(rateLimitHeaders && { enable_x_ratelimit_headers: 'DRAFT_VERSION_03' as const }),
      ...(status !== undefined && { rate_limited_status: { code: status } }),
      ...(responseHeaders && {
        response_headers_to_add: Object.entries(responseHeaders).map(([key, value]) => ({
          append_action: 'OVERWRITE_IF_EXISTS_OR_ADD' as const,
          header: { key, value },
        })),
      }),
    };
  }
}

function faultsOf({ status = 429, stage = 1, domain }: GlobalRateLimitProps): string[] {
  const faults: string[] = [];
  // Envoy puts 429 in the place of any status below 400.
  if (!Number.isInteger(status) || status < 400 || status > 599)
    faults.push(`status: expected an HTTP status from 400 to 599, got ${status}`);
  if (!Number.isInteger(stage) || stage < 0 || stage > 10)
    faults.push(`stage: expected an integer from 0 to 10, got ${stage}`);
  // It becomes a file's name.
  if (domain !== undefined && !/^[A-Za-z0-9][-._A-Za-z0-9]*$/.test(domain))
    faults.push(
      `domain: expected a letter or digit, then letters, digits, "-", "_" and ".", got ${JSON.stringify(domain)}`,
    );
  return faults;
}

function limitFaults(limits: readonly GlobalLimit[], istioVersion: IstioVersion): string[] {
  const seen = new Set<string>();
  return limits.flatMap(({ when }, index) => {
    const faults = descriptorFaults(`limits[${index}].when`, when, istioVersion);
    const identity = JSON.stringify(when.map(({ entry }) => entry));
    if (seen.has(identity)) faults.push(`limits[${index}].when: another limit is for the same requests`);
    seen.add(identity);
    return faults;
  });
}
