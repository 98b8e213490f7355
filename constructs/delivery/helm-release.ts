import { type TerraformProvider, TerraformResource, type TerraformResourceLifecycle } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import { MeshContext } from '../mesh-context';
import { rememberPlace } from '../place';
import { checkProps } from '../shapes/check';
import { CARRIES, CHART_ROLE, type ChartRole, type Deliverable, isDeliverable, type Release } from './deliverable';
import { dependsOnOf, dependsOnWithImplied } from './dependencies';
import { orderStackOf, orderStacksAround } from './implied-order';
import { checkProviderOf } from './provider-checks';
import { register } from './register';
import { fitReleaseName, logicalIdOf } from './release-name';
import { canonical, escapeTemplate, escapeTemplates, jsonText } from './terraform-template';

/** What a Helm release is made of. */
export interface HelmReleaseProps {
  /** The release's name in the cluster, 53 characters at most (longer ones are cut and hashed). */
  readonly releaseName: string;
  /** The namespace that the release belongs to; it must exist. */
  readonly namespace: string;
  /** The chart's name in its repository, or the path of a folder or package, seen from the stack's folder. */
  readonly chart: string;
  /**
   * The chart's http(s) repository or oci:// registry.
   * @default - none: `chart` is a path
   */
  readonly repository?: string;
  /**
   * The user of the chart's repository or registry; a Terraform variable keeps it out of the program.
   * @default - none: the repository is public, or the Helm provider knows its credentials
   */
  readonly repositoryUsername?: string;
  /**
   * The password of that user; a sensitive Terraform variable keeps it out of the program and its plans.
   * @default - none
   */
  readonly repositoryPassword?: string;
  /**
   * Whether user and password are sent to other hosts too, where the repository's index refers to charts there.
   * @default false
   */
  readonly passCredentials?: boolean;
  /**
   * The chart's version.
   * @default - the newest in the repository
   */
  readonly version?: string;
  /**
   * The chart's values, later ones winning. cdktf tokens may stand anywhere inside.
   * @default - the chart's own
   */
  readonly values?: readonly object[];
  /**
   * Whether the deploy waits until everything in the release is ready. A LoadBalancer Service is ready once it has an address.
   * @default true
   */
  readonly wait?: boolean;
  /**
   * How long the deploy waits, in seconds.
   * @default 300
   */
  readonly timeoutSeconds?: number;
  /**
   * Whether a failed install or upgrade is undone.
   * @default false
   */
  readonly atomic?: boolean;
  /**
   * Whether the definitions in the chart's `crds/` folder are left out.
   * @default false
   */
  readonly skipCrds?: boolean;
  /**
   * Whether the release takes over objects that exist already and belong to no release or another one.
   * @default false
   */
  readonly takeOwnership?: boolean;
  /**
   * How many revisions Helm keeps for rollbacks; 0 keeps all.
   * @default 10
   */
  readonly maxHistory?: number;
  /**
   * Whether Helm leaves out its look at the cluster's OpenAPI schema, for each object, before it sends anything. Kubernetes
   * 1.25 and later check fields themselves, and Helm then finds nothing there: the look costs time alone.
   * @default false
   */
  readonly disableOpenapiValidation?: boolean;
  /**
   * What the chart is to the others of the program, which are deployed after the definitions and istiod without being told.
   * @default - nothing that others wait for
   */
  readonly role?: ChartRole;
  /** What must be in the cluster before: any constructs, of this or another stack. */
  readonly dependsOn?: readonly IConstruct[];
  /**
   * The provider configuration to deploy with.
   * @default - the mesh context's, or the stack's default one
   */
  readonly provider?: TerraformProvider;
  /** What Terraform does when the release must be replaced or would be destroyed. */
  readonly lifecycle?: TerraformResourceLifecycle;
}

/** Of use when a release is installed only: releases that are there keep what they have, without a difference in a plan. */
function leavingReplaceAlone(lifecycle: TerraformResourceLifecycle = {}): TerraformResourceLifecycle {
  const { ignoreChanges = [] } = lifecycle;
  return Array.isArray(ignoreChanges) ? { ...lifecycle, ignoreChanges: [...ignoreChanges, 'replace'] } : lifecycle;
}

/** Values as Terraform takes them: JSON text, escaped, or an object with tokens for Terraform to encode. */
export type RenderedValues = { readonly text: string } | { readonly withTokens: object };

/**
 * A `helm_release`, rendered when the stack is: values without tokens are one literal JSON text, so that plans show
 * changed fields only; values with tokens are kept as objects in a local and encoded by Terraform.
 *
 * Its Terraform name comes from the namespace and the release's name, so that renaming a construct replaces nothing.
 *
 * @see https://registry.terraform.io/providers/hashicorp/helm/3.1.1/docs/resources/release
 */
