import { REVISION_LABEL } from '../../../model/data-plane';
import { isIstiod } from '../../../model/labels';
import { textOf, valueAt } from '../../../model/value';
import type { KubernetesObject } from '../../cluster/api';
import type { MeshContent, Session } from '../../session/session';
import { chartsNamed } from '../istio-charts';
import { minorOf } from './minors';

interface Container {
  readonly name?: string;
  readonly image?: string;
}

/** A Deployment, as far as it may be an istiod. */
export interface Deployment extends KubernetesObject {
  readonly spec?: {
    readonly replicas?: number;
    readonly template?: { readonly spec?: { readonly containers?: readonly Container[] } };
  };
  readonly status?: { readonly availableReplicas?: number };
}

/** A control plane that the stacks deploy, and what runs in its place. */
export interface Upgrade {
  /** `namespace/name` of its Helm release. */
  readonly release: string;
  readonly revision: string;
  /** The version that runs; undefined where nothing does. */
  readonly from?: string;
  /** The version that the stacks deploy. */
  readonly to: string;
  /** The control planes of other revisions that run, where this one does not run yet. */
  readonly beside: readonly { readonly name: string; readonly version: string }[];
}

/** The control planes of the stacks, each with what runs. Charts without a version of their own are left out. */
export async function upgradesOf(session: Session): Promise<readonly Upgrade[]> {
  const [content, deployments] = await Promise.all([
    session.content(),
    session.list<Deployment>('/apis/apps/v1/deployments'),
  ]);
  const running = controlPlanesIn(deployments).flatMap(({ deployment, version }) =>
    version === undefined ? [] : [{ deployment, version }],
  );
  return chartsNamed(content, 'istiod').flatMap((chart): readonly Upgrade[] => {
    const to = targetOf(chart);
    if (to === undefined) return [];
    const revision = textOf(chart.values['revision']) || 'default';
    const own = running.find(({ deployment }) => isOf(deployment, chart, revision));
    const others = running.filter(({ deployment }) => !isOf(deployment, chart, revision));
    return [
      {
        release: `${chart.namespace}/${chart.name}`,
        revision,
        to,
        ...(own ? { from: own.version } : {}),
        beside: own
          ? []
          : others.map(({ deployment: { metadata }, version }) => ({
              name: `${metadata.namespace}/${metadata.name}`,
              version,
            })),
      },
    ];
  });
}

/** The control planes among Deployments, each with its version and its revision. */
export function controlPlanesIn(
  deployments: readonly Deployment[],
): readonly { readonly deployment: Deployment; readonly version: string | undefined; readonly revision: string }[] {
  return deployments
    .filter(isControlPlane)
    .map((deployment) => ({ deployment, version: versionOf(deployment), revision: revisionIn(deployment) }));
}

/** The version that an image's tag names; undefined for a digest, and for a tag that names none. */
export function imageVersion(image: string | undefined): string | undefined {
  const tag = /:([^:/@]+)(@|$)/.exec(image ?? '')?.[1];
  return tag !== undefined && minorOf(tag) !== undefined
    ? tag.replace(/^v/, '').replace(/-(distroless|debug)$/, '')
    : undefined;
}

function isControlPlane({ metadata }: Deployment): boolean {
  return isIstiod(metadata.labels);
}

function isOf({ metadata }: Deployment, chart: MeshContent['charts'][number], revision: string): boolean {
  const { 'meta.helm.sh/release-name': name, 'meta.helm.sh/release-namespace': namespace } = metadata.annotations ?? {};
  if (name === chart.name && namespace === chart.namespace) return true;
  return metadata.namespace === chart.namespace && (metadata.labels?.[REVISION_LABEL] || 'default') === revision;
}

function revisionIn({ metadata }: Deployment): string {
  return metadata.labels?.['istio.io/rev'] || 'default';
}

/** What the image says; where it names no version, what the chart said of itself. */
function versionOf({ metadata, spec }: Deployment): string | undefined {
  const containers = spec?.template?.spec?.containers ?? [];
  const discovery = containers.find(({ name }) => name === 'discovery') ?? containers[0];
  const labels = metadata.labels ?? {};
  return (
    imageVersion(discovery?.image) ??
    labels['app.kubernetes.io/version'] ??
    labels['helm.sh/chart']?.match(/-(\d.*)$/)?.[1]
  );
}

function targetOf({ values, version }: MeshContent['charts'][number]): string | undefined {
  const tag = textOf(valueAt(values, ['global', 'tag']));
  return tag !== undefined && minorOf(tag) !== undefined ? tag : version;
}
