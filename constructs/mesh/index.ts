export { ClusterProviders, type ClusterProvidersProps } from './cluster-providers';
export { ControlPlane, type ControlPlaneProps } from './control-plane';
export { EdgeGateway, type EdgeGatewayDefaults, type EdgeGatewayProps } from './edge-gateway';
export { EgressGateway, type EgressGatewayProps } from './egress-gateway';
export { GatewayAddress, type GatewayAddressProps } from './gateway-address';
export { IngressGateway, type IngressGatewayProps } from './ingress-gateway';
export { InjectionLabel, type InjectionLabelProps } from './injection-label';
export { MeshNamespace, type MeshNamespaceProps } from './mesh-namespace';
