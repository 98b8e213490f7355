import { PeerAuthentications } from '../../model/access/mutual-tls';
import { KINDS, kindOf } from '../../model/kinds';
import { type Labels, labelsText, selects } from '../../model/labels';
import { put } from '../../model/multimap';
import { selectorOf } from '../../model/object';
import { itemsOf, textOf } from '../../model/value';
import { field, nameOf, text, textsByName } from '../../model/visibility/fields';
import { resourceId } from './draw/canvas';
import type { BadgeIcon, MapBadge, MtlsMode } from './model';
import type { DrawnMesh, MapObject } from './source';

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
  readonly object: MapObject;
  readonly id: string;
  readonly icon: BadgeIcon;
  readonly selector: Labels | undefined;
  readonly targets: readonly unknown[];
}

/** Which policies hold where: for chosen workloads, for a namespace, or for the mesh where they stand in its root namespace. */
export class PolicyIndex {
  private readonly byNamespace = new Map<string, Placed[]>();

  private readonly peers: PeerAuthentications;
  private readonly rootNamespace: string;

  /** @param isPolicy whether an object of one of the kinds is a policy of the mesh */
  constructor({ objects, config }: DrawnMesh, isPolicy: (object: MapObject) => boolean) {
    this.rootNamespace = config.rootNamespace;
    this.peers = new PeerAuthentications(
      objects.of(KINDS.peerAuthentication).map((object) => ({ ...nameOf(object), spec: object.spec })),
      config.rootNamespace,
    );
    for (const object of objects) {
      const icon = ICONS[kindOf(object)];
      if (!icon || !isPolicy(object)) continue;
      const { namespace } = nameOf(object);
      const { targetRef, targetRefs } = object.spec;
      const labels = textsByName(selectorOf(object.spec));
      const placed = {
        object,
        id: resourceId(object),
        icon,
        selector: Object.keys(labels).length > 0 ? labels : undefined,
        targets: targetRefs === undefined ? (targetRef ? [targetRef] : []) : itemsOf(targetRefs),
      };
      put(this.byNamespace, namespace, placed);
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
      .filter(({ targets }) =>
        targets.some((target) => field(target, 'kind') === kind && field(target, 'name') === name),
      )
      .map(badgeOf);
  }

  /** What a policy is called, and what it asks for; undefined where the resource is no policy. */
  describe(id: string, namespace: string): { badge: MapBadge; asks: string } | undefined {
    const placed = (this.byNamespace.get(namespace) ?? []).find((each) => each.id === id);
    if (!placed) return undefined;
    const targets = placed.targets.map((target) =>
      [field(target, 'kind'), field(target, 'name')].map((part) => text(part) ?? '?').join(' '),
    );
    return { badge: badgeOf(placed), asks: [labelsText(placed.selector), ...targets].filter(Boolean).join(', ') };
  }

  /** The mTLS mode of a workload: the narrowest PeerAuthentication that sets one, PERMISSIVE where none does. */
  mtls(namespace: string, labels: Labels): { mode: MtlsMode; resource?: string } {
    const { mode, policy } = this.peers.modeOf({ namespace, labels });
    return {
      mode: mode === 'unknown' ? 'PERMISSIVE' : mode,
      ...(policy === undefined ? {} : { resource: `PeerAuthentication/${policy.namespace}/${policy.name}` }),
    };
  }
}

function badgeOf({ object, id, icon }: Placed): MapBadge {
  const mode = object.kind === 'PeerAuthentication' ? (text(field(object.spec['mtls'], 'mode')) ?? 'UNSET') : undefined;
  const own = mode === 'DISABLE' ? 'open-lock' : mode === 'STRICT' ? 'lock' : mode ? 'half-lock' : icon;
  const extra = mode ?? (object.kind === 'AuthorizationPolicy' ? actionOf(object) : undefined);
  return {
    icon: own,
    text: `${object.kind} ${nameOf(object).name}${extra === undefined ? '' : ` (${extra})`}`,
    resource: id,
  };
}

/** An ALLOW without rules accepts no request at all: worth another word. */
function actionOf({ spec }: MapObject): string {
  const action = textOf(spec['action']) ?? 'ALLOW';
  return action === 'ALLOW' && itemsOf(spec['rules']).length === 0 ? 'ALLOW nothing' : action;
}
