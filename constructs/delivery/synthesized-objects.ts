/** A Kubernetes object read back from a synthesized stack, and where in that stack it stands. */
export interface SynthesizedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: SynthesizedMetadata;
  /** The object as it is sent to the cluster. References that Terraform resolves later are still in it, as `${…}`. */
  readonly manifest: Readonly<Record<string, unknown>>;
  /** The path of the construct that declares the object, `mesh/Hello/Route`. */
  readonly constructPath: string;
  /** The Terraform address of the resource that delivers it, `helm_release.hello`. */
  readonly address: string;
  /** The Helm release it travels in. Absent where the object is a Terraform resource of its own. */
  readonly release?: { readonly name: string; readonly namespace: string };
  /** True where the stack owns these fields of an object that something else creates (`kubernetes_labels`). */
  readonly partial: boolean;
}

/** The metadata of a synthesized object. `namespace` is the release's where the object names none and is namespaced. */
export interface SynthesizedMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A Helm release of a synthesized stack whose objects only its chart knows. */
export interface SynthesizedChart {
  readonly name: string;
  readonly namespace: string;
  readonly chart: string;
  readonly repository?: string;
  readonly version?: string;
  /** All values documents merged as Helm merges them: maps key by key, the later document wins. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly constructPath: string;
  readonly address: string;
}

/** What one synthesized stack brings to a cluster. */
export interface SynthesizedStackContent {
  readonly objects: readonly SynthesizedObject[];
  readonly charts: readonly SynthesizedChart[];
  /** Releases whose values could not be read, one line each: address and reason. */
  readonly unreadable: readonly string[];
}

type Json = Record<string, unknown>;

/**
 * Reads the parsed `cdk.tf.json` of a stack back to what it delivers, whichever way it is delivered: objects in Helm releases of the
 * bundled chart, `kubernetes_manifest`, the provider's typed `kubernetes_*` resources, and the releases of other charts.
 *
 * @throws Error where the argument is not a synthesized stack.
 */
export function readSynthesizedStack(stack: unknown): SynthesizedStackContent {
  if (!isMap(stack)) {
    throw new Error('not a synthesized stack: got no JSON object, wanted the parsed content of a cdk.tf.json');
  }
  const source = new StackSource(stack);
  const objects: SynthesizedObject[] = [];
  const charts: SynthesizedChart[] = [];
  const unreadable: string[] = [];
  for (const resource of source.resources()) {
    if (resource.type === 'helm_release') {
      const documents = source.valuesOf(resource, unreadable);
      const manifests = documents.flatMap((document) => manifestsOf(document));
      if (manifests.length > 0 || documents.some((document) => isMap(document['manifests']))) {
        objects.push(...manifests.map(([path, manifest]) => delivered(source, resource, path, manifest)));
      } else {
        charts.push(chartOf(source, resource, documents));
      }
    } else {
      const manifest = manifestOfResource(source, resource);
      if (manifest) {
        objects.push(toObject(manifest, resource.path, resource.address, resource.type === 'kubernetes_labels'));
      }
    }
  }
  return { objects, charts, unreadable };
}

/** The Kubernetes objects of {@link readSynthesizedStack}. */
export function synthesizedObjects(stack: unknown): readonly SynthesizedObject[] {
  return readSynthesizedStack(stack).objects;
}

interface Resource {
  readonly type: string;
  readonly address: string;
  readonly path: string;
  readonly body: Json;
}

class StackSource {
  private readonly resourcesByType: Json;
  private readonly locals: Json;
  private readonly stackName: string;

  constructor(stack: Json) {
    this.resourcesByType = mapAt(stack, 'resource');
    this.locals = mapAt(stack, 'locals');
    const name = mapAt(mapAt(stack, '//'), 'metadata')['stackName'];
    this.stackName = typeof name === 'string' ? name : '';
  }

  *resources(): Generator<Resource> {
    for (const [type, byId] of Object.entries(this.resourcesByType)) {
      for (const [id, body] of Object.entries(isMap(byId) ? byId : {})) {
        if (isMap(body)) {
          const path = mapAt(mapAt(body, '//'), 'metadata')['path'];
          yield {
            type,
            address: `${type}.${id}`,
            path: typeof path === 'string' ? path : `${this.stackName}/${id}`,
            body,
          };
        }
      }
    }
  }

