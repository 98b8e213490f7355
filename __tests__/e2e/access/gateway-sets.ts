import type { PolicyObject } from '../../../model/access/policies';
import type { Fields } from '../../../model/value';
import { type Addresses, type GeneratedSet, REQUESTS_PER_SET, SetMaker, wordsFor } from './generated-sets';
import { API_GATEWAY, BANK, GATEWAY_NAME_LABEL, OTHER_API_GATEWAY, SHOP } from './layout';

const GROUP = 'gateway.networking.k8s.io';

/** Sets of policies for a Gateway of the Gateway API, by their targets and by its labels, with requests that come through it. */
export function gatewaySets(
  seed: number,
  count: number,
  rootNamespace: string,
  addresses: Addresses,
): readonly GeneratedSet[] {
  const words = wordsFor(rootNamespace, addresses);
  const labels = [{ [GATEWAY_NAME_LABEL]: API_GATEWAY }, { [GATEWAY_NAME_LABEL]: OTHER_API_GATEWAY }, ...words.labels];
  return Array.from({ length: count }, (_, index) =>
    new GatewaySetMaker(seed * 100_000 + index * 13, { ...words, labels, foreignTargets: [] }).set(),
  );
}

class GatewaySetMaker extends SetMaker {
  override set(): GeneratedSet {
    const access = this.times(2 + this.below(3), (at) => this.authorizationPolicy(at));
    const tokens = this.times(this.below(3), (at) => this.requestAuthentication(at));
    return {
      objects: [
        ...access.map((one) => this.manifest('AuthorizationPolicy', this.targeted(one))),
        ...tokens.map((one) => this.manifest('RequestAuthentication', this.targeted(one))),
        ...this.destinationRules(),
      ],
      requests: this.times(REQUESTS_PER_SET, () => this.request(true)),
    };
  }

  /** A policy with targets in place of its selector, mostly that of the gateway. */
  private targeted(policy: PolicyObject): PolicyObject {
    if (this.chance(40)) return policy;
    const { selector: _selector, ...spec } = policy.spec;
    const namespace = this.chance(75) ? SHOP : this.one([BANK, policy.namespace]);
    const targetRefs = this.chance(15) ? [this.target(), this.target()] : [this.target()];
    const [first] = targetRefs;
    return { ...policy, namespace, spec: { ...spec, ...(this.chance(20) ? { targetRef: first } : { targetRefs }) } };
  }

  private target(): Fields {
    const gateway = { group: GROUP, kind: 'Gateway', name: API_GATEWAY };
    return this.one([
      ...[gateway, gateway, gateway, gateway],
      { ...gateway, name: OTHER_API_GATEWAY },
      { group: '', kind: 'Service', name: 'orders' },
    ]);
  }
}
