export type { Code, FormerCode, Severity } from './codes';
export {
  type DeclaredDescription,
  type DeclaredGatewayProps,
  DeclaredObject,
  type DeclaredPort,
  type DeclaredServiceProps,
} from './declared-object';
export type { Finding } from './finding';
export { MeshAnalysis, type Severities } from './mesh-analysis';
