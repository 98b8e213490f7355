import { isFields } from '../value';
import { type Json, mapAt, type ResourceSource, type StackResource } from './stack-source';

const TERRAFORM_KEYS = new Set([
  '//',
  'connection',
  'count',
  'depends_on',
  'for_each',
  'lifecycle',
  'provider',
  'provisioner',
  'timeouts',
]);

/** The provider's typed resources, without their `_v1` twins. */
const TYPED_KINDS: Readonly<Record<string, readonly [apiVersion: string, kind: string]>> = {
  config_map: ['v1', 'ConfigMap'],
  cron_job: ['batch/v1', 'CronJob'],
  daemon_set: ['apps/v1', 'DaemonSet'],
  daemonset: ['apps/v1', 'DaemonSet'],
  deployment: ['apps/v1', 'Deployment'],
  horizontal_pod_autoscaler: ['autoscaling/v1', 'HorizontalPodAutoscaler'],
  horizontal_pod_autoscaler_v2: ['autoscaling/v2', 'HorizontalPodAutoscaler'],
  ingress: ['networking.k8s.io/v1', 'Ingress'],
  job: ['batch/v1', 'Job'],
  namespace: ['v1', 'Namespace'],
  network_policy: ['networking.k8s.io/v1', 'NetworkPolicy'],
  persistent_volume_claim: ['v1', 'PersistentVolumeClaim'],
  pod: ['v1', 'Pod'],
  pod_disruption_budget: ['policy/v1', 'PodDisruptionBudget'],
  role: ['rbac.authorization.k8s.io/v1', 'Role'],
  role_binding: ['rbac.authorization.k8s.io/v1', 'RoleBinding'],
  cluster_role: ['rbac.authorization.k8s.io/v1', 'ClusterRole'],
  cluster_role_binding: ['rbac.authorization.k8s.io/v1', 'ClusterRoleBinding'],
  secret: ['v1', 'Secret'],
  service: ['v1', 'Service'],
  service_account: ['v1', 'ServiceAccount'],
  stateful_set: ['apps/v1', 'StatefulSet'],
};

/** Kinds whose objects belong to no namespace. */
export const CLUSTER_SCOPED = new Set([
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'GatewayClass',
  'MutatingWebhookConfiguration',
  'Namespace',
  'Node',
  'PersistentVolume',
  'PriorityClass',
  'StorageClass',
  'ValidatingWebhookConfiguration',
]);

/** Maps whose keys are the user's own: nothing in them is translated. */
const VERBATIM = new Set([
  'annotations',
  'binary_data',
  'data',
  'labels',
  'limits',
  'match_labels',
  'node_selector',
  'requests',
  'string_data',
]);

/** Repeated blocks that the provider names in the singular. */
const PLURALS: Readonly<Record<string, string>> = {
  container: 'containers',
  init_container: 'initContainers',
  path: 'paths',
  port: 'ports',
  rule: 'rules',
  secret: 'secrets',
  subject: 'subjects',
  toleration: 'tolerations',
  topology_spread_constraint: 'topologySpreadConstraints',
  volume: 'volumes',
  volume_mount: 'volumeMounts',
};

const SPELLINGS: Readonly<Record<string, string>> = {
  cluster_ip: 'clusterIP',
  cluster_ips: 'clusterIPs',
  external_ips: 'externalIPs',
  host_ip: 'hostIP',
  host_ipc: 'hostIPC',
  host_pid: 'hostPID',
  load_balancer_ip: 'loadBalancerIP',
};

/** The object that a resource of the Kubernetes provider stands for; undefined where it stands for none. */
export function manifestOfResource(source: ResourceSource, resource: StackResource): Json | undefined {
  if (resource.type === 'kubernetes_manifest') {
    const manifest = source.literal(resource.body['manifest']);
    return isManifest(manifest) ? manifest : undefined;
  }
  if (resource.type === 'kubernetes_labels') {
    const body = source.literal(resource.body) as Json;
    const metadata = { ...mapAt(body, 'metadata'), labels: mapAt(body, 'labels') };
    return { apiVersion: body['api_version'], kind: body['kind'], metadata };
  }
  const typed = TYPED_KINDS[resource.type.replace(/^kubernetes_/, '').replace(/_v1$/, '')];
  if (!typed || !resource.type.startsWith('kubernetes_')) {
    return undefined;
  }
  const body = Object.entries(resource.body).filter(
    ([key]) => !TERRAFORM_KEYS.has(key) && !key.startsWith('wait_for_') && key !== 'wait',
  );
  return { apiVersion: typed[0], kind: typed[1], ...toApiFields(source.literal(Object.fromEntries(body))) };
}

function toApiFields(fields: unknown): Json {
  const api: Json = {};
  for (const [key, value] of Object.entries(isFields(fields) ? fields : {})) {
    if (VERBATIM.has(key) || (key === 'selector' && isTextMap(value))) {
      api[camelCase(key)] = value;
    } else if (Array.isArray(value)) {
      api[PLURALS[key] ?? SPELLINGS[key] ?? camelCase(key)] = value.map((item) =>
        isFields(item) ? toApiFields(item) : item,
      );
    } else {
      api[SPELLINGS[key] ?? camelCase(key)] = isFields(value) ? toApiFields(value) : value;
    }
  }
  return api;
}

function isTextMap(value: unknown): boolean {
  return isFields(value) && Object.values(value).every((item) => typeof item === 'string');
}

function camelCase(key: string): string {
  return key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Whether a value is a Kubernetes object. */
export function isManifest(value: unknown): value is Json {
  return isFields(value) && typeof value['apiVersion'] === 'string' && typeof value['kind'] === 'string';
}
