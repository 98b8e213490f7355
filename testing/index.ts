export type { Labels } from '../model/labels';
export type { HeaderChange, HeaderChanges } from '../model/routes/route';
export type { AccessRequest, OpenPaths, WorkloadName } from './access';
export { type ExpectedOutcome, istioMatchers } from './matchers';
export { NotSimulatedError } from './simulator/not-simulated';
export type {
  Answered,
  DestinationShare,
  Forwarded,
  InjectedFault,
  Lost,
  MetRoute,
  NextHop,
  Outcome,
  PassedThrough,
  Redirected,
} from './simulator/outcome';
export type { MeshRequest } from './simulator/request';
export {
  type FoundRoute,
  type GatewayApiRule,
  type KindOf,
  type MeshInput,
  type ObjectFilter,
  routesOf,
  SynthesizedMesh,
} from './synthesized-mesh';
