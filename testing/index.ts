export type { Labels } from '../model/labels';
export { type ExpectedOutcome, istioMatchers } from './matchers';
export type {
  Answered,
  DestinationShare,
  Forwarded,
  InjectedFault,
  Lost,
  MetRoute,
  Outcome,
  Redirected,
} from './simulator/outcome';
export type { MeshRequest } from './simulator/request';
export {
  type FoundRoute,
  type KindOf,
  type MeshInput,
  type ObjectFilter,
  routesOf,
  SynthesizedMesh,
} from './synthesized-mesh';
