import { DefaultTokenResolver, StringConcat, Tokenization } from 'cdktf';
import type { Construct } from 'constructs';
import { annotate } from '../annotate';
import type { Manifest, ObjectMeta } from '../delivery/deliverable';
import { DeliveredObject, type DeliveredObjectProps, type DeliveryOptions } from '../delivery/delivered-object';
import { isToken } from '../delivery/terraform-template';
import { type Delivery, MeshContext, type MeshView } from '../mesh-context';
import { checkAtSynthesis, withPlace } from '../place';
import { isSilencedBy, type Severity, severityAt, WARNS_OF_ITSELF } from '../severity';
import { checkedProps, checkProps } from '../shapes/check';
import { RESOURCE_KINDS, type ResourceKind } from './generated/kinds';
import { InvalidResourceError } from './invalid-resource-error';
import { definitionsFor, isGatewayApiKind, lastingVersion, type ReleasesInForce, servedVersions } from './kinds';
import type { ResourceDocument } from './resource-document';
import { ResourceReference, type ResourceReferenceProps } from './resource-reference';
import type { Fault } from './validation/fault';
import type { Verdict } from './validation/resource-faults';
import { isTerraformExpression } from './validation/tokens';

/** What an Istio resource is made of. */
export interface IstioResourceProps<Spec> extends DeliveryOptions {
  /** The resource's name and what else identifies it. */
  readonly metadata: ObjectMeta;
  /** What the resource says, in the kind's own type. */
  readonly spec: Spec;
  /**
   * The full API version, such as `networking.istio.io/v1`.
   * @default - in a Helm release, the newest that the Istio release in force serves; as a manifest, the newest that every
   * catalogued release serves, because Terraform replaces a manifest whose version changes
   */
  readonly apiVersion?: string;
}

/** How a resource that comes from YAML is delivered, and what it is called in errors. */
export interface FromYamlOptions extends DeliveryOptions {
  /**
   * The file the text comes from, named in errors.
   * @default - errors name the line only
   */
  readonly file?: string;
}

/** The class of one kind of resource. */
export interface ResourceClass<Resource> {
  /** The Kubernetes kind. */
  readonly kind: string;
  /**
   * The API group, for kinds of other groups than Istio's.
   * @default - the group of Istio's kind of that name
   */
  readonly group?: string;
  new (scope: Construct, id: string, props: never): Resource;
}

let validation: typeof import('./validation/resource-faults') | undefined;

/** Everything that checks a resource is loaded with the first one: many import kinds that they do not make. */
const inspectResource: typeof import('./validation/resource-faults').inspectResource = (...given) => {
  validation ??= require('./validation/resource-faults') as typeof import('./validation/resource-faults');
  return validation.inspectResource(...given);
};

/** The kind that a class is of. */
function kindOf({ kind, group }: Pick<ResourceClass<unknown>, 'kind' | 'group'>): ResourceKind {
  return (group === undefined ? kind : `${group}/${kind}`) as ResourceKind;
}

/** The API version a kind gets where none is asked for. */
export function defaultApiVersion(
  kind: ResourceKind,
  { istioVersion, gatewayApi }: ReleasesInForce,
  delivery: Delivery,
): string {
  const { family, version: release } = definitionsFor(kind, { istioVersion, gatewayApi });
  const [newest = 'v1'] = servedVersions(kind, release, family);
  const version = delivery === 'manifest' ? (lastingVersion(kind, family) ?? newest) : newest;
  return `${RESOURCE_KINDS[kind].group}/${version}`;
}

function inForce(kind: ResourceKind, context: MeshView): ReleasesInForce {
  const { istioVersion } = context;
  return isGatewayApiKind(kind) ? { istioVersion, gatewayApi: context.gatewayApi } : { istioVersion };
}

function pathBelow(scope: Construct, id: string): string {
  return scope.node.path === '' ? id : `${scope.node.path}/${id}`;
}

function nameOf(metadata: unknown): string {
  const name = (metadata as { readonly name?: unknown } | null | undefined)?.name;
  if (typeof name !== 'string') return '';
  return isToken(name) ? '(not known yet)' : name;
}

/**
 * One object of the Istio API or of the Gateway API, checked strictly when it is written: against the Istio release in force, or the
 * release of the Gateway API in force.
 *
 * cdktf tokens may stand anywhere; what they hide is checked again when the program is synthesized.
 */
export abstract class IstioResource<Spec extends object = object> extends DeliveredObject {
  /**
   * Makes a resource from one YAML document of the class's kind.
   *
   * @throws InvalidResourceError with every fault and its line, also for text that is not YAML
   */
  static fromYaml<Resource>(
    this: ResourceClass<Resource>,
    scope: Construct,
    id: string,
    text: string,
    options: FromYamlOptions = {},
  ): Resource {
    // Parsing YAML costs more than everything else here: loaded by those who use it.
    const { readResourceDocument } = require('./resource-document') as typeof import('./resource-document');
    const { file, ...delivery } = options;
    const where = pathBelow(scope, id) + (file === undefined ? '' : ` (${file})`);
    // biome-ignore lint/complexity/noThisInStatic: the class it is called on decides the kind
    const document: ResourceDocument = readResourceDocument(text, kindOf(this), where);
    try {
      const resource = new this(scope, id, { ...document.props, ...delivery } as never);
      if (resource instanceof IstioResource) resource.writtenIn = { ...(file !== undefined && { file }), document };
      return resource;
    } catch (error) {
      if (!(error instanceof InvalidResourceError)) throw error;
      const faults = error.faults.map((fault) => ({ ...fault, line: document.lineOf(fault.segments) }));
      throw new InvalidResourceError(where, error.kind, error.resourceName, faults);
    }
  }

