import { CustomResource } from '../delivery/custom-resource';
import type { ResourceBundle } from '../delivery/resource-bundle';
import { MeshContext } from '../mesh-context';
import type { IGateway } from '../references/workload';
import { Gateway } from '../resources/gateway-api/gateway';
import { HTTPRoute } from '../resources/gateway-api/http-route';
import type { HTTPRouteRule } from '../resources/generated/gateway-api';
import { gatewayOf, gatewayParent } from '../traffic/gateway/parents';
import { serviceOfSubset, versionServiceSpec } from '../traffic/gateway/version-services';
import { gatewayBeside, needsGateway } from '../traffic/gateway-reference';
import type { MeshService } from '../traffic/mesh-service';
import type { Subset } from '../traffic/subset';

/** How an application is reached through a gateway. */
export interface Exposure {
  /** What the HTTPRoute is called. */
  readonly name: string;
  readonly service: MeshService;
  readonly ingress: IGateway;
  /** The versions with a share of their own. */
  readonly subsets: readonly Subset[];
  readonly rules: readonly HTTPRouteRule[];
}

/** Makes the HTTPRoute of an application, at the Gateway of the ingress gateway, or at one whose address is its Service. */
export function exposeByGatewayApi(bundle: ResourceBundle, { name, service, ingress, subsets, rules }: Exposure): void {
  const { namespace, clusterDomain } = MeshContext.of(bundle);
  if (needsGateway(ingress, 'gateway')) {
    new Gateway(bundle, 'KubernetesGateway', {
      metadata: gatewayBeside(ingress, { service, namespace }),
      spec: gatewayOf(ingress, namespace, clusterDomain),
    });
  }
  // The Gateway API routes to Services: a version with a share of its own has one.
  for (const subset of subsets) {
    new CustomResource(bundle, `Service-${subset.name}`, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: serviceOfSubset(service, subset).name },
      spec: versionServiceSpec(service, subset, 'http'),
    });
  }
  new HTTPRoute(bundle, 'HTTPRoute', {
    metadata: { name },
    spec: { parentRefs: gatewayParent(ingress, { service, namespace }, ['*']).references, rules },
  });
}
