import {
  DefaultTokenResolver,
  StringConcat,
  TerraformModule,
  TerraformResource,
  TerraformStack,
  Tokenization,
} from 'cdktf';
import type { IConstruct } from 'constructs';
import { covers, overlaps } from '../../model/hosts';
import { selects } from '../../model/labels';
import {
  readSynthesizedStack,
  type SynthesizedChart,
  type SynthesizedObject,
} from '../../model/read/synthesized-stack';
import { type Deliverable, type Manifest, objectsIn } from '../delivery/deliverable';
import { deliveriesOf } from '../delivery/deliveries';
import { isToken } from '../delivery/terraform-template';
import { DECLARES, type Declaration, type Declaring } from '../references/declarations';
import type { ResourceKind, ResourceSpecs } from '../resources/generated/kinds';
import { resourceKindOf } from '../resources/kinds';
import { ResourceReference } from '../resources/resource-reference';
import { type DeclaredDescription, DeclaredObject, type DeclaredPort } from './declared-object';

/** An Istio resource of the program. */
export interface KnownResource<Kind extends ResourceKind> {
  readonly kind: Kind;
  readonly name: string;
  readonly namespace: string;
  readonly spec: ResourceSpecs[Kind];
  readonly at: Deliverable;
}

/** A port of a Service, as far as it is known. */
export interface KnownPort extends DeclaredPort {
  readonly protocol?: string;
  readonly appProtocol?: string;
}

/** A Service, of the program or declared. */
export interface KnownService {
  readonly name: string;
  readonly namespace: string;
  /** Undefined where they are not known. */
  readonly ports: readonly KnownPort[] | undefined;
  /** The Service as the program writes it; undefined where somebody else does. */
  readonly object?: { readonly spec: Json; readonly labels: Readonly<Record<string, string>>; readonly at: IConstruct };
}

/** What makes pods, with what it says of them. */
export interface KnownWorkload {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly hostNetwork: boolean;
  readonly at: IConstruct;
}

/** The pods of a gateway, and the ports of the Service in front of them. */
export interface KnownGatewayPods {
  readonly labels: Readonly<Record<string, string>>;
  readonly namespace: string;
  readonly ports: readonly DeclaredPort[] | undefined;
}

/** A namespace with the labels the program gives it. */
export interface KnownNamespace {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Whether the program gives labels to a namespace that somebody else makes. */
  readonly isPartial: boolean;
  readonly at: IConstruct;
}

/** Providers that istiod knows without being told. */
const BUILT_IN_PROVIDERS = ['prometheus', 'stackdriver', 'envoy'];
const DEFAULT_GATEWAY_PORTS: readonly DeclaredPort[] = [{ port: 15021 }, { port: 80 }, { port: 443 }];

/** Groups whose kinds make no pods but by a template that can be read. */
const GROUPS_WITHOUT_PODS =
  /^$|^(apps|batch|autoscaling|policy)$|\.k8s\.io$|\.istio\.io$|^(cert-manager\.io|external-secrets\.io|monitoring\.coreos\.com)$/;

type Json = Readonly<Record<string, unknown>>;

