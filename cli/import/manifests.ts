import type { ResourceKind } from '../../constructs/resources/generated/kinds';
import { definitionsFor, isGatewayApiKind, kindSchema, type ReleasesInForce } from '../../constructs/resources/kinds';
import { readKubernetesYaml } from '../../constructs/resources/kubernetes-yaml';
import { type Segment, show } from '../../constructs/resources/validation/fault';
import { type PreparedNode, prepare } from '../../constructs/resources/validation/prepared-schema';
import { inspectResource } from '../../constructs/resources/validation/resource-faults';
import { isSilencedBy } from '../../constructs/severity';
import {
  GATEWAY_API_CHANNELS,
  GATEWAY_API_MINORS,
  type GatewayApiRelease,
  gatewayApiOf,
  type IstioVersion,
} from '../../constructs/versions';
import { pathText } from '../../model/path';
import { type Fields, isFields } from '../../model/value';
import { foreignDocument, HELM_EXPRESSION, HELM_TEMPLATE, hasHelmExpression, templateLine } from './foreign-documents';
import { convertIngresses, type FoundManifest, type RoutesApi } from './ingress/convert';
import { isIngress } from './ingress/ingress-object';
import { isIstioOperator, istioKindFault, istioKindOf } from './istio-kinds';
import { operatorProgram, type WrittenOperator } from './istio-operator';
import { convertVirtualServices, isRoute } from './virtual-service/convert';
import type { WrittenManifest } from './written-manifest';

/** A file of YAML, or what came in on stdin. */
export interface ManifestFile {
  /** How it is named in faults. */
  readonly name: string;
  readonly text: string;
}

/** What the files hold, and what is wrong with it: one line each, file and line first. */
export interface Manifests {
  readonly manifests: readonly WrittenManifest[];
  /** What istioctl was given, which the charts' values are made from. */
  readonly operators: readonly WrittenOperator[];
  readonly faults: readonly string[];
  /** What the program cannot say, one line each. */
  readonly warnings: readonly string[];
  /** The release of the Gateway API that has everything in the files, where it is not the one that follows from the Istio release. */
  readonly gatewayApi?: GatewayApiRelease;
}

const KEPT_METADATA = ['name', 'namespace', 'labels', 'annotations'] as const;
/** What the API server and `kubectl apply` write, which no program should send. */
const SERVER_METADATA = [
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'managedFields',
  'selfLink',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'ownerReferences',
  'finalizers',
];
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Drops members that are null, as the API server does where a schema has no use for them. */
function withoutNulls(value: unknown, node: PreparedNode | undefined): unknown {
  if (node === undefined) return value;
  if (Array.isArray(value)) return value.map((item) => withoutNulls(item, node.items));
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, child]) => {
      const place = node.fields?.get(key) ?? node.values;
      return child === null && place !== undefined && !place.nullable ? [] : [[key, withoutNulls(child, place)]];
    }),
  );
}

/**
 * Reads the objects of many files, lists taken apart, and checks those of the Istio API against a release. Ingresses become routes of
 * an API, where one is given, and VirtualServices those of the Gateway API, where that is the one.
 */
