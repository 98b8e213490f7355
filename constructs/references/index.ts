export { type PolicyAttachment, PolicyTarget, type ResolvedTarget } from './policy-target';
export { type IServiceAccount, ServiceAccount, type ServiceAccountAttributes } from './service-account';
export {
  type GatewayAttributes,
  type GatewayPort,
  type IGateway,
  type IWorkload,
  Workload,
  type WorkloadAttributes,
} from './workload';
