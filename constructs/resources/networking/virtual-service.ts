import type { Construct } from 'constructs';
import type { Deliverable } from '../../delivery/deliverable';
import { isToken } from '../../delivery/terraform-template';
import type { Destination, VirtualServiceSpec } from '../generated/networking';
import { IstioResource, type IstioResourceProps } from '../istio-resource';
import { definingSubset, loneRulesAround } from './destination-rules-of';

/** What a {@link VirtualService} is made of. */
export type VirtualServiceProps = IstioResourceProps<VirtualServiceSpec>;

/**
 * The Istio kind VirtualService.
 *
 * Deployed after the DestinationRules of the same stack that define the subsets it names, and removed before them.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/
 */
export class VirtualService extends IstioResource<VirtualServiceSpec> {
  /** The Kubernetes kind. */
  static readonly kind = 'VirtualService';

  /** @throws InvalidResourceError with every fault of the resource */
  constructor(scope: Construct, id: string, props: VirtualServiceProps) {
    super(scope, id, VirtualService.kind, props);
  }

  override *arrivesAfter(): Iterable<Deliverable> {
    const rules = loneRulesAround(this);
    if (rules.size === 0) return;
    const asked = new Set<string>();
    for (const { host, subset } of this.destinations()) {
      if (typeof host !== 'string' || subset === undefined || asked.has(`${host} ${subset}`)) continue;
      asked.add(`${host} ${subset}`);
      yield* definingSubset(rules, { host, subset }, this);
    }
  }

  /** Where the routes lead, mirrors included, as far as it is known before the deploy. */
  private *destinations(): Iterable<Destination> {
    const { http, tcp, tls } = this.spec;
    for (const route of known(http)) {
      for (const { destination } of known(route.route)) yield destination;
      if (route.mirror !== undefined) yield route.mirror;
      for (const { destination } of known(route.mirrors)) if (destination !== undefined) yield destination;
    }
    for (const route of [...known(tcp), ...known(tls)]) {
      for (const { destination } of known(route.route)) yield destination;
    }
  }
}

/** A list's items, none where a token hides them. */
function known<T>(list: readonly T[] | undefined): readonly T[] {
  return Array.isArray(list) && !isToken(list) ? list.filter((item) => !isToken(item)) : [];
}