export function readManifests(files: readonly ManifestFile[], istioVersion: IstioVersion, api?: RoutesApi): Manifests {
  const found: WrittenManifest[] = [];
  const ingresses: FoundManifest[] = [];
  const routes: FoundManifest[] = [];
  /** What is known of an object only once all are read, in its place among what is known at once. */
  type Later = () => readonly string[];
  const operators: WrittenOperator[] = [];
  const faults: (string | Later)[] = [];
  const warnings: (string | Later)[] = [];
  let releases: ReleasesInForce = { istioVersion };
  const first = new Map<string, string>();
  for (const { name, text } of files) {
    const documents = readKubernetesYaml(text);
    // A template is no YAML in most of its lines: one fault says more than a dozen.
    const template = documents.some((one) => one.faults.length > 0) ? templateLine(text) : undefined;
    if (template !== undefined) {
      faults.push(`${name}:${template}: ${HELM_TEMPLATE}`);
      continue;
    }
    for (const document of documents) {
      if (document.faults.length > 0) {
        faults.push(...document.faults.map((fault) => `${name}:${fault.line}: ${fault.text}`));
        continue;
      }
      for (const { value, root } of objectsOf(document.value)) {
        const at = (path: readonly Segment[]): string => `${name}:${document.lineOf([...root, ...path])}`;
        const operator = writtenOperator(value);
        if (operator !== undefined) {
          if (operators.length > 0) faults.push(`${at([])}: IstioOperator: expected one in all files, got another`);
          operators.push(operator);
          warnings.push(
            `${at([])}: IstioOperator: the input of istioctl, not an object of a cluster: written as constructs`,
          );
          const { leftOut, faults: refused } = operatorProgram(operator);
          faults.push(...refused.map(({ path, text }) => `${at(path)}: IstioOperator: ${pathText(path)}: ${text}`));
          for (const path of leftOut)
            warnings.push(`${at(path)}: IstioOperator: ${pathText(path)}: not written, no construct has this value`);
          continue;
        }
        const manifest = written(value, (path, problem) => faults.push(`${at(path)}: ${problem}`));
        if (manifest === undefined) continue;
        const earlier = first.get(identityOf(manifest));
        if (earlier === undefined) first.set(identityOf(manifest), at([]));
        else faults.push(`${at([])}: ${manifest.kind} "${manifest.metadata.name}": duplicate of ${earlier}`);
        if (isIngress(manifest)) {
          if (api !== undefined) {
            ingresses.push({ manifest, at });
            continue;
          }
          warnings.push(
            `${at([])}: Ingress "${manifest.metadata.name}": written as it is: --api istio or --api gateway writes its routes`,
          );
        }
        faults.push(() => manifestVerdict(manifest, releases, at).errors);
        if (api === 'gateway' && isRoute(manifest)) routes.push({ manifest, at });
        else found.push(manifest);
        warnings.push(() => manifestVerdict(manifest, releases, at).warnings);
      }
    }
  }
  const converted = [
    ...(api === undefined || ingresses.length === 0 ? [] : [convertIngresses(ingresses, found, api, { istioVersion })]),
    ...(routes.length === 0 ? [] : [convertVirtualServices(routes, found, { istioVersion })]),
  ];
  for (const { manifests, faults: refused, losses } of converted) {
    faults.push(...refused);
    warnings.push(...losses);
    for (const { manifest, at } of manifests) {
      found.push(manifest);
      faults.push(() => manifestVerdict(manifest, releases, at).errors);
    }
  }
  const gatewayApi = gatewayApiFor(found, istioVersion);
  if (gatewayApi !== undefined) releases = { istioVersion, gatewayApi };
  const manifests = found.map((manifest) => {
    const known = istioKindOf(manifest);
    return known === undefined ? manifest : pruned(known, manifest, releases);
  });
  const lines = (list: readonly (string | Later)[]): readonly string[] =>
    list.flatMap((one) => (typeof one === 'string' ? [one] : one()));
  const read = { manifests, operators, faults: lines(faults), warnings: lines(warnings) };
  return gatewayApi === undefined ? read : { ...read, gatewayApi };
}

/**
 * The release of the Gateway API that accepts all of its objects, the nearest to the one that follows from the Istio release: newer ones
 * before older ones, the standard channel first. Undefined where that one accepts them, or none does.
 */
function gatewayApiFor(
  manifests: readonly WrittenManifest[],
  istioVersion: IstioVersion,
): GatewayApiRelease | undefined {
  const routes = manifests.flatMap((manifest) => {
    const kind = istioKindOf(manifest);
    return kind !== undefined && isGatewayApiKind(kind) ? [{ manifest, kind }] : [];
  });
  const own = gatewayApiOf(istioVersion);
  const at = GATEWAY_API_MINORS.indexOf(own);
  const minors = [...GATEWAY_API_MINORS.slice(at), ...GATEWAY_API_MINORS.slice(0, at).reverse()];
  const accepts = (gatewayApi: GatewayApiRelease): boolean =>
    routes.every(({ manifest, kind }) => inspected(kind, manifest, { istioVersion, gatewayApi }).errors.length === 0);
  const release = minors
    .flatMap((version) => GATEWAY_API_CHANNELS.map((channel): GatewayApiRelease => ({ version, channel })))
    .find(accepts);
  return release === undefined || (release.version === own && release.channel === 'standard') ? undefined : release;
}

function identityOf({ apiVersion, kind, metadata: { name, namespace = '' } }: WrittenManifest): string {
  return `${apiVersion.replace(/\/.*/, '')} ${kind} ${namespace}/${name}`;
}

function writtenOperator(value: unknown): WrittenOperator | undefined {
  if (!isFields(value) || !isIstioOperator({ apiVersion: `${value.apiVersion}`, kind: `${value.kind}` }))
    return undefined;
  return { metadata: isFields(value.metadata) ? value.metadata : {}, spec: isFields(value.spec) ? value.spec : {} };
}

