import { POLICY_KINDS } from '../../../model/kinds';
import { fieldsOf, isHole, isKnown } from '../../../model/value';
import type { Check } from '../check';

/** Gateways of the Gateway API are meant by `targetRefs`: a selector that means one has no effect there. */
export const gatewaySelectors: Check = (mesh, report) => {
  const gateways = mesh.workloads.list.filter(
    ({ labels }) => isKnown(labels) && labels['gateway.networking.k8s.io/gateway-name'] !== undefined,
  );
  if (gateways.length === 0) return;
  for (const kind of POLICY_KINDS) {
    for (const policy of mesh.objects.of(kind)) {
      const { selector, targetRef, targetRefs } = policy.spec;
      const labels = fieldsOf(fieldsOf(selector)['matchLabels']);
      const name = labels['gateway.networking.k8s.io/gateway-name'];
      if (name === undefined || isHole(name) || targetRef !== undefined || targetRefs !== undefined) continue;
      const text = `a selector has no effect on the Gateway "${String(name)}" of the Gateway API: expected targetRefs`;
      report({ code: 'IST0166', at: policy.origin, path: 'spec.selector', text });
    }
  }
};
