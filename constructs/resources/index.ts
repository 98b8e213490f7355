export * as extensions from './extensions';
export { RESOURCE_KINDS, type ResourceKind, type ResourceSpecs } from './generated/kinds';
export { InvalidResourceError } from './invalid-resource-error';
export { type FromYamlOptions, IstioResource, type IstioResourceProps } from './istio-resource';
export * as networking from './networking';
export { ResourceReference, type ResourceReferenceProps } from './resource-reference';
export * as security from './security';
export * as telemetry from './telemetry';
export type { Fault, FaultCode, FaultLevel } from './validation/fault';