  /** Undoes Terraform's escapes and follows references to values that the same stack states literally. */
  literal(value: unknown, depth = 0): unknown {
    if (typeof value === 'string') {
      const whole = /^\$\{([^{}]+)\}$/.exec(value)?.[1];
      if (whole !== undefined) {
        const target = depth < 8 ? this.resolve(whole) : undefined;
        return target === undefined || isTerraformReference(target) ? value : this.literal(target, depth + 1);
      }
      return this.text(value, depth);
    }
    if (Array.isArray(value)) {
      return value.map((item) => this.literal(item, depth));
    }
    if (isMap(value)) {
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [this.text(key, depth), this.literal(item, depth)]),
      );
    }
    return value;
  }

  valuesOf(resource: Resource, unreadable: string[]): Json[] {
    const values = resource.body['values'];
    const documents: Json[] = [];
    for (const [index, text] of (Array.isArray(values) ? values : []).entries()) {
      const document = this.document(text);
      if (isMap(document)) {
        documents.push(document);
      } else if (document !== null) {
        unreadable.push(
          `${resource.address} (${resource.path}): values[${index}]: got neither JSON, YAML nor jsonencode of a local that this stack states`,
        );
      }
    }
    return documents;
  }

  private document(text: unknown): unknown {
    if (typeof text !== 'string') {
      return undefined;
    }
    const encoded = /^\$\{(?:jsonencode|yamlencode)\((?:local\.([\w-]+)|"\$\{local\.([\w-]+)\}")\)\}$/.exec(text);
    if (encoded) {
      return this.literal(this.locals[encoded[1] ?? encoded[2] ?? '']);
    }
    try {
      const parsed: unknown = parseDocument(unescapeTerraform(text));
      return this.followReferences(parsed);
    } catch {
      return undefined;
    }
  }

  private followReferences(value: unknown): unknown {
    if (typeof value === 'string') {
      const whole = /^\$\{([^{}]+)\}$/.exec(value)?.[1];
      const target = whole === undefined ? undefined : this.resolve(whole);
      return target === undefined || isTerraformReference(target) ? value : this.literal(target);
    }
    if (Array.isArray(value)) {
      return value.map((item) => this.followReferences(item));
    }
    return isMap(value)
      ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.followReferences(item)]))
      : value;
  }

  private text(value: string, depth: number): string {
    if (!value.includes('{')) {
      return value;
    }
    return value.replace(
      /([$%])\1\{|\$\{([^{}]+)\}/g,
      (match, escaped: string | undefined, expression: string | undefined) => {
        if (escaped !== undefined) {
          return `${escaped}{`;
        }
        const target = depth < 8 && expression !== undefined ? this.resolve(expression) : undefined;
        const resolved =
          target === undefined || isTerraformReference(target) ? undefined : this.literal(target, depth + 1);
        return typeof resolved === 'string' || typeof resolved === 'number' || typeof resolved === 'boolean'
          ? String(resolved)
          : match;
      },
    );
  }

  /** `kubernetes_namespace.hello.metadata[0].name` -> the name, where the stack states it. */
  private resolve(expression: string): unknown {
    const quoted = /^"([^"\\]*)"$/.exec(expression.trim())?.[1];
    if (quoted !== undefined) return quoted;
    const steps = expression.trim().match(/[A-Za-z_][\w-]*|\[\d+\]|\["[^"]*"\]/g);
    if (!steps || steps.join('.').replaceAll('.[', '[') !== expression.trim()) {
      return undefined;
    }
    let at: unknown = steps[0] === 'local' ? this.locals : this.resourcesByType;
    for (const step of steps[0] === 'local' ? steps.slice(1) : steps) {
      const index = /^\[(\d+)\]$/.exec(step)?.[1];
      if (index !== undefined) {
        // A block that occurs once is written as an object and referred to as a list of one.
        at = Array.isArray(at) ? at[Number(index)] : isMap(at) && index === '0' ? at : undefined;
      } else {
        at = isMap(at) ? at[step.startsWith('["') ? step.slice(2, -2) : step] : undefined;
      }
    }
    return at;
  }
}

