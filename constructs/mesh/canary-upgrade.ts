import { Aspects, TerraformStack } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { compareVersions } from '../../model/version-order';
import { BaseChart } from '../charts/base-chart';
import { IstiodChart } from '../charts/istiod-chart';
import { deliveriesOf } from '../delivery/deliveries';
import { InvalidPropsError } from '../invalid-props-error';
import { MeshContext } from '../mesh-context';
import { isNamespaceName } from '../namespace-name';
import { checkProps } from '../shapes/check';
import type { IstioVersion } from '../versions';
import type { CanaryUpgradeProps, Revision, UpgradedNamespace } from './canary-upgrade-options';
import { setGatewayShare } from './gateway-share';
import { InjectionLabel } from './injection-label';
import { istiodValues } from './istiod-settings';
import { MeshNamespace } from './mesh-namespace';
import { RestartWorkloads } from './restart-workloads';
import { RevisionTag } from './revision-tag';
import { revisionUses } from './revision-uses';
import { type Side, standingAfter, stepFaults, stepsDone, UPGRADE_STEPS, type UpgradeStanding } from './upgrade-steps';

/** The revision of an istiod that has none. */
const UNNAMED = 'default';

/**
 * A control plane that is upgraded beside the one that runs, step by step, one pull request a step; every step has a way
 * back, the one after the old istiod is gone included, which brings it back first.
 *
 * What follows the mesh's revision stays together: the definitions, which are those of the newer release; an istiod for
 * each revision; the tags `stable`, `canary` and `default`; the labels of the namespaces. Gateways belong below
 * {@link gateways}. The end of an upgrade is the beginning of the next: `to` becomes `from`.
 *
 * @example
 * const mesh = new CanaryUpgrade(this, 'Mesh', {
 *   from: { istioVersion: '1.30.3' },
 *   to: { istioVersion: '1.31.0' },
 *   namespaces: ['shop', 'orders'],
 *   step: 'canary',
 * });
 * new IngressGateway(mesh.gateways, 'Ingress');
 * @see https://istio.io/latest/docs/setup/upgrade/canary/
 */
export class CanaryUpgrade extends Construct {
  /** The scope for gateways: what is below it gets its proxy from the revision that the step says. */
  readonly gateways: Construct;
  /** The release that the program's resources are checked against: the one that validates them in the cluster. */
  readonly istioVersion: IstioVersion;
  /** The chart of the custom resource definitions. */
  readonly base: BaseChart;
  /** The istiods that run at this step, by the name of their revision. */
  readonly istiods: Readonly<Record<string, IstiodChart>>;
  private readonly standing: UpgradeStanding;
  private readonly sides: { readonly from: Revision; readonly to: Revision };
  private readonly namespaces: readonly UpgradedNamespace[];

  /** @throws InvalidPropsError with every fault, one line each */
  constructor(scope: Construct, id: string, props: CanaryUpgradeProps) {
    checkProps(scope, id, 'CanaryUpgradeProps', props);
    const namespaces = (props.namespaces ?? []).map((one) => (typeof one === 'string' ? { name: one } : one));
    InvalidPropsError.throwIfAny(scope, id, faultsOf(scope, props, namespaces));
    super(scope, id);
    this.namespaces = namespaces;
    this.sides = { from: props.from, to: props.to ?? props.from };
    const { steps = UPGRADE_STEPS, step = 0 } = props;
    const names = namespaces.map(({ name }) => name);
    this.standing = standingAfter(steps, stepsDone(steps, step), names);
    this.istioVersion = this.sides[this.standing.tags.default].istioVersion;
    const { namespace, dependsOn: others = [] } = props;
    const dependsOn = [...(typeof namespace === 'object' ? [namespace] : []), ...others];

    this.base = this.deployDefinitions(props.timeoutSeconds, dependsOn);
    this.istiods = this.deployIstiods(props.timeoutSeconds);
    const tags = this.deployTags(props);
    this.labelNamespaces(props, tags);
    this.gateways = this.scopeOf('Gateways', this.sides[this.standing.gateways]);
    const { gateways, gatewayShare } = this.standing;
    if (gatewayShare > 0) {
      const { istioVersion } = this.sides.to;
      const revision = nameOf(this.sides.to);
      setGatewayShare(this.gateways, { istioVersion, revision, percent: gatewayShare, isOver: gateways === 'to' });
    }
    this.node.defaultChild = this.base;

    if (props.restart !== false && names.length > 0) {
      const revisions = new Map(names.map((name) => [name, this.revisionOf(name)]));
      const restart = new RestartWorkloads(this, revisions);
      // The stacks that are there by then get it when the program is synthesized; a test that renders one stack does not.
      deliveriesOf(this).aspects.push(restart);
      Aspects.of(TerraformStack.of(this)).add(restart);
    }
    this.node.addValidation({ validate: () => this.usesOfAbsentRevisions() });
  }

  /** The name of the revision that new pods of a namespace get their proxies from. */
  revisionOf(namespace: string): string {
    return nameOf(this.sides[this.standing.moved.has(namespace) ? 'to' : this.standing.tags.stable]);
  }

  private deployDefinitions(timeoutSeconds: number | undefined, dependsOn: readonly IConstruct[]): BaseChart {
    const { installed, tags } = this.standing;
    const [first, second = first] = installed.map((side) => this.sides[side]) as [Revision, Revision?];
    const newer = compareVersions(first.istioVersion, second.istioVersion) > 0 ? first : second;
    const scope = new Construct(this, 'Definitions');
    MeshContext.set(scope, { istioVersion: newer.istioVersion });
    return new BaseChart(scope, 'Base', {
      values: { defaultRevision: nameOf(this.sides[tags.default]) },
      timeoutSeconds,
      dependsOn,
    });
  }

