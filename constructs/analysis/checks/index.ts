import type { Check } from '../check';
import { ambientPolicies, ambientRoutes } from './ambient-policies';
import { ambientPods, ambientWorkloads, waypoints } from './ambient-workloads';
import { annotations } from './annotations';
import { authorization } from './authorization';
import { claims } from './claims';
import { credentials } from './credentials';
import { deprecations } from './deprecations';
import { destinationRules } from './destination-rules';
import { envoyFilters } from './envoy-filters';
import { excludedRules } from './excluded-rules';
import { exportedNamespaces } from './exports';
import { gatewayCertificates } from './gateway-certificates';
import { gatewayConflicts } from './gateway-conflicts';
import { gatewayReferences } from './gateway-references';
import { gatewayRoutes } from './gateway-routes';
import { gatewayWorkloads } from './gateway-workloads';
import { hostConflicts } from './host-conflicts';
import { hosts } from './hosts';
import { ambientSidecars, autoImages, injectionLabels, missingInjection, reservedUsers } from './injection';
import { istiodsWarnings } from './istiods-warnings';
import { kubernetesAttachments, kubernetesCertificates, listenerSets } from './kubernetes-attachments';
import { gatewaySelectors, kubernetesRoutes } from './kubernetes-gateways';
import { kubernetesListeners, referenceGrants } from './kubernetes-listeners';
import { injectedByDefault, keyServers, meshConfig } from './mesh-config';
import { mutualTls, overriddenTls } from './mutual-tls';
import { paths } from './paths';
import { providers } from './providers';
import { proxyImages } from './proxy-images';
import { routeOrder } from './route-order';
import { routeProtocols } from './route-protocols';
import { selectors } from './selectors';
import { serviceEntries } from './service-entries';
import { externalNames, portNames, workloadPorts } from './services';
import { sidecars } from './sidecars';
import { subsets } from './subsets';
import { uncoveredWorkloads } from './uncovered-workloads';
import { delegates, routeShares, rulesBesideGateways } from './virtual-services';
import { webhooks } from './webhooks';
import { workloadGroups } from './workload-groups';

/** Every check, in the order in which their findings are told. */
export const CHECKS: readonly Check[] = [
  gatewayWorkloads,
  gatewayConflicts,
  gatewayReferences,
  gatewayRoutes,
  routeProtocols,
  gatewayCertificates,
  credentials,
  claims,
  hosts,
  subsets,
  delegates,
  paths,
  routeOrder,
  routeShares,
  rulesBesideGateways,
  hostConflicts,
  destinationRules,
  serviceEntries,
  exportedNamespaces,
  selectors,
  sidecars,
  ambientSidecars,
  mutualTls,
  overriddenTls,
  authorization,
  excludedRules,
  providers,
  injectionLabels,
  missingInjection,
  injectedByDefault,
  autoImages,
  reservedUsers,
  proxyImages,
  portNames,
  externalNames,
  workloadPorts,
  workloadGroups,
  annotations,
  envoyFilters,
  kubernetesRoutes,
  kubernetesAttachments,
  kubernetesCertificates,
  listenerSets,
  gatewaySelectors,
  kubernetesListeners,
  referenceGrants,
  ambientPolicies,
  ambientRoutes,
  ambientWorkloads,
  ambientPods,
  waypoints,
  uncoveredWorkloads,
  keyServers,
  meshConfig,
  webhooks,
  istiodsWarnings,
  deprecations,
];