export class HelmRelease extends TerraformResource implements Release {
  /** The release's name in the cluster. */
  readonly releaseName: string;
  /** The namespace of the release. */
  readonly namespace: string;
  private readonly dependencies: IConstruct[];
  private takesOwnership: boolean;
  private givenValues: readonly RenderedValues[] | undefined;
  private values: readonly string[] | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: HelmReleaseProps,
  ) {
    checkProps(scope, id, 'HelmReleaseProps', props);
    super(scope, id, {
      terraformResourceType: 'helm_release',
      terraformGeneratorMetadata: {
        providerName: 'helm',
        providerVersion: '3.1.1',
        providerVersionConstraint: '~> 3.0',
      },
      provider: props.provider ?? MeshContext.of(scope).providers.helm,
      lifecycle: leavingReplaceAlone(props.lifecycle),
    });
    if (!isDeliverable(scope)) rememberPlace(this);
    this.releaseName = fitReleaseName(props.releaseName);
    this.namespace = props.namespace;
    this.dependencies = [...(props.dependsOn ?? [])];
    this.takesOwnership = props.takeOwnership ?? false;
    const logicalId = logicalIdOf(this.namespace, this.releaseName);
    if (logicalId !== undefined) this.overrideLogicalId(logicalId);
    register(this);
    orderStackOf(this);
    checkProviderOf(this);
  }

  /** Makes the release wait for everything inside the given constructs, of this or another stack. */
  addDependency(...dependencies: readonly IConstruct[]): void {
    this.dependencies.push(...dependencies);
  }

  /** The release's values as they stand when the stack is rendered; later ones win. */
  protected renderValues(): readonly RenderedValues[] {
    this.givenValues ??= (this.props.values ?? []).map((given) => {
      const { value, hasTokens } = canonical(given);
      return hasTokens ? { withTokens: value } : { text: escapeTemplate(jsonText(value)) };
    });
    return this.givenValues;
  }

  /** The constructs that the release waits for. */
  protected *waitsFor(): Iterable<IConstruct> {
    yield* this.dependencies;
  }

  /** The Terraform addresses of what the release waits for, in its own stack. */
  dependencyAddresses(): readonly string[] | undefined {
    return dependsOnOf(this, this.waitsFor());
  }

  /** The objects in the release; undefined where only its chart knows them. */
  get [CARRIES](): readonly Deliverable[] | undefined {
    return undefined;
  }

  /** What the chart is to the others of the program. */
  get [CHART_ROLE](): ChartRole | undefined {
    return this.props.role;
  }

  /** Has the release take over objects that exist already. */
  takeOwnership(): void {
    this.takesOwnership = true;
  }

  /** What must be known before any stack is synthesized: which stacks wait for which. */
  protected prepare(): void {
    orderStacksAround(this);
    this.dependencyAddresses();
  }

  /** Whether a user has set what cdktf itself knows of a resource, and what may hold tokens. */
  protected hasOwnArguments(): boolean {
    const { rawOverrides, count, forEach, connection, provisioners, lifecycle } = this;
    return (
      Object.keys(rawOverrides).length > 0 ||
      [
        count,
        forEach,
        connection,
        provisioners,
        lifecycle?.replaceTriggeredBy,
        lifecycle?.precondition,
        lifecycle?.postcondition,
      ].some((one) => one !== undefined)
    );
  }

  // Rendered on every call, because Aspects and validations run between cdktf's calls.
  override toTerraform(): object {
    const locals: Record<string, unknown> = {};
    const values = this.renderValues().map((rendered, index) => {
      if ('text' in rendered) return rendered.text;
      const local = `${this.friendlyUniqueId}_values_${index}`;
      locals[local] = escapeTemplates(rendered.withTokens);
      return `\${jsonencode(local.${local})}`;
    });
    this.values = values.length > 0 ? values : undefined;
    orderStacksAround(this);
    this.dependsOn = dependsOnWithImplied(this);
    const fragment = super.toTerraform();
    return Object.keys(locals).length > 0 ? { ...fragment, locals } : fragment;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { props } = this;
    return {
      name: this.releaseName,
      namespace: this.namespace,
      chart: props.chart,
      repository: props.repository,
      repository_username: props.repositoryUsername,
      repository_password: props.repositoryPassword,
      pass_credentials: props.passCredentials,
      version: props.version,
      values: this.values,
      wait: props.wait,
      timeout: props.timeoutSeconds,
      atomic: props.atomic,
      skip_crds: props.skipCrds,
      take_ownership: this.takesOwnership || undefined,
      // A first install that failed stays in the cluster and not in the state: its name may be taken again, that of a
      // release that is deployed may not.
      replace: true,
      max_history: props.maxHistory ?? 10,
      disable_openapi_validation: props.disableOpenapiValidation || undefined,
    };
  }
}
