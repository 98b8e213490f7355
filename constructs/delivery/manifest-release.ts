import type { IResolvable, IResolveContext } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import { CARRIES, type Deliverable } from './deliverable';
import { HelmRelease, type HelmReleaseProps, type RenderedValues } from './helm-release';
import { renderApart, renderLiteralsApart } from './literal-resources';
import { carryManifestsChart, MANIFESTS_CHART } from './manifests-chart';
import { escapeTemplate, holdsToken, isToken } from './terraform-template';

/** What a release of plain objects is made of. */
export interface ManifestReleaseProps
  extends Pick<
    HelmReleaseProps,
    'releaseName' | 'namespace' | 'takeOwnership' | 'dependsOn' | 'provider' | 'lifecycle' | 'timeoutSeconds' | 'wait'
  > {}

/** A Helm release of the chart that the package carries, which renders the objects added to it and nothing else. */
export class ManifestRelease extends HelmRelease {
  private readonly objects: Deliverable[] = [];

  constructor(scope: Construct, id: string, props: ManifestReleaseProps) {
    super(scope, id, {
      ...props,
      chart: MANIFESTS_CHART,
      // An object that the cluster refuses takes the whole change back with it.
      atomic: true,
      maxHistory: 3,
      // Two thirds of the time that a release of 200 objects takes.
      disableOpenapiValidation: true,
    });
    carryManifestsChart(this);
    renderLiteralsApart(this);
  }

  /** The objects in this release. */
  get delivered(): readonly Deliverable[] {
    return this.objects;
  }

  override get [CARRIES](): readonly Deliverable[] {
    return this.objects;
  }

  /** Puts an object into this release. */
  add(object: Deliverable): void {
    this.objects.push(object);
  }

  /** Takes an object out of this release. */
  remove(object: Deliverable): void {
    this.objects.splice(this.objects.indexOf(object), 1);
  }

  /**
   * cdktf resolves every resource once before it synthesizes, to find references from stack to stack in its tokens, and
   * twice when it does: half of the time that a program of thousands of releases takes. Where there is no token, there is
   * nothing to find.
   */
  override toTerraform(): object {
    if (this.mayHoldTokens()) return super.toTerraform();
    const whenSynthesized = (): object => {
      const fragment = super.toTerraform();
      return renderApart(this, fragment) ? {} : fragment;
    };
    return {
      creationStack: [],
      resolve: ({ preparing }: IResolveContext) => (preparing ? void this.prepare() : whenSynthesized()),
      toString: () => this.node.path,
    } satisfies IResolvable;
  }

  private mayHoldTokens(): boolean {
    return (
      isToken(this.namespace) ||
      isToken(this.releaseName) ||
      this.hasOwnArguments() ||
      this.objects.some(({ rendered, text }) => rendered.hasTokens || holdsToken(text))
    );
  }

  protected override *waitsFor(): Iterable<IConstruct> {
    yield* super.waitsFor();
    for (const object of this.objects) yield* object.waitsFor();
  }

  /**
   * The objects by construct path: a map, so that a plan shows no unchanged neighbours, in two elements at fixed
   * positions, so that a first token leaves the literal objects as they were.
   */
  protected override renderValues(): readonly RenderedValues[] {
    const literal: string[] = [];
    const withTokens: Record<string, object> = {};
    let anyTokens = false;
    for (const object of this.objects) {
      const { value, hasTokens } = object.rendered;
      if (hasTokens) {
        anyTokens = true;
        withTokens[object.node.path] = value;
      } else {
        literal.push(`${escapeTemplate(JSON.stringify(object.node.path))}:${object.text}`);
      }
    }
    const text = `{"manifests":{${literal.join(',')}}}`;
    return anyTokens ? [{ text }, { withTokens: { manifests: withTokens } }] : [{ text }];
  }
}
