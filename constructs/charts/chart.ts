import { Construct, type IConstruct } from 'constructs';
import type { ChartRole } from '../delivery/deliverable';
import { HelmRelease, type HelmReleaseProps } from '../delivery/helm-release';
import { MeshContext, type MeshView } from '../mesh-context';
import { warnOfValues } from '../shapes/check';
import type { ChartCoordinates } from '../versions';
import { type ChartSource, locateChart } from './chart-source';
import { mergeValues } from './merge-values';
import { ReplaceTrigger } from './replace-trigger';
import { warnOfRetiredHost } from './retired-hosts';

/** What every chart construct takes. */
export interface ChartProps<Values extends object> {
  /**
   * The namespace of the release; it must exist.
   * @default - the mesh's root namespace
   */
  readonly namespace?: string;
  /**
   * The Helm release's name. Changing it replaces what runs.
   * @default - the name that Istio's documentation uses
   */
  readonly releaseName?: string;
  /**
   * The chart's values, as far as this package knows their types.
   * @default - the chart's own
   */
  readonly values?: Values;
  /**
   * Values that the types lack, or that must win: objects are merged, lists replace, `null` deletes a default of the chart.
   * @default - none
   */
  readonly extraValues?: Readonly<Record<string, unknown>>;
  /**
   * The chart's version.
   * @default - the one that belongs to the Istio release in force
   */
  readonly version?: string;
  /**
   * Where the chart comes from: an http(s) repository, an oci:// registry or a folder.
   * @default - the chart repository of the mesh context, or the chart's public repository
   */
  readonly source?: ChartSource;
  /**
   * The user of the chart's repository or registry; a Terraform variable keeps it out of the program.
   * @default - the mesh context's credentials, where the chart comes from its repository; else none
   */
  readonly repositoryUsername?: string;
  /**
   * The password of that user; a sensitive Terraform variable keeps it out of the program and its plans.
   * @default - the mesh context's, with its user
   */
  readonly repositoryPassword?: string;
  /**
   * Whether user and password are sent to other hosts too, where the repository's index refers to charts there.
   * @default false
   */
  readonly passCredentials?: boolean;
  /**
   * Whether the deploy waits until everything in the release is ready.
   * @default true
   */
  readonly wait?: boolean;
  /**
   * How long the deploy waits, in seconds.
   * @default 300
   */
  readonly timeoutSeconds?: number;
  /**
   * A text whose change has the release removed and installed anew instead of upgraded: for charts whose next version
   * changes what Kubernetes lets nobody change. Whatever the release keeps in the cluster goes with it.
   * @default - the release is always upgraded
   */
  readonly replaceOnChangeOf?: string;
  /**
   * Constructs that must be in the cluster before.
   * @default - none
   */
  readonly dependsOn?: readonly IConstruct[];
}

/** What a kind of chart fixes for its releases. */
export interface ChartKind {
  /** The chart, at the version of the Istio release in force. */
  readonly chart: ChartCoordinates;
  /** The release's name where the props give none. */
  readonly releaseName: string;
  /** Values that props can override. */
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** Whether Helm leaves out the chart's `crds` folder. */
  readonly skipCrds?: boolean;
  /** Whether objects that exist already are taken over. */
  readonly takeOwnership?: boolean;
  /** What the chart is to the others of the program. */
  readonly role?: ChartRole;
}

/** The types of the values of Istio's own charts. */
const VALUES: Readonly<Record<string, string>> = {
  base: 'BaseValues',
  cni: 'CniValues',
  gateway: 'GatewayValues',
  istiod: 'IstiodValues',
  ztunnel: 'ZtunnelValues',
};

/** The credentials of a chart's repository: its own, or the context's for the context's repository and no other. */
function credentialsOf(
  { source, repositoryUsername, repositoryPassword, passCredentials }: ChartProps<object>,
  { chartRepositoryCredentials: context }: MeshView,
): Pick<HelmReleaseProps, 'repositoryUsername' | 'repositoryPassword' | 'passCredentials'> {
  if (repositoryUsername !== undefined || repositoryPassword !== undefined || source !== undefined) {
    return { repositoryUsername, repositoryPassword, passCredentials };
  }
  return {
    repositoryUsername: context?.username,
    repositoryPassword: context?.password,
    passCredentials: passCredentials ?? context?.passCredentials,
  };
}

/** A Helm chart, released with typed values. The `helm_release` is its `node.defaultChild`. */
export abstract class Chart<Values extends object> extends Construct {
  /** The release's name in the cluster. */
  readonly releaseName: string;
  /** The namespace of the release. */
  readonly namespace: string;
  /** The chart's version. */
  readonly version: string;
  /** The values as they are passed to Helm. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The Helm release. */
  readonly release: HelmRelease;

  protected constructor(scope: Construct, id: string, props: ChartProps<Values>, kind: ChartKind) {
    super(scope, id);
    const context = MeshContext.of(this);
    this.namespace = props.namespace ?? context.rootNamespace;
    this.version = props.version ?? kind.chart.version;
    this.values = mergeValues(kind.defaults ?? {}, props.values ?? {}, props.extraValues ?? {});
    const values = VALUES[kind.chart.name];
    if (props.values !== undefined && values !== undefined) warnOfValues(this, values, props.values);
    const source = props.source ?? context.chartRepository;
    warnOfRetiredHost(this, props.source === undefined ? 'chartRepository' : 'source', source);
    const location = locateChart({ ...kind.chart, version: this.version }, source);
    const trigger =
      props.replaceOnChangeOf === undefined ? undefined : new ReplaceTrigger(this, 'Trigger', props.replaceOnChangeOf);
    this.release = new HelmRelease(this, 'Resource', {
      releaseName: props.releaseName ?? kind.releaseName,
      namespace: this.namespace,
      ...location,
      ...(location.repository !== undefined && credentialsOf(props, context)),
      values: Object.keys(this.values).length > 0 ? [this.values] : [],
      wait: props.wait,
      timeoutSeconds: props.timeoutSeconds,
      skipCrds: kind.skipCrds,
      takeOwnership: kind.takeOwnership,
      role: kind.role,
      dependsOn: props.dependsOn,
      // As text: cdktf renders a construct as an interpolation, which Terraform does not take here.
      lifecycle: trigger && { replaceTriggeredBy: [`terraform_data.${trigger.friendlyUniqueId}`] },
    });
    this.releaseName = this.release.releaseName;
  }
}
