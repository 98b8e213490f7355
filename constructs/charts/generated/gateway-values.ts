// Made by scripts/generate-values.ts from scripts/values/facts.json; do not edit.

import type { GatewayServicePort, GatewayServiceType } from '../gateway-service';
import type { DeploymentStrategy, ImagePullPolicy, PodSpecPart, ResourceRequirements, StringMap, Toleration, TopologySpreadConstraint } from '../pod-values';

/** Values of Istio's `gateway` chart, whose schema refuses any other key. */
export interface GatewayValues {
  /** The chart's `additionalContainers`. Since Istio 1.25. */
  readonly additionalContainers?: readonly PodSpecPart[];
  /** Kubernetes' affinity rules of the pods. */
  readonly affinity?: PodSpecPart;
  /** Annotations of the objects. */
  readonly annotations?: StringMap;
  /** How the number of pods follows the load. */
  readonly autoscaling?: {
    /** The chart's `autoscaling.autoscaleBehavior`. Since Istio 1.20. */
    readonly autoscaleBehavior?: PodSpecPart;
    /** The chart's `autoscaling.enabled`. */
    readonly enabled?: boolean;
    /** The chart's `autoscaling.maxReplicas`. */
    readonly maxReplicas?: number;
    /** The chart's `autoscaling.minReplicas`. */
    readonly minReplicas?: number;
    /** Per cent of the requested CPU at which the gateway scales out. */
    readonly targetCPUUtilizationPercentage?: number;
    /** The chart's `autoscaling.targetMemoryUtilizationPercentage`. Since Istio 1.21. */
    readonly targetMemoryUtilizationPercentage?: PodSpecPart;
  };
  /** An earlier minor, as the other charts may have it; nothing that this chart makes depends on it. Since Istio 1.21. */
  readonly compatibilityVersion?: string;
  /** Kubernetes' security settings of the proxy container. */
  readonly containerSecurityContext?: PodSpecPart;
  /** The chart's `defaultRevision`. Since Istio 1.25. */
  readonly defaultRevision?: string;
  /** The chart's `defaults`. Since Istio 1.21. */
  readonly defaults?: unknown;
  /** The chart's `enabled`. Since Istio 1.29. */
  readonly enabled?: boolean;
  /** Environment variables of the container. */
  readonly env?: StringMap;
  /** The chart's `envVarFrom`. Since Istio 1.25. */
  readonly envVarFrom?: readonly PodSpecPart[];
  /** The chart's `global`. */
  readonly global?: {
    /** The chart's `global.networkPolicy`. Since Istio 1.28. */
    readonly networkPolicy?: {
      /** The chart's `global.networkPolicy.enabled`. The chart's default is `false`. Since Istio 1.28. */
      readonly enabled?: boolean;
    };
  };
  /** When the node pulls the image. */
  readonly imagePullPolicy?: ImagePullPolicy;
  /** Secrets with the registry's credentials, in the release's namespace. */
  readonly imagePullSecrets?: readonly { readonly name: string }[];
  /** The chart's `initContainers`. Since Istio 1.25. */
  readonly initContainers?: readonly PodSpecPart[];
  /** Whether pods are counted, or run one a node. */
  readonly kind?: 'Deployment' | 'DaemonSet';
  /** Labels of the objects, beside the chart's own. */
  readonly labels?: StringMap;
  /** The chart's `lifecycle`. Since Istio 1.27. */
  readonly lifecycle?: PodSpecPart;
  /** Seconds. Since Istio 1.24. */
  readonly minReadySeconds?: number;
  /** The name of the Deployment and the Service. */
  readonly name?: string;
  /** The network that the gateway leads to, in a mesh of several. */
  readonly networkGateway?: string;
  /** The chart's `networkGatewayPorts`. Since Istio 1.30. */
  readonly networkGatewayPorts?: {
    /** The chart's `networkGatewayPorts.tls`. Since Istio 1.30. */
    readonly tls?: {
      /** The chart's `networkGatewayPorts.tls.port`. The chart's default is `15443`. Since Istio 1.30. */
      readonly port?: number;
      /** The chart's `networkGatewayPorts.tls.targetPort`. The chart's default is `15443`. Since Istio 1.30. */
      readonly targetPort?: number;
    };
  };
  /** Labels of the nodes that the pods may run on. */
  readonly nodeSelector?: StringMap;
  /** The chart's `ownerName`. Since Istio 1.28. */
  readonly ownerName?: string;
  /** The chart's `pilot`. Since Istio 1.25. */
  readonly pilot?: PodSpecPart;
  /** The chart's `platform`. Since Istio 1.25. */
  readonly platform?: string;
  /** Annotations of the pods. */
  readonly podAnnotations?: StringMap;
  /** The chart's `podDisruptionBudget`. */
  readonly podDisruptionBudget?: {
    /** The chart's `podDisruptionBudget.maxUnavailable`. */
    readonly maxUnavailable?: number | string;
    /** The chart's `podDisruptionBudget.minAvailable`. */
    readonly minAvailable?: number | string;
    /** The chart's `podDisruptionBudget.unhealthyPodEvictionPolicy`. */
    readonly unhealthyPodEvictionPolicy?: 'IfHealthyBudget' | 'AlwaysAllow';
  };
  /** The chart's `priorityClassName`. Since Istio 1.19. */
  readonly priorityClassName?: string;
  /** The chart's `profile`. Since Istio 1.25. */
  readonly profile?: string;
  /** The gateway's permissions. */
  readonly rbac?: {
    /** Whether the gateway may read Secrets of its namespace, which certificates come from. */
    readonly enabled?: boolean;
  };
  /** The chart's `readinessProbe`. Since Istio 1.24. */
  readonly readinessProbe?: PodSpecPart;
  /** Pods, where autoscaling is off. */
  readonly replicaCount?: number;
  /** The requests and limits of the containers. */
  readonly resources?: ResourceRequirements;
  /** The control plane's revision (`istio.io/rev`). */
  readonly revision?: string;
  /** The chart's `runAsRoot`. */
  readonly runAsRoot?: boolean;
  /** Kubernetes' security settings of the pods. */
  readonly securityContext?: PodSpecPart;
  /** The Service in front of the pods. */
  readonly service?: {
    /** The chart's `service.allocateLoadBalancerNodePorts`. Since Istio 1.21. */
    readonly allocateLoadBalancerNodePorts?: boolean;
    /** The chart's `service.annotations`. */
    readonly annotations?: StringMap;
    /** The chart's `service.clusterIP`. Since Istio 1.28. */
    readonly clusterIP?: string;
    /** The chart's `service.externalIPs`. */
    readonly externalIPs?: readonly string[];
    /** The chart's `service.externalTrafficPolicy`. */
    readonly externalTrafficPolicy?: 'Cluster' | 'Local';
    /** The chart's `service.internalTrafficPolicy`. Since Istio 1.28. */
    readonly internalTrafficPolicy?: 'Cluster' | 'Local';
    /** The chart's `service.ipFamilies`. Since Istio 1.18. */
    readonly ipFamilies?: readonly ('IPv4' | 'IPv6')[];
    /** The chart's `service.ipFamilyPolicy`. Since Istio 1.18. */
    readonly ipFamilyPolicy?: 'SingleStack' | 'PreferDualStack' | 'RequireDualStack';
    /** The chart's `service.loadBalancerClass`. Since Istio 1.26. */
    readonly loadBalancerClass?: string;
    /** The chart's `service.loadBalancerIP`. */
    readonly loadBalancerIP?: string;
    /** The chart's `service.loadBalancerSourceRanges`. */
    readonly loadBalancerSourceRanges?: readonly string[];
    /** The chart's `service.ports`. */
    readonly ports?: readonly GatewayServicePort[];
    /** The chart's `service.selectorLabels`. Since Istio 1.27. */
    readonly selectorLabels?: PodSpecPart;
    /** The chart's `service.type`. */
    readonly type?: GatewayServiceType;
  };
  /** The service account of the pods, which their identity comes from. */
  readonly serviceAccount?: {
    /** The chart's `serviceAccount.annotations`. */
    readonly annotations?: StringMap;
    /** The chart's `serviceAccount.create`. */
    readonly create?: boolean;
    /** The chart's `serviceAccount.name`. */
    readonly name?: string;
  };
  /** The chart's `strategy`. Since Istio 1.24. */
  readonly strategy?: DeploymentStrategy;
  /** Seconds. Since Istio 1.19. */
  readonly terminationGracePeriodSeconds?: number;
  /** Taints that the pods put up with. */
  readonly tolerations?: readonly Toleration[];
  /** How the pods spread over nodes and zones. */
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  /** The chart's `unprivilegedPort`. */
  readonly unprivilegedPort?: boolean | string;
  /** The chart's `volumeMounts`. Since Istio 1.20. */
  readonly volumeMounts?: readonly PodSpecPart[];
  /** The chart's `volumes`. Since Istio 1.20. */
  readonly volumes?: readonly PodSpecPart[];
}