/** What is wrong with an object, and what Istio warns of, if it claims to be one of Istio's. One line each. */
function manifestVerdict(
  manifest: WrittenManifest,
  releases: ReleasesInForce,
  at: (path: readonly Segment[]) => string,
): { readonly errors: readonly string[]; readonly warnings: readonly string[] } {
  const { kind, metadata } = manifest;
  const subject = `${kind} "${metadata.name}"`;
  // The data of a ConfigMap may be a template for something else.
  const { data: _data, ...fields } = manifest.fields;
  const known = istioKindOf(manifest);
  const { annotations, ...named } = metadata;
  if (hasHelmExpression(named) || (known !== undefined && hasHelmExpression([annotations, fields]))) {
    return { errors: [`${at([])}: ${subject}: ${HELM_TEMPLATE}`], warnings: [] };
  }
  if (known === undefined) {
    const fault = istioKindFault(manifest);
    return {
      errors: fault === undefined ? [] : [`${at([fault.field])}: ${subject}: ${fault.problem}`],
      // A string of somebody else's kind may be for Helm to read later, such as a value in a HelmRelease.
      warnings: hasHelmExpression([annotations, fields]) ? [`${at([])}: ${subject}: ${HELM_EXPRESSION}`] : [],
    };
  }
  const misplaced = Object.keys(manifest.fields)
    .filter((key) => key !== 'spec')
    .map((key) => `${at([key])}: ${subject}: ${key}: unknown field, expected spec`);
  const { errors, warnings } = inspected(known, manifest, releases);
  return {
    errors: [
      ...misplaced,
      ...errors.map(({ segments, path, text }) => `${at(segments)}: ${subject}: ${path}: ${text}`),
    ],
    warnings: warnings
      .filter(({ code }) => !isSilencedBy(metadata.annotations ?? {}, code))
      .map(({ code, segments, path, text }) => `${at(segments)}: ${code}: ${subject}: ${path}: ${text}`),
  };
}

/** The objects of a document: itself, or the items of a list as `kubectl get` prints one. */
function objectsOf(value: unknown): { readonly value: unknown; readonly root: readonly Segment[] }[] {
  if (isFields(value) && typeof value.kind === 'string' && value.kind.endsWith('List') && Array.isArray(value.items)) {
    return value.items.map((item: unknown, i) => ({ value: item, root: ['items', i] }));
  }
  return [{ value, root: [] }];
}

function written(
  value: unknown,
  refuse: (path: readonly Segment[], problem: string) => void,
): WrittenManifest | undefined {
  const foreign = foreignDocument(value);
  if (foreign !== undefined || !isFields(value)) {
    refuse([], foreign ?? `expected a Kubernetes object, got ${show(value)}`);
    return undefined;
  }
  const { apiVersion, kind, metadata, status: _, ...fields } = value;
  const name = isFields(metadata) ? metadata.name : undefined;
  const named = { apiVersion, kind, 'metadata.name': name };
  const kindFault =
    typeof apiVersion === 'string' && typeof kind === 'string' ? istioKindFault({ apiVersion, kind }) : undefined;
  if (kindFault !== undefined && name === undefined) {
    refuse([kindFault.field], `${kind}: ${kindFault.problem}`);
    return undefined;
  }
  const missing = Object.entries(named).filter(([, given]) => given === undefined || given === null);
  if (missing.length > 0) refuse([], `${missing.map(([field]) => field).join(', ')}: required`);
  for (const [field, given] of Object.entries(named)) {
    if (given !== undefined && given !== null && typeof given !== 'string')
      refuse(field.split('.'), `${field}: expected a string, got ${show(given)}`);
  }
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || typeof name !== 'string') return undefined;
  const given = metadata as Fields;
  for (const key of Object.keys(given)) {
    if ((KEPT_METADATA as readonly string[]).includes(key) || SERVER_METADATA.includes(key)) continue;
    refuse(['metadata', key], `metadata.${key}: unknown field, expected one of ${KEPT_METADATA.join(', ')}`);
  }
  const kept = Object.fromEntries(KEPT_METADATA.flatMap((key) => (given[key] == null ? [] : [[key, given[key]]])));
  const { [LAST_APPLIED]: __, ...annotations } = (kept.annotations ?? {}) as Record<string, string>;
  const { annotations: ___, ...plain } = kept;
  return {
    apiVersion,
    kind,
    metadata: { ...plain, ...(Object.keys(annotations).length > 0 && { annotations }) } as WrittenManifest['metadata'],
    fields,
  };
}

function pruned(kind: ResourceKind, manifest: WrittenManifest, releases: ReleasesInForce): WrittenManifest {
  const { family, version } = definitionsFor(kind, releases);
  const schema = kindSchema(kind, version, family);
  if (schema === undefined) return manifest;
  return { ...manifest, fields: { spec: withoutNulls(manifest.fields.spec ?? {}, prepare(schema)) } };
}

function inspected(kind: ResourceKind, manifest: WrittenManifest, releases: ReleasesInForce) {
  const { apiVersion, metadata, fields } = manifest;
  // The text of a file is no program: nothing in it is a token.
  return inspectResource({ kind, apiVersion, metadata, spec: fields.spec }, { ...releases, isUnknown: () => false });
}
