import {
  DefaultTokenResolver,
  StringConcat,
  TerraformModule,
  TerraformResource,
  TerraformStack,
  Tokenization,
} from 'cdktf';
import type { IConstruct } from 'constructs';
import type { ChartRelease } from '../../model/charts';
import { DEFAULT_CLUSTER_DOMAIN } from '../../model/hosts';
import { type Declared, Mesh } from '../../model/mesh';
import { type ModelObject, modelObject } from '../../model/object';
import { chartOf, objectOf } from '../../model/read/stack-model';
import { StackSource } from '../../model/read/stack-source';
import { readSynthesizedStack } from '../../model/read/synthesized-stack';
import { type Fields, isFields, UNKNOWN, withHoles } from '../../model/value';
import { clusterOf } from '../delivery/cluster';
import { type Deliverable, objectsIn } from '../delivery/deliverable';
import { deliveriesOf } from '../delivery/deliveries';
import { escapeTemplates, isToken } from '../delivery/terraform-template';
import { MeshContext } from '../mesh-context';
import { DECLARES, type Declaring } from '../references/declarations';
import { ResourceReference } from '../resources/resource-reference';
import { DeclaredObject } from './declared-object';

/** What is found of one cluster. */
interface ClusterContent {
  readonly objects: ModelObject<IConstruct>[];
  readonly charts: ChartRelease<IConstruct>[];
  readonly declared: Declared<IConstruct>[];
  /** A construct of it. */
  readonly first: IConstruct;
}

type Json = Record<string, unknown>;

/** What one stack says in Terraform's own resources. */
interface StackResources {
  readonly resource: Record<string, Record<string, unknown>>;
  readonly locals: Json;
  readonly constructs: Map<string, IConstruct>;
}

/** The meshes of the program that a construct belongs to, one for each cluster that its stacks reach. */
export function readProgram(anywhere: IConstruct): readonly Mesh<IConstruct>[] {
  return new ProgramReader(anywhere.node.root).meshes();
}

class ProgramReader {
  private readonly clusters = new Map<string, ClusterContent>();
  private readonly stacks = new Map<TerraformStack, StackResources>();
  private readonly clusterOfStack = new Map<TerraformStack, string>();
  private readonly sources = new Map<TerraformStack, StackSource>();
  /** Declarations of constructs outside of every stack: they hold in every cluster. */
  private readonly everywhere: Declared<IConstruct>[] = [];
  private isUnreadable = false;

  constructor(root: IConstruct) {
    this.walk(root);
    for (const [stack, resources] of this.stacks) this.readResources(stack, resources);
    for (const object of deliveriesOf(root).objects) this.clusterAt(object).objects.push(this.objectOf(object));
  }

  meshes(): readonly Mesh<IConstruct>[] {
    const contents = [...this.clusters.values()];
    return contents.map(({ objects, charts, declared, first }) => {
      const { rootNamespace, clusterDomain, trustDomain } = MeshContext.of(first);
      const others = contents.length > 1 ? servicesElsewhere(contents, objects) : [];
      return new Mesh({
        objects,
        charts,
        declared: [...declared, ...this.everywhere, ...others],
        // In a mesh of several clusters anything may be in the other ones.
        isUnreadable: this.isUnreadable || contents.length > 1,
        settings: {
          rootNamespace,
          ...(clusterDomain !== DEFAULT_CLUSTER_DOMAIN && { clusterDomain }),
          ...(trustDomain !== DEFAULT_CLUSTER_DOMAIN && { trustDomain }),
        },
      });
    });
  }

  private walk(construct: IConstruct): void {
    if (TerraformResource.isTerraformResource(construct)) this.addResource(construct);
    else {
      if (construct instanceof TerraformModule) this.isUnreadable = true;
      this.addDeclarations(construct);
    }
    for (const child of construct.node.children) this.walk(child);
  }

  private addResource(resource: TerraformResource): void {
    const { terraformResourceType: type } = resource;
    if (type.startsWith('kubectl_')) this.isUnreadable = true;
    const isRead = (type === 'helm_release' || type.startsWith('kubernetes_')) && objectsIn(resource) === undefined;
    if (!isRead) return;
    const stack = TerraformStack.of(resource);
    const resources = this.resourcesOf(stack);
    const written = resolved(stack, resource.toTerraform()) as {
      readonly resource?: Record<string, Json>;
      readonly locals?: Json;
    };
    for (const [kind, byId] of Object.entries(written.resource ?? {})) {
      const into = resources.resource[kind] ?? {};
      resources.resource[kind] = into;
      for (const [id, body] of Object.entries(byId)) {
        into[id] = { ...(body as Json), '//': { metadata: { path: resource.node.path } } };
      }
    }
    Object.assign(resources.locals, written.locals);
    resources.constructs.set(resource.node.path, resource);
  }

