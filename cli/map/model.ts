/** What the map shows, told apart from how it is drawn: every renderer reads this and nothing else. */
export interface MeshMap {
  readonly title: string;
  /** Where it was read: synthesized stacks, or the cluster of a kubeconfig context. */
  readonly source: { readonly kind: 'synthesized' | 'live'; readonly name: string };
  /** The Istio release of the control plane. Absent where no istiod is in sight. */
  readonly istioVersion?: string;
  readonly namespaces: readonly MapNamespace[];
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
  readonly resources: readonly MapResource[];
  /**
   * Who reaches what.
   * @default - not asked for
   */
  readonly access?: MapAccessLayer;
  /** What could not be shown, one line each. */
  readonly notes: readonly string[];
}

export interface MapNamespace {
  readonly name: string;
  /** What new pods get: from the labels of the namespace, `unknown` where the namespace itself is not in sight. */
  readonly injection: 'enabled' | 'disabled' | 'ambient' | 'unknown';
  /** The revision that its label names, with the tag that leads there: `1-31-0 (canary)`. Absent where it names none. */
  readonly revision?: string;
  /** The mTLS mode that holds where no narrower policy says otherwise. */
  readonly mtls: MtlsMode;
  /** Policies that hold for the whole namespace; those of the root namespace hold for the mesh. */
  readonly badges: readonly MapBadge[];
}

export type MtlsMode = 'STRICT' | 'PERMISSIVE' | 'DISABLE';

/** The columns of the map from left to right, then what stands beside the traffic. */
export type NodeKind =
  | 'proxy'
  | 'gateway'
  | 'virtual-service'
  | 'service'
  | 'workload'
  | 'control-plane'
  | 'addon'
  /** What is declared but has no place in the traffic: a policy that selects nothing known here, objects of other kinds. */
  | 'unplaced';

export interface MapNode {
  /** Unique in the map and the same from run to run. */
  readonly id: string;
  readonly kind: NodeKind;
  /** What it is called, where the kind's own word is another's: `HTTPRoute`, `ListenerSet`. */
  readonly kindName?: string;
  readonly namespace: string;
  readonly title: string;
  readonly subtitle: string;
  readonly badges: readonly MapBadge[];
  /** Rules of a VirtualService, subsets of a service. */
  readonly rows: readonly MapRow[];
  /** True for what is referred to but declared nowhere in sight. */
  readonly elsewhere: boolean;
  /** Ids of the resources behind the node, the main one first. */
  readonly resources: readonly string[];
}

export interface MapRow {
  readonly id: string;
  readonly title: string;
  /** A second line; empty for none. */
  readonly detail: string;
  readonly badges: readonly MapBadge[];
}

export type BadgeIcon =
  | 'lock'
  | 'half-lock'
  | 'open-lock'
  | 'shield'
  | 'key'
  | 'fuse'
  | 'chart'
  | 'filter'
  | 'mesh'
  | 'cloud'
  | 'missing';

export interface MapBadge {
  readonly icon: BadgeIcon;
  readonly text: string;
  /** The resource that it comes from. */
  readonly resource?: string;
}

export interface MapEdge {
  readonly from: MapEnd;
  readonly to: MapEnd;
  /** Share of the requests in percent, as Istio computes it. Absent where there is nothing to share. */
  readonly weight?: number;
  /** What a mirrored edge gets are copies of requests. */
  readonly kind: 'traffic' | 'mirror';
  /** The mTLS mode that the receiving workload demands. */
  readonly mtls?: MtlsMode;
}

export interface MapEnd {
  readonly node: string;
  /** The row of the node. Absent for the node as a whole. */
  readonly row?: string;
}

/** Who reaches what: destinations share the callers that they treat alike. */
export interface MapAccessLayer {
  /** One entry a port; first what is open to everybody. */
  readonly destinations: readonly MapAccess[];
  readonly callers: readonly MapCaller[];
  /** Places among the callers. */
  readonly classes: readonly (readonly number[])[];
}

/** A port, and everybody who gets anything through to it. */
export interface MapAccess {
  /** The nodes of its workloads and of its Service. */
  readonly nodes: readonly string[];
  /** `namespace/name:port`. */
  readonly name: string;
  /** Whether anything enforces policies there: without a proxy nothing does. */
  readonly isEnforced: boolean;
  /** Callers that are treated alike. */
  readonly groups: readonly {
    readonly callers: MapCallerSet;
    /** Whether these are all callers there are, clients from outside included; then they are not listed. */
    readonly isEverybody: boolean;
    readonly requests: readonly MapRequests[];
  }[];
}

/** Some of the callers, in their order; those that a policy names come last. What is left out is empty. */
export interface MapCallerSet {
  /** Places among the classes. */
  readonly classes?: readonly number[];
  /** Places among the classes: who is in one of these is not meant. */
  readonly without?: readonly number[];
  /** Members of the classes that are not meant either. */
  readonly except?: readonly number[];
  /** Who is meant besides. */
  readonly also?: readonly number[];
  /** Who runs no known workload. */
  readonly named?: readonly number[];
}

export interface MapCaller {
  /** `namespace/name` of a workload, or what a policy calls it. */
  readonly name: string;
  /** Absent for who has no node. */
  readonly node?: string;
}

/** Requests that get through for one reason. */
export interface MapRequests {
  /** `any request`, `POST /pay`. */
  readonly name: string;
  readonly verdict: string;
  /** Why, as a sentence without a full stop. */
  readonly because: string;
  /** The rules that say so: `AuthorizationPolicy shop/orders rules[0]`. */
  readonly rules: readonly string[];
}

export interface MapResource {
  readonly id: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Which stack, construct and Terraform address it comes from. Absent on a live map. */
  readonly origin?: { readonly stack: string; readonly constructPath: string; readonly address: string };
  /** The object as declared; for a chart, its release with the values. */
  readonly manifest: Readonly<Record<string, unknown>>;
}