function parseDocument(text: string): unknown {
  // Canonical JSON is what this package writes; YAML is what the values of other charts may be.
  const trimmed = text.trim();
  return trimmed === '' ? null : trimmed.startsWith('{') ? parseJsonOrYaml(trimmed) : parseYaml(trimmed);
}

function parseJsonOrYaml(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return parseYaml(text);
  }
}

function parseYaml(text: string): unknown {
  // Loaded here, because what this package writes is JSON, and the parser takes as long to load as a small program.
  const { parse } = require('yaml') as typeof import('yaml');
  return parse(text);
}

function unescapeTerraform(text: string): string {
  return text.includes('{') ? text.replace(/([$%])\1\{/g, '$1{') : text;
}

function isTerraformReference(value: unknown): boolean {
  return typeof value === 'string' && /(?<!\$)\$\{/.test(value);
}

function manifestsOf(document: Json): [string, Json][] {
  return Object.entries(mapAt(document, 'manifests')).filter((entry): entry is [string, Json] => isManifest(entry[1]));
}

function isManifest(value: unknown): value is Json {
  return isMap(value) && typeof value['apiVersion'] === 'string' && typeof value['kind'] === 'string';
}

function delivered(source: StackSource, resource: Resource, path: string, manifest: Json): SynthesizedObject {
  const release = releaseOf(source, resource);
  const object = toObject(manifest, path, resource.address, false);
  const metadata =
    object.metadata.namespace === undefined && !CLUSTER_SCOPED.has(object.kind)
      ? { ...object.metadata, namespace: release.namespace }
      : object.metadata;
  return { ...object, metadata, release };
}

function releaseOf(source: StackSource, { body }: Resource): { name: string; namespace: string } {
  const literal = source.literal({ name: body['name'], namespace: body['namespace'] });
  return { name: textAt(literal, 'name') ?? '', namespace: textAt(literal, 'namespace') ?? 'default' };
}

function chartOf(source: StackSource, resource: Resource, documents: Json[]): SynthesizedChart {
  const { values: _values, ...body } = resource.body;
  const literal = source.literal(body);
  const repository = textAt(literal, 'repository');
  const version = textAt(literal, 'version');
  return {
    name: textAt(literal, 'name') ?? '',
    namespace: textAt(literal, 'namespace') ?? 'default',
    chart: textAt(literal, 'chart') ?? '',
    ...(repository === undefined ? {} : { repository }),
    ...(version === undefined ? {} : { version }),
    values: documents.reduce<Json>((merged, document) => mergeValues(merged, document), {}),
    constructPath: resource.path,
    address: resource.address,
  };
}

function mergeValues(base: Json, over: Json): Json {
  const merged: Json = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = merged[key];
    merged[key] = isMap(before) && isMap(value) ? mergeValues(before, value) : value;
  }
  return merged;
}

function toObject(manifest: Json, constructPath: string, address: string, partial: boolean): SynthesizedObject {
  const metadata = mapAt(manifest, 'metadata');
  return {
    apiVersion: String(manifest['apiVersion']),
    kind: String(manifest['kind']),
    metadata: { ...metadata, name: String(metadata['name'] ?? metadata['generateName'] ?? '') },
    manifest,
    constructPath,
    address,
    partial,
  };
}

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

const CLUSTER_SCOPED = new Set([
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

function manifestOfResource(source: StackSource, resource: Resource): Json | undefined {
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
  for (const [key, value] of Object.entries(isMap(fields) ? fields : {})) {
    if (VERBATIM.has(key) || (key === 'selector' && isTextMap(value))) {
      api[camelCase(key)] = value;
    } else if (Array.isArray(value)) {
      api[PLURALS[key] ?? SPELLINGS[key] ?? camelCase(key)] = value.map((item) =>
        isMap(item) ? toApiFields(item) : item,
      );
    } else {
      api[SPELLINGS[key] ?? camelCase(key)] = isMap(value) ? toApiFields(value) : value;
    }
  }
  return api;
}

function isTextMap(value: unknown): boolean {
  return isMap(value) && Object.values(value).every((item) => typeof item === 'string');
}

function camelCase(key: string): string {
  return key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mapAt(map: Json, key: string): Json {
  const value = map[key];
  return isMap(value) ? value : {};
}

function textAt(map: unknown, key: string): string | undefined {
  const value = isMap(map) ? map[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}
