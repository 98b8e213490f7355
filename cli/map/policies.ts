import { labelsText, selects } from '../../model/labels';
import type { Labels, Policy, TargetRef } from './istio-spec';
import type { BadgeIcon, MapBadge, MtlsMode } from './model';
import type { SourceObject } from './source';

const ICONS: Readonly<Record<string, BadgeIcon>> = {
  'security.istio.io/AuthorizationPolicy': 'shield',
  'security.istio.io/RequestAuthentication': 'key',
  'security.istio.io/PeerAuthentication': 'lock',
  'telemetry.istio.io/Telemetry': 'chart',
  'networking.istio.io/EnvoyFilter': 'filter',
  'networking.istio.io/Sidecar': 'filter',
  'networking.istio.io/ProxyConfig': 'filter',
  'extensions.istio.io/WasmPlugin': 'filter',
  'extensions.istio.io/TrafficExtension': 'filter',
};

interface Placed {
  readonly object: SourceObject;
  readonly id: string;
  readonly namespace: string;
  readonly icon: BadgeIcon;
  readonly spec: Policy;
  readonly selector: Labels | undefined;
  readonly targets: readonly TargetRef[];
}

/** Which policies hold where: for chosen workloads, for a namespace, or for the mesh where they stand in its root namespace. */
export class PolicyIndex {
  private readonly byNamespace = new Map<string, Placed[]>();

  constructor(
    objects: readonly SourceObject[],
    private readonly rootNamespace: string,
  ) {
    for (const object of objects) {
      const icon = ICONS[`${object.apiVersion.slice(0, object.apiVersion.lastIndexOf('/'))}/${object.kind}`];
      if (!icon) continue;
      const namespace = object.metadata.namespace ?? 'default';
      const spec = (object.manifest['spec'] ?? {}) as Policy;
      const labels = spec.selector?.matchLabels ?? spec.workloadSelector?.labels;
      const selector = labels && Object.keys(labels).length > 0 ? labels : undefined;
      const placed = {
        object,
        id: `${object.kind}/${namespace}/${object.metadata.name}`,
        namespace,
        icon,
        spec,
        selector,
        targets: spec.targetRefs ?? (spec.targetRef ? [spec.targetRef] : []),
      };
      this.byNamespace.set(namespace, [...(this.byNamespace.get(namespace) ?? []), placed]);
    }
  }

  namespaces(): Iterable<string> {
    return this.byNamespace.keys();
  }

  /** The policies that choose a workload by its labels. mTLS is left to {@link mtls}. */
  of(namespace: string, labels: Labels): { badges: MapBadge[]; resources: string[] } {
    const here = this.byNamespace.get(namespace) ?? [];
    const everywhere = namespace === this.rootNamespace ? [] : (this.byNamespace.get(this.rootNamespace) ?? []);
    const chosen = [...here, ...everywhere].filter(({ selector }) => selector && selects(selector, labels));
    return {
      badges: chosen.filter(({ object }) => object.kind !== 'PeerAuthentication').map(badgeOf),
      resources: chosen.map(({ id }) => id),
    };
  }

  /** The policies for a whole namespace. */
  wide(namespace: string): MapBadge[] {
    return (this.byNamespace.get(namespace) ?? [])
      .filter(({ selector, targets }) => !selector && targets.length === 0)
      .map(badgeOf);
  }

  /** The policies that choose a Service, a ServiceEntry or a Gateway by its name. */
  targeting(namespace: string, kind: string, name: string): MapBadge[] {
    return (this.byNamespace.get(namespace) ?? [])
      .filter(({ targets }) => targets.some((target) => target.kind === kind && target.name === name))
      .map(badgeOf);
  }

  /** What a policy is called, and what it asks for; undefined where the resource is no policy. */
  describe(id: string, namespace: string): { badge: MapBadge; asks: string } | undefined {
    const placed = (this.byNamespace.get(namespace) ?? []).find((each) => each.id === id);
    if (!placed) return undefined;
    const targets = placed.targets.map(({ kind = '?', name = '?' }) => `${kind} ${name}`);
    return { badge: badgeOf(placed), asks: [labelsText(placed.selector), ...targets].filter(Boolean).join(', ') };
  }

  /** The mTLS mode of a workload: the narrowest PeerAuthentication that sets one, PERMISSIVE where none does. */
  mtls(namespace: string, labels: Labels): { mode: MtlsMode; resource?: string } {
    const here = this.peers(namespace);
    const candidates = [
      ...here.filter(({ selector }) => selector && selects(selector, labels)),
      ...here.filter(({ selector }) => !selector),
      ...this.peers(this.rootNamespace).filter(({ selector }) => !selector),
    ];
    for (const { spec, id } of candidates) {
      const mode = spec.mtls?.mode;
      if (mode === 'STRICT' || mode === 'PERMISSIVE' || mode === 'DISABLE') return { mode, resource: id };
    }
    return { mode: 'PERMISSIVE' };
  }

  private peers(namespace: string): Placed[] {
    return (this.byNamespace.get(namespace) ?? []).filter(({ object }) => object.kind === 'PeerAuthentication');
  }
}

function badgeOf({ object, id, icon, spec }: Placed): MapBadge {
  const mode = object.kind === 'PeerAuthentication' ? (spec.mtls?.mode ?? 'UNSET') : undefined;
  const own = mode === 'DISABLE' ? 'open-lock' : mode === 'STRICT' ? 'lock' : mode ? 'half-lock' : icon;
  const extra = mode ?? (object.kind === 'AuthorizationPolicy' ? actionOf(spec) : undefined);
  return {
    icon: own,
    text: `${object.kind} ${object.metadata.name}${extra === undefined ? '' : ` (${extra})`}`,
    resource: id,
  };
}

/** An ALLOW without rules takes no request at all: worth another word. */
function actionOf(spec: Policy): string {
  const action = spec.action ?? 'ALLOW';
  return action === 'ALLOW' && (spec.rules ?? []).length === 0 ? 'ALLOW nothing' : action;
}
