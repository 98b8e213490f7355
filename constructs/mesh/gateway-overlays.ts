import { mergeValues } from '../charts/merge-values';
import type { ResourceRequirements } from '../charts/pod-values';

/** How many pods a gateway has, by their load. */
export interface GatewayAutoscaling {
  /** @default 1 */
  readonly minReplicas?: number;
  /** The most pods there are. */
  readonly maxReplicas: number;
  /**
   * The use of the processor that is aimed at, in percent of what the pods request.
   * @default 80
   */
  readonly averageUtilization?: number;
}

/** What of the objects that istiod makes for a Gateway is to be otherwise: a part of each, merged into it as `kubectl patch` does. */
export interface GatewayOverlays {
  /** Of the Deployment. */
  readonly deployment?: object;
  /** Of the Service. */
  readonly service?: object;
  /** Of the ServiceAccount. */
  readonly serviceAccount?: object;
  /** The HorizontalPodAutoscaler, which is made where there is something of it. */
  readonly horizontalPodAutoscaler?: object;
  /** The PodDisruptionBudget, which is made where there is something of it. */
  readonly podDisruptionBudget?: object;
}

/** The settings of a gateway that are overlays to istiod. */
export interface OverlaySettings {
  /**
   * How many pods, where the gateway does not scale by its load.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * How many pods, by their load.
   * @default - always the same number
   */
  readonly autoscaling?: GatewayAutoscaling;
  /**
   * What a gateway's pod asks for and may use at most.
   * @default - that of every proxy of the mesh
   */
  readonly resources?: ResourceRequirements;
  /**
   * How many pods, or what share of them such as `50%`, remain while nodes are drained.
   * @default - no matter how many
   */
  readonly minAvailable?: number | string;
  /**
   * Further parts of what istiod makes; they win.
   * @default - none
   */
  readonly overlays?: GatewayOverlays;
}

const KINDS = ['deployment', 'service', 'serviceAccount', 'horizontalPodAutoscaler', 'podDisruptionBudget'] as const;

/** What istiod refuses to have changed. */
const FIXED = ['name', 'namespace', 'generateName', 'uid', 'ownerReferences', 'finalizers', 'managedFields'];

/** The data of the ConfigMap that istiod reads overlays from; undefined where there is none. JSON is YAML. */
export function overlayData(settings: OverlaySettings): Readonly<Record<string, string>> | undefined {
  const { replicas, autoscaling, resources, minAvailable, overlays = {} } = settings;
  const own: GatewayOverlays = {
    deployment: {
      spec: {
        replicas,
        template: resources && { spec: { containers: [{ name: 'istio-proxy', resources }] } },
      },
    },
    horizontalPodAutoscaler: autoscaling && { spec: autoscalerSpec(autoscaling) },
    podDisruptionBudget: minAvailable === undefined ? undefined : { spec: { minAvailable } },
  };
  const merged = mergeValues(own, overlays);
  const data = KINDS.flatMap((kind) =>
    merged[kind] === undefined ? [] : [[kind, `${JSON.stringify(merged[kind], null, 2)}\n`] as const],
  );
  return data.length === 0 ? undefined : Object.fromEntries(data);
}

function autoscalerSpec({ minReplicas, maxReplicas, averageUtilization = 80 }: GatewayAutoscaling): object {
  const target = { type: 'Utilization', averageUtilization };
  return { minReplicas, maxReplicas, metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }] };
}

/** What is wrong with overlays: istiod applies none of them where it refuses one. */
export function overlayFaults({ replicas, autoscaling, overlays = {} }: OverlaySettings): string[] {
  const faults: string[] = [];
  if (replicas !== undefined && autoscaling !== undefined) {
    faults.push('replicas: expected replicas or autoscaling, got both');
  }
  if (autoscaling !== undefined && (autoscaling.minReplicas ?? 1) > autoscaling.maxReplicas) {
    const { minReplicas, maxReplicas } = autoscaling;
    faults.push(`autoscaling.minReplicas: expected at most maxReplicas (${maxReplicas}), got ${minReplicas}`);
  }
  for (const kind of KINDS) {
    const { metadata } = (overlays[kind] ?? {}) as { readonly metadata?: object };
    for (const field of FIXED.filter((one) => metadata !== undefined && one in metadata)) {
      faults.push(`overlays.${kind}.metadata.${field}: istiod applies no overlay that changes it: leave it out`);
    }
  }
  return faults;
}
