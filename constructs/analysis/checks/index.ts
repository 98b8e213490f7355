import { KINDS, KUBERNETES_ROUTES, POLICY_KINDS } from '../../../model/kinds';
import type { KindName } from '../../../model/object';
import type { Check } from '../check';

/** A check that is loaded where there is something for it. */
interface CheckOf {
  /** The kinds it looks at: without an object of any of them it has nothing to say. */
  readonly inputs: readonly KindName[] | 'any mesh';
  load(): Check;
}

const WITH_PODS = ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'batch/Job', 'batch/CronJob', KINDS.pod];

/** Every check, in the order in which their findings are told. */
export const CHECKS: readonly CheckOf[] = [
  { inputs: [KINDS.gateway], load: () => require('./gateway-workloads').gatewayWorkloads },
  { inputs: [KINDS.gateway], load: () => require('./gateway-conflicts').gatewayConflicts },
  { inputs: [KINDS.virtualService], load: () => require('./gateway-references').gatewayReferences },
  { inputs: [KINDS.virtualService], load: () => require('./gateway-routes').gatewayRoutes },
  { inputs: [KINDS.virtualService], load: () => require('./route-protocols').routeProtocols },
  { inputs: [KINDS.gateway], load: () => require('./gateway-certificates').gatewayCertificates },
  { inputs: [KINDS.gateway, KINDS.kubernetesGateway], load: () => require('./credentials').credentials },
  { inputs: [KINDS.virtualService], load: () => require('./claims').claims },
  { inputs: [KINDS.virtualService, KINDS.destinationRule], load: () => require('./hosts').hosts },
  { inputs: [KINDS.virtualService], load: () => require('./subsets').subsets },
  { inputs: [KINDS.virtualService], load: () => require('./virtual-services').delegates },
  { inputs: [KINDS.virtualService, KINDS.authorizationPolicy, KINDS.httpRoute], load: () => require('./paths').paths },
  { inputs: [KINDS.virtualService, KINDS.httpRoute, KINDS.grpcRoute], load: () => require('./route-order').routeOrder },
  { inputs: [KINDS.virtualService], load: () => require('./virtual-services').routeShares },
  { inputs: [KINDS.virtualService], load: () => require('./virtual-services').rulesBesideGateways },
  { inputs: [KINDS.virtualService], load: () => require('./host-conflicts').hostConflicts },
  { inputs: [KINDS.destinationRule], load: () => require('./destination-rules').destinationRules },
  { inputs: [KINDS.serviceEntry], load: () => require('./service-entries').serviceEntries },
  {
    inputs: [KINDS.virtualService, KINDS.destinationRule, KINDS.serviceEntry, KINDS.service],
    load: () => require('./exports').exportedNamespaces,
  },
  {
    inputs: [
      KINDS.sidecar,
      KINDS.telemetry,
      KINDS.authorizationPolicy,
      KINDS.peerAuthentication,
      KINDS.requestAuthentication,
      KINDS.proxyConfig,
      KINDS.wasmPlugin,
      KINDS.envoyFilter,
    ],
    load: () => require('./selectors').selectors,
  },
  { inputs: [KINDS.sidecar], load: () => require('./sidecars').sidecars },
  { inputs: [KINDS.sidecar], load: () => require('./injection').ambientSidecars },
  { inputs: [KINDS.destinationRule], load: () => require('./mutual-tls').mutualTls },
  { inputs: [KINDS.destinationRule], load: () => require('./mutual-tls').overriddenTls },
  { inputs: [KINDS.authorizationPolicy], load: () => require('./authorization').authorization },
  { inputs: [KINDS.authorizationPolicy], load: () => require('./excluded-rules').excludedRules },
  { inputs: [KINDS.telemetry, KINDS.authorizationPolicy], load: () => require('./providers').providers },
  { inputs: [KINDS.namespace], load: () => require('./injection').injectionLabels },
  { inputs: [KINDS.namespace], load: () => require('./injection').missingInjection },
  { inputs: [KINDS.namespace], load: () => require('./mesh-config').injectedByDefault },
  { inputs: WITH_PODS, load: () => require('./injection').autoImages },
  { inputs: WITH_PODS, load: () => require('./injection').reservedUsers },
  { inputs: [KINDS.namespace], load: () => require('./proxy-images').proxyImages },
  { inputs: [KINDS.service], load: () => require('./services').portNames },
  { inputs: [KINDS.service], load: () => require('./services').externalNames },
  { inputs: [KINDS.service], load: () => require('./services').workloadPorts },
  { inputs: [KINDS.workloadGroup], load: () => require('./workload-groups').workloadGroups },
  { inputs: 'any mesh', load: () => require('./annotations').annotations },
  { inputs: [KINDS.envoyFilter], load: () => require('./envoy-filters').envoyFilters },
  { inputs: [...KUBERNETES_ROUTES, KINDS.listenerSet], load: () => require('./kubernetes-gateways').kubernetesRoutes },
  { inputs: KUBERNETES_ROUTES, load: () => require('./kubernetes-attachments').kubernetesAttachments },
  {
    inputs: [KINDS.kubernetesGateway, KINDS.listenerSet],
    load: () => require('./kubernetes-attachments').kubernetesCertificates,
  },
  { inputs: [KINDS.listenerSet], load: () => require('./kubernetes-attachments').listenerSets },
  { inputs: POLICY_KINDS, load: () => require('./gateway-selectors').gatewaySelectors },
  {
    inputs: [KINDS.kubernetesGateway, KINDS.listenerSet],
    load: () => require('./kubernetes-listeners').kubernetesListeners,
  },
  {
    inputs: [KINDS.referenceGrant],
    load: () => require('./kubernetes-listeners').referenceGrants,
  },
  { inputs: POLICY_KINDS, load: () => require('./ambient-policies').ambientPolicies },
  { inputs: [KINDS.virtualService, KINDS.destinationRule], load: () => require('./ambient-policies').ambientRoutes },
  { inputs: WITH_PODS, load: () => require('./ambient-workloads').ambientWorkloads },
  { inputs: [KINDS.authorizationPolicy], load: () => require('./ambient-workloads').ambientPods },
  { inputs: [KINDS.namespace, KINDS.service], load: () => require('./ambient-workloads').waypoints },
  {
    inputs: ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet'],
    load: () => require('./uncovered-workloads').uncoveredWorkloads,
  },
  { inputs: [KINDS.requestAuthentication], load: () => require('./mesh-config').keyServers },
  { inputs: 'any mesh', load: () => require('./mesh-config').meshConfig },
  {
    inputs: [KINDS.mutatingWebhooks, KINDS.validatingWebhooks],
    load: () => require('./webhooks').webhooks,
  },
  { inputs: 'any mesh', load: () => require('./istiods-warnings').istiodsWarnings },
  {
    inputs: [KINDS.sidecar, KINDS.telemetry, KINDS.customResourceDefinition],
    load: () => require('./deprecations').deprecations,
  },
];