function asMap(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function asList(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.map(asMap) : [];
}

function asLabels(value: unknown): Readonly<Record<string, string>> {
  return asMap(value) as Readonly<Record<string, string>>;
}

/** Whether a value is known to Terraform only: a token, or a reference that is written out already. */
export function isUnknown(value: unknown): boolean {
  return isToken(value) || (typeof value === 'string' && value.includes('${'));
}

/** The template of the pods that an object makes; undefined where it makes none. */
function podTemplateOf(kind: string, manifest: Json): Json | undefined {
  if (kind === 'Pod') return manifest;
  const spec = asMap(manifest.spec);
  const { template } = kind === 'CronJob' ? asMap(asMap(spec.jobTemplate).spec) : spec;
  return Object.keys(asMap(asMap(template).metadata)).length > 0 ? asMap(template) : undefined;
}

/** What the program and its declarations say there is in the cluster. */
export class MeshInventory {
  readonly services: KnownService[] = [];
  readonly gatewayPods: KnownGatewayPods[] = [];
  readonly namespaces: KnownNamespace[] = [];
  readonly workloads: KnownWorkload[] = [];
  /** `namespace/name` of every known Secret. */
  readonly secrets = new Set<string>();
  /** `namespace/name` of every known Gateway, those of others included. */
  readonly gateways = new Set<string>();
  readonly providers = new Set<string>(BUILT_IN_PROVIDERS);
  /** Whether the program knows the whole configuration of the mesh, and so all of its providers. */
  knowsProviders = false;
  /** Whether the mesh's configuration has proxies injected in namespaces without a label, too. */
  injectsEverywhere = false;
  /** Whether the mesh's configuration names default providers for telemetry. */
  hasDefaultProviders = false;

  /** Namespaces with something that may make pods of its own: charts, and kinds that the checks do not know. */
  private readonly opaqueNamespaces = new Set<string>();
  private hasUnreadable = false;

  private readonly resources = new Map<ResourceKind, KnownResource<ResourceKind>[]>();

  /** Looks through the whole program that a construct belongs to. */
  constructor(
    anywhere: IConstruct,
    readonly rootNamespace: string,
  ) {
    const { root } = anywhere.node;
    for (const object of deliveriesOf(root).objects) this.addObject(object, object.manifest);
    const terraform: Record<string, Record<string, unknown>> = {};
    const constructs = new Map<string, IConstruct>();
    const told: Declaration[] = [];
    for (const construct of root.node.findAll()) {
      constructs.set(construct.node.path, construct);
      if (DECLARES in construct) told.push(...(construct as unknown as Declaring)[DECLARES]());
      if (DeclaredObject.isDeclaredObject(construct)) this.addDeclared(construct.description);
      else if (ResourceReference.isResourceReference(construct) && construct.kind === 'Gateway') {
        this.gateways.add(`${construct.namespace}/${construct.name}`);
      } else if (construct instanceof TerraformModule) this.hasUnreadable = true;
      else if (construct instanceof TerraformResource) {
        if (this.isLookedAt(construct)) this.collect(construct, terraform);
        else if (construct.terraformResourceType.startsWith('kubectl_')) this.hasUnreadable = true;
      }
    }
    const { objects, charts, unreadable } = readSynthesizedStack({ resource: terraform });
    for (const object of objects) this.addSynthesized(object, constructs.get(object.constructPath) ?? root);
    for (const chart of charts) this.addChart(chart);
    const read = objects.filter(({ address }) => address.startsWith('kubernetes_manifest.')).length;
    const written = Object.keys(terraform.kubernetes_manifest ?? {}).length;
    this.hasUnreadable ||= unreadable.length > 0 || read < written;
    for (const declaration of told) this.addUnlessKnown(declaration);
  }

  /** The resources of a kind, in the order they were made. */
  of<Kind extends ResourceKind>(kind: Kind): readonly KnownResource<Kind>[] {
    return (this.resources.get(kind) ?? []) as unknown as readonly KnownResource<Kind>[];
  }

  /** The Service that a host means, as seen from a namespace: `reviews`, `reviews.prod`, `reviews.prod.svc.cluster.local`. */
  serviceOf(host: string, from: string): KnownService | undefined {
    const [name, namespace = from, svc = 'svc'] = host.split('.');
    if (svc !== 'svc') return undefined;
    return this.services.find((service) => service.name === name && service.namespace === namespace);
  }

  /** Whether a host is a Service or stands in a ServiceEntry. */
  hasHost(host: string, from: string): boolean {
    if (this.serviceOf(host, from) !== undefined) return true;
    if (host.startsWith('*')) {
      return this.of('ServiceEntry').some((entry) =>
        entry.spec.hosts?.some((other) => isToken(other) || overlaps(host, other)),
      );
    }
    return this.of('ServiceEntry').some((entry) =>
      entry.spec.hosts?.some((other) => isToken(other) || covers(other, host)),
    );
  }

  /** Whether nobody but the program, with templates that can be read, makes pods in a namespace. */
  knowsWorkloadsOf(namespace: string): boolean {
    const isOwn = this.namespaces.some((one) => one.name === namespace && !one.isPartial);
    if (!isOwn || this.hasUnreadable || [...this.opaqueNamespaces].some((one) => one === namespace || isUnknown(one)))
      return false;
    return ![...this.of('WorkloadEntry'), ...this.of('WorkloadGroup')].some((one) => one.namespace === namespace);
  }

  /** The pods of gateways that carry all labels of a selector. */
  podsOf(selector: Readonly<Record<string, string>>): readonly KnownGatewayPods[] {
    return this.gatewayPods.filter(({ labels }) => selects(selector, labels));
  }

  private isLookedAt(resource: TerraformResource): boolean {
    const { terraformResourceType: type } = resource;
    return (type === 'helm_release' || type.startsWith('kubernetes_')) && objectsIn(resource) === undefined;
  }

  private collect(resource: TerraformResource, into: Record<string, Record<string, unknown>>): void {
    const scope = TerraformStack.of(resource);
    const resolver = new DefaultTokenResolver(new StringConcat());
    const written = Tokenization.resolve(resource.toTerraform(), { scope, resolver, preparing: false }) as {
      readonly resource?: Readonly<Record<string, Json>>;
    };
    for (const [type, byId] of Object.entries(written.resource ?? {})) {
      for (const body of Object.values(byId)) {
        const named = { ...asMap(body), '//': { metadata: { path: resource.node.path } } };
        into[type] = { ...into[type], [resource.node.path]: named };
      }
    }
  }

  private addObject(at: Deliverable, manifest: Manifest): void {
    const { kind, namespace = '' } = at;
    const known = resourceKindOf(at.apiVersion, kind);
    if (known !== undefined) {
      const resource = {
        kind: known,
        name: at.name,
        namespace,
        spec: asMap(manifest.spec),
        at,
      } as KnownResource<ResourceKind>;
      this.resources.set(known, [...(this.resources.get(known) ?? []), resource]);
      if (kind === 'Gateway') this.gateways.add(`${namespace}/${at.name}`);
      return;
    }
    this.addKubernetes(kind, at.name, namespace, manifest, at);
  }

  private addSynthesized(object: SynthesizedObject, at: IConstruct): void {
    const { name, namespace = 'default' } = object.metadata;
    this.addKubernetes(object.kind, name, namespace, object.manifest, at, object.partial);
  }

  private addKubernetes(
    kind: string,
    name: string,
    namespace: string,
    manifest: Json,
    at: IConstruct,
    isPartial = false,
  ): void {
    const [spec, metadata] = [asMap(manifest.spec), asMap(manifest.metadata)];
    this.addWorkload(kind, namespace, manifest, at);
    switch (kind) {
      case 'Service':
        this.services.push({
          name,
          namespace,
          ports: asList(spec.ports) as unknown as readonly KnownPort[],
          ...(manifest.apiVersion === 'v1' && { object: { spec, labels: asLabels(metadata.labels), at } }),
        });
        break;
      case 'Namespace':
        this.namespaces.push({ name, labels: asLabels(metadata.labels), isPartial, at });
        break;
      case 'Secret':
        this.secrets.add(`${namespace}/${name}`);
        break;
      case 'Certificate':
        this.secrets.add(`${namespace}/${String(spec.secretName)}`);
        break;
      case 'ExternalSecret':
        this.secrets.add(`${namespace}/${String(asMap(spec.target).name ?? name)}`);
        break;
      case 'Deployment':
        this.gatewayPods.push({
          labels: asLabels(asMap(asMap(spec.template).metadata).labels),
          namespace,
          ports: undefined,
        });
        break;
    }
  }

  private addWorkload(kind: string, namespace: string, manifest: Json, at: IConstruct): void {
    const template = podTemplateOf(kind, manifest);
    const [group = ''] = String(manifest.apiVersion).split('/').slice(0, -1);
    if (template !== undefined) {
      const { labels, annotations } = asMap(template.metadata);
      this.workloads.push({
        namespace,
        labels: asLabels(labels),
        annotations: asLabels(annotations),
        hostNetwork: asMap(template.spec).hostNetwork === true,
        at,
      });
    } else if (!GROUPS_WITHOUT_PODS.test(group)) this.opaqueNamespaces.add(namespace);
  }

  /** What a construct was told of is the program's own, or somebody else's; of its own the program knows more. */
  private addUnlessKnown(declaration: Declaration): void {
    const { kind, namespace } = declaration;
    const isKnown =
      kind === 'Service'
        ? this.services.some((one) => one.name === declaration.name && one.namespace === namespace)
        : kind === 'Gateway' && this.podsOf(declaration.selector).some((one) => one.namespace === namespace);
    if (!isKnown) this.addDeclared(declaration);
  }

  private addDeclared(description: DeclaredDescription): void {
    switch (description.kind) {
      case 'Service':
        this.services.push({ ...description, ports: description.ports });
        break;
      case 'Secret':
        this.secrets.add(`${description.namespace}/${description.name}`);
        break;
      case 'Provider':
        this.providers.add(description.name);
        break;
      case 'Gateway':
        this.gatewayPods.push({
          labels: description.selector,
          namespace: description.namespace,
          ports: description.ports,
        });
        break;
    }
  }

  private addChart(chart: SynthesizedChart): void {
    const { values, name, namespace } = chart;
    this.opaqueNamespaces.add(namespace);
    // A packaged chart is a file, and its name may carry the version.
    const kind = /(?:^|[/\\])(gateway|istiod)(?:-\d[^/\\]*)?$/.exec(chart.chart)?.[1];
    if (kind === 'gateway') {
      const given = asLabels(values.labels);
      const labels = { app: name, istio: name.replace(/^istio-/, ''), ...given };
      const ports = asList(asMap(values.service).ports) as unknown as readonly DeclaredPort[];
      this.gatewayPods.push({ labels, namespace, ports: ports.length > 0 ? ports : DEFAULT_GATEWAY_PORTS });
      this.services.push({ name, namespace, ports: ports.length > 0 ? ports : DEFAULT_GATEWAY_PORTS });
    } else if (kind === 'istiod') {
      const config = asMap(values.meshConfig);
      for (const provider of asList(config.extensionProviders)) this.providers.add(String(provider.name));
      // A profile brings providers of its own, which only the chart knows.
      this.knowsProviders = values.profile === undefined;
      this.injectsEverywhere ||= asMap(values.sidecarInjectorWebhook).enableNamespacesByDefault === true;
      this.hasDefaultProviders = values.profile !== undefined || Object.keys(asMap(config.defaultProviders)).length > 0;
    }
  }
}