  private deployIstiods(timeoutSeconds: number | undefined): Readonly<Record<string, IstiodChart>> {
    const istiods: Record<string, IstiodChart> = {};
    for (const side of this.standing.installed) {
      const revision = this.sides[side];
      const scope = this.scopeOf(`Revision-${nameOf(revision)}`, revision);
      istiods[nameOf(revision)] = new IstiodChart(scope, 'Istiod', {
        values: istiodValues(scope, revision),
        extraValues: revision.extraIstiodValues,
        timeoutSeconds,
        dependsOn: [this.base],
      });
    }
    return istiods;
  }

  private deployTags({ tags: names = {} }: CanaryUpgradeProps): readonly RevisionTag[] {
    const { stable = 'stable', canary = 'canary' } = names;
    const { tags, installed } = this.standing;
    const all: [tag: string, side: Side][] = [
      [stable, tags.stable],
      [canary, tags.canary],
    ];
    // An istiod without a revision answers for istio-injection=enabled itself as long as it is there.
    if (!installed.some((side) => nameOf(this.sides[side]) === UNNAMED)) all.push([UNNAMED, tags.default]);
    return all.map(([tag, side]) => {
      const revision = this.sides[side];
      const scope = this.scopeOf(`Tag-${tag}`, revision);
      return new RevisionTag(scope, 'Tag', {
        tag,
        revision: nameOf(revision),
        injectsByDefault: revision.istiod?.sidecarInjectorWebhook?.enableNamespacesByDefault,
        dependsOn: [this.istiods[nameOf(revision)] as IstiodChart],
      });
    });
  }

  private labelNamespaces({ tags = {} }: CanaryUpgradeProps, dependsOn: readonly RevisionTag[]): void {
    for (const { name, create } of this.namespaces) {
      const side = this.standing.tagOf(name);
      const scope = new Construct(this, `Namespace-${name}`);
      MeshContext.set(scope, { revision: tags[side] ?? side });
      if (create) new MeshNamespace(scope, 'Namespace', { name, injection: 'enabled', dependsOn });
      else new InjectionLabel(scope, 'Label', { namespace: name, dependsOn });
    }
  }

  private scopeOf(id: string, revision: Revision): Construct {
    const scope = new Construct(this, id);
    const name = nameOf(revision);
    MeshContext.set(scope, {
      istioVersion: revision.istioVersion,
      revision: name === UNNAMED ? undefined : name,
    });
    return scope;
  }

  /** What of the program names a revision whose istiod this step has not, or is moved by another label than it should. */
  private usesOfAbsentRevisions(): string[] {
    const here = new Set(Object.keys(this.istiods));
    const absent = [this.sides.from, this.sides.to].map(nameOf).filter((name) => !here.has(name));
    const uses = revisionUses(this);
    const faults = uses
      .filter(({ revision }) => absent.includes(revision))
      .map(
        ({ at, what, revision }) =>
          `${at}: ${what}: expected one of ${[...here].join(', ')}, whose istiod runs at this step of ${this.node.path}, got "${revision}"`,
      );
    const names = new Set(this.namespaces.map(({ name }) => name));
    for (const { at, what, namespace } of uses) {
      if (what !== 'gateway' || namespace === undefined || !names.has(namespace)) continue;
      faults.push(
        `${at}: namespace: expected one that is not in the namespaces of ${this.node.path}, whose label would win over the gateway's revision, got "${namespace}"`,
      );
    }
    return faults;
  }
}

function nameOf({ name, istioVersion }: Revision): string {
  return name ?? istioVersion.replace(/\./g, '-');
}

function faultsOf(scope: Construct, props: CanaryUpgradeProps, namespaces: readonly UpgradedNamespace[]): string[] {
  const { from, to, steps = UPGRADE_STEPS, step = 0, tags = {}, namespace } = props;
  const { rootNamespace } = MeshContext.of(scope);
  const names = namespaces.map(({ name }) => name);
  const faults = stepFaults(steps, step, names);
  for (const [key, revision] of Object.entries({ from, to })) {
    if (revision === undefined) continue;
    const name = nameOf(revision);
    // The name goes into those of a Service and a Helm release.
    if (!isNamespaceName(name) || name.length > 40)
      faults.push(`${key}.name: expected at most 40 lowercase letters, digits and hyphens, got "${name}"`);
    if (Object.values({ stable: 'stable', canary: 'canary', ...tags }).includes(name))
      faults.push(`${key}.name: expected another name than those of the tags, got "${name}"`);
  }
  if (to === undefined && step !== 0)
    faults.push(`step: expected 0 where there is no "to", got ${JSON.stringify(step)}`);
  if (to !== undefined && nameOf(from) === nameOf(to))
    faults.push(`to.name: expected another name than that of "from", got "${nameOf(to)}"`);
  if (to?.name === UNNAMED) faults.push('to.name: expected a name of its own, got "default"');
  for (const name of new Set(names.filter((one, index) => names.indexOf(one) !== index)))
    faults.push(`namespaces: expected each once, got "${name}" twice`);
  const root = typeof namespace === 'object' ? namespace.name : namespace;
  if (root !== undefined && root !== rootNamespace)
    faults.push(
      `namespace: expected the mesh's root namespace "${rootNamespace}", got "${root}": set rootNamespace in MeshContext`,
    );
  return faults;
}