  /** Refers to a resource of the class's kind that somebody else owns; nothing is deployed. */
  static fromName(
    this: Pick<ResourceClass<unknown>, 'kind' | 'group'>,
    scope: Construct,
    id: string,
    props: ResourceReferenceProps,
  ): ResourceReference {
    // biome-ignore lint/complexity/noThisInStatic: the class it is called on decides the kind
    return new ResourceReference(scope, id, kindOf(this), props);
  }

  private readonly releases: ReleasesInForce;
  private isPatchedOnRead = false;
  private writtenIn: { readonly file?: string; readonly document: ResourceDocument } | undefined;
  /** What Istio warns of in the resource as it was written or patched last. */
  private warnings: readonly Fault[];

  /**
   * @param resourceKind the kind of the class
   * @throws InvalidResourceError with every fault of the resource, before anything is added to the scope
   */
  protected constructor(
    scope: Construct,
    id: string,
    private readonly resourceKind: ResourceKind,
    props: IstioResourceProps<Spec>,
  ) {
    const { written, warnings } = IstioResource.checked(scope, id, resourceKind, props);
    super(scope, id, written);
    this.releases = inForce(resourceKind, MeshContext.of(this));
    this.warnings = warnings;
    checkAtSynthesis(this, () => [...this.hiddenFaults(), ...this.reportWarnings()]);
  }

  /** Has the checks of the whole program leave to the resource what it reports by itself. */
  get [WARNS_OF_ITSELF](): readonly Fault[] {
    return this.warnings;
  }

  private static checked<Spec>(
    scope: Construct,
    id: string,
    kind: ResourceKind,
    props: IstioResourceProps<Spec>,
  ): { readonly written: DeliveredObjectProps; readonly warnings: readonly Fault[] } {
    checkProps(scope, id, 'DeliveryOptions', props, ['metadata', 'spec', 'apiVersion']);
    const { metadata, spec, apiVersion: asked, ...options } = props;
    const context = MeshContext.of(scope);
    const { delivery, namespace } = context;
    const releases = inForce(kind, context);
    const { kind: name, clusterWide } = RESOURCE_KINDS[kind];
    const apiVersion = asked ?? defaultApiVersion(kind, releases, options.delivery ?? delivery);
    const { errors, warnings } = inspectResource({ kind, apiVersion, metadata, spec }, { ...releases, namespace });
    if (errors.length > 0) throw new InvalidResourceError(pathBelow(scope, id), name, nameOf(metadata), errors);
    const written = {
      ...options,
      apiVersion,
      kind: name,
      metadata,
      body: { spec },
      ...(clusterWide && { clusterWide }),
    };
    return { written: checkedProps(written), warnings };
  }

  /** What was written, with every patch and override so far. */
  get spec(): Spec {
    return this.manifest.spec as Spec;
  }

  override patchOnRead(change: () => Readonly<Record<string, unknown>>): void {
    this.isPatchedOnRead = true;
    super.patchOnRead(change);
  }

  protected override checkPatched(manifest: Manifest): void {
    const { errors, warnings } = this.inspect(manifest);
    if (errors.length > 0) throw new InvalidResourceError(this.node.path, this.kind, nameOf(manifest.metadata), errors);
    this.warnings = warnings;
  }

  /** Notes warnings as annotations, once; those that a scope makes errors are returned. */
  private reportWarnings(): string[] {
    const errors: string[] = [];
    for (const warning of this.warnings) {
      const { code } = warning;
      if (isSilencedBy(this.manifest.metadata.annotations ?? {}, code)) continue;
      const severity: Severity = severityAt(this, code) ?? 'warning';
      if (severity === 'off') continue;
      const line = withPlace(`${code}: ${this.lineOf(warning)}`, this);
      if (severity === 'error') errors.push(line);
      else if (this.node.metadata.every(({ data }) => data !== line)) {
        annotate(this, severity, line);
      }
    }
    return errors;
  }

  private lineOf({ segments, path, text }: Fault): string {
    const { file, document } = this.writtenIn ?? {};
    const place =
      document === undefined ? '' : `${file === undefined ? 'line ' : `${file}:`}${document.lineOf(segments)}: `;
    return `${this.kind} "${nameOf(this.manifest.metadata)}": ${place}${path}: ${text}`;
  }

  private inspect(manifest: Manifest, isUnknown?: (value: unknown) => boolean): Verdict {
    const { apiVersion, metadata, spec } = manifest;
    const options = { ...this.releases, ...(isUnknown !== undefined && { isUnknown }) };
    return inspectResource({ kind: this.resourceKind, apiVersion, metadata, spec }, options);
  }

  /** What was not seen before: patches on read, and what tokens stood for, as far as the program itself knows it. */
  private hiddenFaults(): string[] {
    const { value, hasTokens } = this.withoutOverrides;
    if (!hasTokens) return this.isPatchedOnRead ? this.linesOf(value, this.inspect(value).errors) : [];
    let lines = this.resolvedFaults(value);
    if (lines.length > 0 && this.rendered.value !== value) {
      const left = this.resolvedFaults(this.rendered.value);
      lines = lines.filter((line) => left.includes(line));
    }
    return lines;
  }

  private resolvedFaults(manifest: Manifest): string[] {
    const resolver = new DefaultTokenResolver(new StringConcat());
    const resolved = Tokenization.resolve(manifest, { scope: this, resolver, preparing: false }) as Manifest;
    return this.linesOf(resolved, this.inspect(resolved, isTerraformExpression).errors);
  }

  private linesOf({ metadata }: Manifest, faults: readonly Fault[]): string[] {
    return faults.map((fault) => `${this.kind} "${nameOf(metadata)}": ${fault.path}: ${fault.text}`);
  }
}