  private resourcesOf(stack: TerraformStack): StackResources {
    const known = this.stacks.get(stack) ?? { resource: {}, locals: {}, constructs: new Map() };
    this.stacks.set(stack, known);
    return known;
  }

  private addDeclarations(construct: IConstruct): void {
    const declared: Declared<IConstruct>[] = [];
    if (DeclaredObject.isDeclaredObject(construct)) declared.push({ ...construct.description, origin: construct });
    else if (ResourceReference.isResourceReference(construct)) {
      const { kind, name, namespace } = construct;
      declared.push({ kind: 'Object', of: kind, name, namespace, origin: construct });
    } else if (DECLARES in construct) {
      for (const one of (construct as unknown as Declaring)[DECLARES]()) declared.push({ ...one, origin: construct });
    }
    if (declared.length === 0) return;
    const isInStack = construct.node.scopes.some((scope) => TerraformStack.isStack(scope));
    (isInStack ? this.clusterAt(construct).declared : this.everywhere).push(...declared);
  }

  private clusterAt(construct: IConstruct): ClusterContent {
    const cluster = this.clusterOf(construct);
    const known = this.clusters.get(cluster) ?? { objects: [], charts: [], declared: [], first: construct };
    this.clusters.set(cluster, known);
    return known;
  }

  /** A stack without providers of its own has thousands of children, and would be looked through for each of them. */
  private clusterOf(construct: IConstruct): string {
    const own = TerraformResource.isTerraformResource(construct) ? construct.provider : undefined;
    const { helm, kubernetes } = MeshContext.of(construct).providers;
    if (own !== undefined || helm !== undefined || kubernetes !== undefined) return clusterOf(construct);
    const stack = TerraformStack.of(construct);
    const cluster = this.clusterOfStack.get(stack) ?? clusterOf(construct);
    this.clusterOfStack.set(stack, cluster);
    return cluster;
  }

  private readResources(stack: TerraformStack, { resource, locals, constructs }: StackResources): void {
    const content = readSynthesizedStack({ resource, locals }, { unresolved: 'hole' });
    const originOf = (path: string): IConstruct => constructs.get(path) ?? stack;
    for (const object of content.objects) {
      const origin = originOf(object.constructPath);
      this.clusterAt(origin).objects.push({ ...objectOf(object), origin });
    }
    for (const chart of content.charts) {
      const origin = originOf(chart.constructPath);
      this.clusterAt(origin).charts.push({ ...chartOf(chart), origin });
    }
    const read = content.objects.filter(({ address }) => address.startsWith('kubernetes_manifest.')).length;
    const written = Object.keys(resource['kubernetes_manifest'] ?? {}).length;
    this.isUnreadable ||= content.unreadable.length > 0 || read < written;
  }

  private objectOf(object: Deliverable): ModelObject<IConstruct> {
    const { value, hasTokens } = object.rendered;
    const { namespace } = object;
    const source = { origin: object, ...(namespace !== undefined && { namespace }) };
    if (!hasTokens) return modelObject(value, source);
    const stack = TerraformStack.of(object);
    return modelObject(this.withoutTokens(value, stack), { origin: object });
  }

  private withoutTokens(value: object, stack: TerraformStack): Fields {
    let manifest: unknown;
    try {
      manifest = this.sourceOf(stack).literal(resolved(stack, escapeTemplates(value)));
    } catch {
      // A token that this program does not know, such as one of another CDK.
      manifest = withHoles(value, (one) => (isToken(one) ? UNKNOWN : undefined));
    }
    return isFields(manifest) ? manifest : {};
  }

  /** What a stack's own resources say of values that others refer to. */
  private sourceOf(stack: TerraformStack): StackSource {
    const { resource, locals } = this.resourcesOf(stack);
    const source = this.sources.get(stack) ?? new StackSource({ resource, locals }, 'hole');
    this.sources.set(stack, source);
    return source;
  }
}

function resolved(stack: TerraformStack, value: unknown): unknown {
  const resolver = new DefaultTokenResolver(new StringConcat());
  return Tokenization.resolve(value, { scope: stack, resolver, preparing: false });
}

/** Services of the other clusters, which the proxies of a mesh of several clusters know as well. */
function* servicesElsewhere(
  contents: readonly ClusterContent[],
  own: readonly ModelObject<IConstruct>[],
): Iterable<Declared<IConstruct>> {
  for (const { objects } of contents) {
    if (objects === own) continue;
    for (const { group, kind, metadata, origin } of objects) {
      const { name, namespace = 'default' } = metadata;
      if (group !== '' || kind !== 'Service' || typeof name !== 'string' || typeof namespace !== 'string') continue;
      yield { kind: 'Service', name, namespace, origin };
    }
  }
}
