import { Construct, type IConstruct } from 'constructs';
import { InvalidPropsError } from '../invalid-props-error';
import type { PolicyTarget } from '../references/policy-target';
import { checkGiven, checkProps } from '../shapes/check';
import { Descriptor } from './descriptor';
import { GlobalRateLimit, type GlobalRateLimitProps } from './global-rate-limit';
import type { Rate } from './rate';
import type { GlobalLimit } from './rate-limit-configuration';
import type { IRateLimitService } from './rate-limit-service';

/** Properties of {@link ClientQuota}. */
export interface ClientQuotaProps {
  /** A gateway, a workload, or every sidecar of a namespace or of the mesh. */
  readonly target: PolicyTarget;
  /** What counts. */
  readonly service: IRateLimitService;
  /**
   * What distinguishes clients: a header, an address, a network, a query parameter; without a value. A claim of a
   * JSON web token is one as well, as the header that `JwtIssuer.outputClaimToHeaders` makes of it.
   */
  readonly client: Descriptor;
  /** What each client may, unless it is named below. */
  readonly rate: Rate | 'unlimited';
  /**
   * What single clients may, by the value that tells them apart.
   * @default - all the same
   */
  readonly clients?: Readonly<Record<string, Rate | 'unlimited'>>;
  /**
   * What all requests together may that lack the header which distinguishes clients.
   * @default - as much as one client
   */
  readonly anonymous?: Rate | 'unlimited';
  /**
   * Whether the quotas only show in the service's statistics.
   * @default false
   */
  readonly shadow?: boolean;
  /**
   * How the service is asked and what is answered beyond a quota: see {@link GlobalRateLimit}.
   * @default - its defaults, with `x-ratelimit-*` headers
   */
  readonly limit?: Omit<GlobalRateLimitProps, 'target' | 'service' | 'limits' | 'name' | 'dependsOn'>;
  /**
   * The name of the EnvoyFilter, and of the service's domain.
   * @default - `client-quota` and the workload, such as `client-quota-reviews`
   */
  readonly name?: string;
  /** What must be in the cluster before. */
  readonly dependsOn?: readonly IConstruct[];
}

/**
 * How much each client may ask of a gateway or a workload, counted for all proxies together.
 *
 * Makes one GlobalRateLimit, and so one EnvoyFilter.
 *
 * @example
 * new ClientQuota(this, 'Quota', {
 *   target: PolicyTarget.gateway(ingress),
 *   service: rateLimitService,
 *   client: Descriptor.header('x-api-key'),
 *   rate: Rate.perMinute(60),
 *   clients: { gold: Rate.perMinute(600), monitoring: 'unlimited' },
 * });
 */
export class ClientQuota extends Construct {
  /** The limit that the quotas are. */
  readonly resource: GlobalRateLimit;
  private readonly client: Descriptor;
  private readonly shadow: boolean;

  /**
   * @throws InvalidPropsError for a client that has a value already, or cannot be distinguished by one, and for anonymous
   * requests where every request has a client
   */
  constructor(scope: Construct, id: string, props: ClientQuotaProps) {
    checkProps(scope, id, 'ClientQuotaProps', props);
    const { target, client, rate, clients = {}, anonymous } = props;
    const isHeader = 'request_headers' in client.action;
    const faults: string[] = [];
    if (client.entry.value !== undefined) {
      faults.push(
        `client: expected a descriptor without a value, because each value is a client, got ${client.entry.key} with "${client.entry.value}"`,
      );
    }
    if (anonymous !== undefined && !isHeader) {
      faults.push(`anonymous: expected none, because every request has a ${client.entry.key}, got a rate`);
    }
    InvalidPropsError.throwIfAny(scope, id, faults);
    super(scope, id);
    this.client = client;
    this.shadow = props.shadow ?? false;
    const limits: GlobalLimit[] = [
      this.limitOf([client], rate),
      ...(isHeader ? [this.limitOf([Descriptor.headerAbsent(client.entry.key)], anonymous ?? rate)] : []),
      ...Object.entries(clients).map(([name, own]) => this.limitOf([client.withValue(name)], own)),
    ];
    this.resource = new GlobalRateLimit(this, 'Resource', {
      rateLimitHeaders: true,
      ...props.limit,
      target,
      service: props.service,
      limits,
      name: props.name ?? ['client-quota', target.resolve(this).workload].filter(Boolean).join('-'),
      dependsOn: props.dependsOn,
    });
  }

  /**
   * Gives one client a quota of its own.
   *
   * @throws InvalidPropsError for a client that has one
   */
  addClient(name: string, rate: Rate | 'unlimited'): this {
    checkGiven('ClientQuota.addClient', { name, rate }, this);
    this.resource.addLimit(this.limitOf([this.client.withValue(name)], rate));
    return this;
  }

  private limitOf(when: readonly Descriptor[], rate: Rate | 'unlimited'): GlobalLimit {
    return { when, rate, ...(this.shadow && { shadow: true }) };
  }
}
