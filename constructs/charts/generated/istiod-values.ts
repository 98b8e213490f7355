// Made by scripts/generate-values.ts from scripts/values/facts.json; do not edit.

import type { ImagePullPolicy, LabelSelector, PodSpecPart, ResourceRequirements, StringMap, Toleration, TopologySpreadConstraint } from '../pod-values';
import type { MeshConfig } from './mesh-config';

/** The proxy that is injected next to an application. */
export interface ProxyValues {
  /** Whether pods get a proxy where neither namespace nor pod says. */
  readonly autoInject?: 'enabled' | 'disabled';
  /** The chart's `global.proxy.capNetBindService`. */
  readonly capNetBindService?: unknown;
  /** The domain of the cluster's services, such as `cluster.local`. */
  readonly clusterDomain?: string;
  /** Envoy's log levels by component, such as `http:debug,router:info`. */
  readonly componentLogLevel?: string;
  /** The chart's `global.proxy.enableCoreDump`. */
  readonly enableCoreDump?: boolean;
  /** CIDR ranges whose outgoing traffic passes the proxy by, between commas. */
  readonly excludeIPRanges?: string;
  /** Ports whose incoming traffic passes the proxy by, between commas. */
  readonly excludeInboundPorts?: string;
  /** Ports whose outgoing traffic passes the proxy by, between commas. */
  readonly excludeOutboundPorts?: string;
  /** Whether the application starts only once its proxy is ready. */
  readonly holdApplicationUntilProxyStarts?: boolean;
  /** The proxy's image: its name below the hub, or a whole reference. */
  readonly image?: string;
  /** CIDR ranges whose outgoing traffic goes through the proxy, between commas; `*` is all. */
  readonly includeIPRanges?: string;
  /** Ports whose incoming traffic goes through the proxy, between commas; `*` is all. */
  readonly includeInboundPorts?: string;
  /** Ports whose outgoing traffic goes through the proxy, between commas. */
  readonly includeOutboundPorts?: string;
  /** Kubernetes' lifecycle hooks of the proxy container. */
  readonly lifecycle?: PodSpecPart;
  /** Envoy's log level. */
  readonly logLevel?: 'trace' | 'debug' | 'info' | 'warning' | 'error' | 'critical' | 'off';
  /** The chart's `global.proxy.outlierLogPath`. Since Istio 1.23. */
  readonly outlierLogPath?: string;
  /** Whether the proxy container is privileged. */
  readonly privileged?: boolean;
  /** How many readiness probes in a row may fail. */
  readonly readinessFailureThreshold?: number;
  /** Seconds before the first readiness probe. */
  readonly readinessInitialDelaySeconds?: number;
  /** Seconds between readiness probes. */
  readonly readinessPeriodSeconds?: number;
  /** The requests and limits of the containers. */
  readonly resources?: ResourceRequirements;
  /** The chart's `global.proxy.seccompProfile`. Since Istio 1.28. */
  readonly seccompProfile?: PodSpecPart;
  /** The probe that holds the others back until the proxy has started. Since Istio 1.20. */
  readonly startupProbe?: {
    /** The chart's `global.proxy.startupProbe.enabled`. Since Istio 1.20. */
    readonly enabled?: boolean;
    /** The chart's `global.proxy.startupProbe.failureThreshold`. Since Istio 1.20. */
    readonly failureThreshold?: number;
  };
  /** The port of the proxy's health and metrics. */
  readonly statusPort?: number;
  /** The chart's `global.proxy.tracer`. */
  readonly tracer?: string;
  /** The chart's `global.proxy.variant`. */
  readonly variant?: unknown;
}

/** The istiod Deployment. */
export interface PilotValues {
  /** Kubernetes' affinity rules of the pods. Since Istio 1.21. */
  readonly affinity?: PodSpecPart;
  /** The chart's `pilot.autoscaleBehavior`. Since Istio 1.19. */
  readonly autoscaleBehavior?: PodSpecPart;
  /** Whether the number of pods follows the load. */
  readonly autoscaleEnabled?: boolean;
  /** The most pods, where autoscaling is on. */
  readonly autoscaleMax?: number;
  /** The fewest pods, where autoscaling is on. */
  readonly autoscaleMin?: number;
  /** How istiod treats pods where Istio's CNI plugin runs. Since Istio 1.22. */
  readonly cni?: {
    /** The chart's `pilot.cni.chained`. Since Istio 1.22. */
    readonly chained?: boolean;
    /** Whether pods rely on Istio's CNI plugin instead of an init container. Since Istio 1.22. */
    readonly enabled?: boolean;
    /** The chart's `pilot.cni.provider`. Since Istio 1.22. */
    readonly provider?: string;
  };
  /** Whether the chart makes the ConfigMap with the mesh configuration. */
  readonly configMap?: boolean;
  /** The chart's `pilot.configNamespace`. Until Istio 1.22. */
  readonly configNamespace?: string;
  /** The chart's `pilot.configSource`. Until Istio 1.22. */
  readonly configSource?: {
    /** The chart's `pilot.configSource.subscribedResources`. Until Istio 1.22. */
    readonly subscribedResources?: readonly unknown[];
  };
  /** What autoscaling goes by. */
  readonly cpu?: {
    /** Per cent of the requested CPU at which istiod scales out. */
    readonly targetAverageUtilization?: number;
  };
  /** The chart's `pilot.crlConfigMapName`. Since Istio 1.29. */
  readonly crlConfigMapName?: string;
  /** The chart's `pilot.defaults`. Since Istio 1.21. */
  readonly defaults?: unknown;
  /** The chart's `pilot.deploymentAnnotations`. Since Istio 1.27. */
  readonly deploymentAnnotations?: PodSpecPart;
  /** Labels of the Deployment, beside the chart's own. */
  readonly deploymentLabels?: StringMap;
  /** The chart's `pilot.enableProtocolSniffingForInbound`. Until Istio 1.22. */
  readonly enableProtocolSniffingForInbound?: boolean;
  /** The chart's `pilot.enableProtocolSniffingForOutbound`. Until Istio 1.22. */
  readonly enableProtocolSniffingForOutbound?: boolean;
  /** The chart's `pilot.enabled`. */
  readonly enabled?: boolean;
  /** Environment variables of the container. */
  readonly env?: StringMap;
  /** The chart's `pilot.envVarFrom`. Since Istio 1.26. */
  readonly envVarFrom?: readonly PodSpecPart[];
  /** The chart's `pilot.extraContainerArgs`. Since Istio 1.19. */
  readonly extraContainerArgs?: readonly string[];
  /** The registry and path of the images, without tag. */
  readonly hub?: string;
  /** The image's name below the hub, or a whole reference. */
  readonly image?: string;
  /** The chart's `pilot.initContainers`. Since Istio 1.24. */
  readonly initContainers?: readonly PodSpecPart[];
  /** The chart's `pilot.ipFamilies`. Since Istio 1.20. */
  readonly ipFamilies?: readonly ('IPv4' | 'IPv6')[];
  /** The chart's `pilot.ipFamilyPolicy`. Since Istio 1.20. */
  readonly ipFamilyPolicy?: 'SingleStack' | 'PreferDualStack' | 'RequireDualStack';
  /** The chart's `pilot.istiodRemote`. Since Istio 1.24. */
  readonly istiodRemote?: {
    /** The chart's `pilot.istiodRemote.enabled`. Since Istio 1.24. */
    readonly enabled?: boolean;
    /** The chart's `pilot.istiodRemote.enabledLocalInjectorIstiod`. Since Istio 1.27. */
    readonly enabledLocalInjectorIstiod?: boolean;
    /** The chart's `pilot.istiodRemote.injectionCABundle`. Since Istio 1.24. */
    readonly injectionCABundle?: string;
    /** The chart's `pilot.istiodRemote.injectionPath`. Since Istio 1.24. */
    readonly injectionPath?: string;
    /** The chart's `pilot.istiodRemote.injectionURL`. Since Istio 1.24. */
    readonly injectionURL?: string;
  };
  /** A root certificate, PEM, that the server of JSON web key sets is trusted by. */
  readonly jwksResolverExtraRootCA?: string;
  /** How long a proxy keeps its connection to one istiod, such as `30m`. */
  readonly keepaliveMaxServerConnectionAge?: string;
  /** The chart's `pilot.memory`. Since Istio 1.21. */
  readonly memory?: {
    /** The chart's `pilot.memory.targetAverageUtilization`. Since Istio 1.21. */
    readonly targetAverageUtilization?: number;
  };
  /** Labels of the nodes that the pods may run on. */
  readonly nodeSelector?: StringMap;
  /** The chart's `pilot.pdb`. Since Istio 1.27. */
  readonly pdb?: {
    /** The chart's `pilot.pdb.maxUnavailable`. Since Istio 1.27. */
    readonly maxUnavailable?: number | string;
    /** The chart's `pilot.pdb.minAvailable`. The chart's default is `1`. Since Istio 1.27. */
    readonly minAvailable?: number | string;
    /** The chart's `pilot.pdb.unhealthyPodEvictionPolicy`. Since Istio 1.27. */
    readonly unhealthyPodEvictionPolicy?: 'IfHealthyBudget' | 'AlwaysAllow';
  };
  /** The chart's `pilot.plugins`. Until Istio 1.21. */
  readonly plugins?: readonly unknown[];
  /** Annotations of the pods. */
  readonly podAnnotations?: StringMap;
  /** Labels of the pods, beside the chart's own. */
  readonly podLabels?: StringMap;
  /** Pods, where autoscaling is off. */
  readonly replicaCount?: number;
  /** The requests and limits of the containers. */
  readonly resources?: ResourceRequirements;
  /** Pods that an update may start beyond the wanted number: a count, or per cent as `25%`. */
  readonly rollingMaxSurge?: string | number;
  /** Pods that may be missing during an update: a count, or per cent as `25%`. */
  readonly rollingMaxUnavailable?: string | number;
  /** Kubernetes' seccomp profile of the containers. */
  readonly seccompProfile?: PodSpecPart;
  /** The chart's `pilot.serviceAccountAnnotations`. Since Istio 1.22. */
  readonly serviceAccountAnnotations?: PodSpecPart;
  /** Annotations of istiod's Service. */
  readonly serviceAnnotations?: StringMap;
  /** The chart's `pilot.sidecarInjectorWebhookAnnotations`. Since Istio 1.24. */
  readonly sidecarInjectorWebhookAnnotations?: PodSpecPart;
  /** The tag of the images. */
  readonly tag?: string;
  /** The chart's `pilot.taint`. Since Istio 1.22. */
  readonly taint?: {
    /** The chart's `pilot.taint.enabled`. Since Istio 1.22. */
    readonly enabled?: boolean;
    /** The chart's `pilot.taint.name`. Since Istio 1.30. */
    readonly name?: string;
    /** The chart's `pilot.taint.namespace`. Since Istio 1.22. */
    readonly namespace?: string;
  };
  /** Taints that the pods put up with. */
  readonly tolerations?: readonly Toleration[];
  /** The chart's `pilot.topologySpreadConstraints`. Since Istio 1.19. */
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  /** Per cent of the requests that are traced, 0 to 100. */
  readonly traceSampling?: number;
  /** The chart's `pilot.trafficDistribution`. Since Istio 1.27. */
  readonly trafficDistribution?: unknown;
  /** The chart's `pilot.trustedZtunnelName`. Since Istio 1.25. */
  readonly trustedZtunnelName?: string;
  /** The chart's `pilot.trustedZtunnelNamespace`. Since Istio 1.23. */
  readonly trustedZtunnelNamespace?: string;
  /** The chart's `pilot.useMCP`. Until Istio 1.22. */
  readonly useMCP?: boolean;
  /** The chart's `pilot.variant`. */
  readonly variant?: string;
  /** The chart's `pilot.volumeMounts`. Since Istio 1.19. */
  readonly volumeMounts?: readonly PodSpecPart[];
  /** The chart's `pilot.volumes`. Since Istio 1.19. */
  readonly volumes?: readonly PodSpecPart[];
}

/** Values of Istio's `istiod` chart. */
export interface IstiodValues {
  /** The chart's `base`. */
  readonly base?: {
    /** The chart's `base.enableIstioConfigCRDs`. The chart's default is `true`. */
    readonly enableIstioConfigCRDs?: boolean;
    /** The chart's `base.validateGateway`. The chart's default is `false`. Until Istio 1.20. */
    readonly validateGateway?: boolean;
    /** The chart's `base.validationCABundle`. Since Istio 1.22. */
    readonly validationCABundle?: unknown;
    /** The chart's `base.validationFailurePolicy`. Since Istio 1.28. */
    readonly validationFailurePolicy?: unknown;
    /** The chart's `base.validationURL`. */
    readonly validationURL?: unknown;
  };
  /** The earlier minor whose behaviour is kept, such as `1.30`. Since Istio 1.21. */
  readonly compatibilityVersion?: string;
  /** The chart's `defaultRevision`. */
  readonly defaultRevision?: string;
  /** Settings that may go away with any release. Since Istio 1.22. */
  readonly experimental?: {
    /** The chart's `experimental.stableValidationPolicy`. Since Istio 1.22. */
    readonly stableValidationPolicy?: boolean;
  };
  /** The chart's `gatewayClasses`. Since Istio 1.26. */
  readonly gatewayClasses?: PodSpecPart;
  /** The chart's `gateways`. Since Istio 1.20. */
  readonly gateways?: {
    /** The chart's `gateways.seccompProfile`. Since Istio 1.23. */
    readonly seccompProfile?: PodSpecPart;
    /** The chart's `gateways.securityContext`. Since Istio 1.20. */
    readonly securityContext?: PodSpecPart;
  };
  /** What the charts of Istio have in common: images, proxies, networks and clusters. */
  readonly global?: {
    /** The chart's `global.agentgateway`. Since Istio 1.29. */
    readonly agentgateway?: {
      /** The chart's `global.agentgateway.image`. Since Istio 1.29. */
      readonly image?: string;
    };
    /** The chart's `global.arch`. */
    readonly arch?: {
      /** The chart's `global.arch.amd64`. */
      readonly amd64?: number;
      /** The chart's `global.arch.arm64`. */
      readonly arm64?: number;
      /** The chart's `global.arch.ppc64le`. */
      readonly ppc64le?: number;
      /** The chart's `global.arch.s390x`. */
      readonly s390x?: number;
    };
    /** The chart's `global.autoscalingv2API`. Until Istio 1.23. */
    readonly autoscalingv2API?: boolean;
    /** The chart's `global.caAddress`. */
    readonly caAddress?: string;
    /** The chart's `global.caName`. */
    readonly caName?: string;
    /** The chart's `global.certSigners`. */
    readonly certSigners?: readonly string[];
    /** The chart's `global.configCluster`. */
    readonly configCluster?: boolean;
    /** The chart's `global.configRootNamespace`. Until Istio 1.22. */
    readonly configRootNamespace?: string;
    /** The chart's `global.configValidation`. */
    readonly configValidation?: boolean;
    /** The chart's `global.defaultConfigVisibilitySettings`. Until Istio 1.22. */
    readonly defaultConfigVisibilitySettings?: readonly unknown[];
    /** The chart's `global.defaultNodeSelector`. */
    readonly defaultNodeSelector?: StringMap;
    /** The chart's `global.defaultPodDisruptionBudget`. */
    readonly defaultPodDisruptionBudget?: {
      /** The chart's `global.defaultPodDisruptionBudget.enabled`. */
      readonly enabled?: boolean;
    };
    /** The chart's `global.defaultResources`. */
    readonly defaultResources?: {
      /** The chart's `global.defaultResources.requests`. */
      readonly requests?: {
        /** The chart's `global.defaultResources.requests.cpu`. */
        readonly cpu?: string;
        /** The chart's `global.defaultResources.requests.memory`. */
        readonly memory?: string;
      };
    };
    /** The chart's `global.defaultTolerations`. */
    readonly defaultTolerations?: readonly Toleration[];
    /** The chart's `global.enableReaderRBAC`. Since Istio 1.30. */
    readonly enableReaderRBAC?: boolean;
    /** The chart's `global.externalIstiod`. */
    readonly externalIstiod?: boolean;
    /** The chart's `global.hub`. */
    readonly hub?: string;
    /** The chart's `global.imagePullPolicy`. */
    readonly imagePullPolicy?: ImagePullPolicy;
    /** The chart's `global.imagePullSecrets`. */
    readonly imagePullSecrets?: readonly string[];
    /** The chart's `global.ipFamilies`. Since Istio 1.20. */
    readonly ipFamilies?: readonly ('IPv4' | 'IPv6')[];
    /** The chart's `global.ipFamilyPolicy`. Since Istio 1.20. */
    readonly ipFamilyPolicy?: 'SingleStack' | 'PreferDualStack' | 'RequireDualStack';
    /** The chart's `global.istioNamespace`. */
    readonly istioNamespace?: string;
    /** The chart's `global.istiod`. */
    readonly istiod?: {
      /** The chart's `global.istiod.enableAnalysis`. */
      readonly enableAnalysis?: boolean;
    };
    /** The chart's `global.jwtPolicy`. */
    readonly jwtPolicy?: string;
    /** The chart's `global.logAsJson`. */
    readonly logAsJson?: boolean;
    /** The chart's `global.logging`. */
    readonly logging?: {
      /** The chart's `global.logging.level`. */
      readonly level?: string;
    };
    /** The chart's `global.meshID`. */
    readonly meshID?: string;
    /** The chart's `global.meshNetworks`. */
    readonly meshNetworks?: Readonly<Record<string, unknown>>;
    /** The chart's `global.mountMtlsCerts`. */
    readonly mountMtlsCerts?: boolean;
    /** The chart's `global.multiCluster`. */
    readonly multiCluster?: {
      /** The chart's `global.multiCluster.clusterName`. */
      readonly clusterName?: string;
      /** The chart's `global.multiCluster.enabled`. */
      readonly enabled?: boolean;
      /** The chart's `global.multiCluster.globalDomainSuffix`. */
      readonly globalDomainSuffix?: string;
      /** The chart's `global.multiCluster.includeEnvoyFilter`. */
      readonly includeEnvoyFilter?: boolean;
    };
    /** The chart's `global.nativeNftables`. Since Istio 1.27. */
    readonly nativeNftables?: boolean;
    /** The chart's `global.network`. */
    readonly network?: string;
    /** The chart's `global.networkPolicy`. Since Istio 1.28. */
    readonly networkPolicy?: {
      /** The chart's `global.networkPolicy.enabled`. Since Istio 1.28. */
      readonly enabled?: boolean;
    };
    /** The chart's `global.omitSidecarInjectorConfigMap`. */
    readonly omitSidecarInjectorConfigMap?: boolean;
    /** The chart's `global.oneNamespace`. Until Istio 1.21. */
    readonly oneNamespace?: boolean;
    /** The chart's `global.operatorManageWebhooks`. */
    readonly operatorManageWebhooks?: boolean;
    /** The chart's `global.pilotCertProvider`. */
    readonly pilotCertProvider?: string;
    /** The chart's `global.platform`. Since Istio 1.19. */
    readonly platform?: string;
    /** The chart's `global.podDNSSearchNamespaces`. */
    readonly podDNSSearchNamespaces?: readonly string[];
    /** The chart's `global.priorityClassName`. */
    readonly priorityClassName?: string;
    /** The chart's `global.proxy`. */
    readonly proxy?: ProxyValues;
    /** The chart's `global.proxy_init`. */
    readonly proxy_init?: {
      /** The chart's `global.proxy_init.forceApplyIptables`. The chart's default is `false`. Since Istio 1.24. */
      readonly forceApplyIptables?: boolean;
      /** The chart's `global.proxy_init.image`. */
      readonly image?: string;
      /** The chart's `global.proxy_init.resources`. */
      readonly resources?: ResourceRequirements;
    };
    /** The chart's `global.remotePilotAddress`. */
    readonly remotePilotAddress?: string;
    /** The chart's `global.resourceScope`. Since Istio 1.28. */
    readonly resourceScope?: string;
    /** The chart's `global.revision`. */
    readonly revision?: string;
    /** The chart's `global.sds`. */
    readonly sds?: {
      /** The chart's `global.sds.token`. */
      readonly token?: {
        /** The chart's `global.sds.token.aud`. The chart's default is `istio-ca`. */
        readonly aud?: string;
      };
    };
    /** The chart's `global.sts`. */
    readonly sts?: {
      /** The chart's `global.sts.servicePort`. */
      readonly servicePort?: number;
    };
    /** The chart's `global.tag`. */
    readonly tag?: string;
    /** The chart's `global.tracer`. */
    readonly tracer?: {
      /** The chart's `global.tracer.datadog`. */
      readonly datadog?: {
        /** The chart's `global.tracer.datadog.address`. */
        readonly address?: string;
      };
      /** The chart's `global.tracer.lightstep`. */
      readonly lightstep?: {
        /** The chart's `global.tracer.lightstep.accessToken`. */
        readonly accessToken?: string;
        /** The chart's `global.tracer.lightstep.address`. */
        readonly address?: string;
      };
      /** The chart's `global.tracer.stackdriver`. */
      readonly stackdriver?: {
        /** The chart's `global.tracer.stackdriver.debug`. */
        readonly debug?: boolean;
        /** The chart's `global.tracer.stackdriver.maxNumberOfAnnotations`. */
        readonly maxNumberOfAnnotations?: number;
        /** The chart's `global.tracer.stackdriver.maxNumberOfAttributes`. */
        readonly maxNumberOfAttributes?: number;
        /** The chart's `global.tracer.stackdriver.maxNumberOfMessageEvents`. */
        readonly maxNumberOfMessageEvents?: number;
      };
      /** The chart's `global.tracer.zipkin`. */
      readonly zipkin?: {
        /** The chart's `global.tracer.zipkin.address`. */
        readonly address?: string;
      };
    };
    /** The chart's `global.trustBundleName`. Since Istio 1.27. */
    readonly trustBundleName?: string;
    /** The chart's `global.trustDomain`. */
    readonly trustDomain?: unknown;
    /** The chart's `global.useMCP`. Until Istio 1.22. */
    readonly useMCP?: boolean;
    /** The chart's `global.variant`. */
    readonly variant?: 'debug' | 'distroless';
    /** The chart's `global.waypoint`. Since Istio 1.24. */
    readonly waypoint?: {
      /** The chart's `global.waypoint.affinity`. Since Istio 1.24. */
      readonly affinity?: PodSpecPart;
      /** The chart's `global.waypoint.nodeSelector`. Since Istio 1.24. */
      readonly nodeSelector?: StringMap;
      /** The chart's `global.waypoint.resources`. Since Istio 1.24. */
      readonly resources?: ResourceRequirements;
      /** The chart's `global.waypoint.toleration`. Since Istio 1.24. */
      readonly toleration?: readonly Toleration[];
      /** The chart's `global.waypoint.tolerations`. Since Istio 1.24. */
      readonly tolerations?: readonly Toleration[];
      /** The chart's `global.waypoint.topologySpreadConstraints`. Since Istio 1.24. */
      readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
    };
  };
  /** The chart's `istio_cni`. Istio 1.19 to 1.23. */
  readonly istio_cni?: {
    /** The chart's `istio_cni.chained`. The chart's default is `true`. Istio 1.19 to 1.23. */
    readonly chained?: boolean;
    /** The chart's `istio_cni.enabled`. The chart's default is `false`. Istio 1.19 to 1.21. */
    readonly enabled?: boolean;
    /** The chart's `istio_cni.provider`. The chart's default is `default`. Istio 1.22 to 1.23. */
    readonly provider?: string;
  };
  /** Where the injector is, for a cluster whose istiod runs elsewhere. */
  readonly istiodRemote?: {
    /** The chart's `istiodRemote.enabled`. Since Istio 1.24. */
    readonly enabled?: boolean;
    /** The chart's `istiodRemote.enabledLocalInjectorIstiod`. Since Istio 1.27. */
    readonly enabledLocalInjectorIstiod?: boolean;
    /** The chart's `istiodRemote.injectionCABundle`. Since Istio 1.22. */
    readonly injectionCABundle?: string;
    /** The chart's `istiodRemote.injectionPath`. */
    readonly injectionPath?: string;
    /** The chart's `istiodRemote.injectionURL`. */
    readonly injectionURL?: string;
  };
  /** The mesh-wide configuration. */
  readonly meshConfig?: MeshConfig;
  /** The chart's `ownerName`. */
  readonly ownerName?: string;
  /** The istiod Deployment. */
  readonly pilot?: PilotValues;
  /** The chart's `platform`. Since Istio 1.24. */
  readonly platform?: string;
  /** One of the profiles that the chart carries. Since Istio 1.21. */
  readonly profile?: string;
  /** The control plane's revision (`istio.io/rev`). */
  readonly revision?: string;
  /** Further names that namespaces may choose this revision by. */
  readonly revisionTags?: readonly string[];
  /** Which pods get a proxy, and what else the injector changes in them. */
  readonly sidecarInjectorWebhook?: {
    /** The chart's `sidecarInjectorWebhook.alwaysInjectSelector`. */
    readonly alwaysInjectSelector?: readonly LabelSelector[];
    /** The chart's `sidecarInjectorWebhook.defaultTemplates`. */
    readonly defaultTemplates?: readonly string[];
    /** The chart's `sidecarInjectorWebhook.enableNamespacesByDefault`. */
    readonly enableNamespacesByDefault?: boolean;
    /** The chart's `sidecarInjectorWebhook.injectedAnnotations`. */
    readonly injectedAnnotations?: StringMap;
    /** The chart's `sidecarInjectorWebhook.injectionURL`. */
    readonly injectionURL?: string;
    /** The chart's `sidecarInjectorWebhook.neverInjectSelector`. */
    readonly neverInjectSelector?: readonly LabelSelector[];
    /** The chart's `sidecarInjectorWebhook.objectSelector`. Until Istio 1.22. */
    readonly objectSelector?: PodSpecPart;
    /** The chart's `sidecarInjectorWebhook.reinvocationPolicy`. Since Istio 1.19. */
    readonly reinvocationPolicy?: 'Never' | 'IfNeeded';
    /** The chart's `sidecarInjectorWebhook.rewriteAppHTTPProbe`. */
    readonly rewriteAppHTTPProbe?: boolean;
    /** The chart's `sidecarInjectorWebhook.templates`. */
    readonly templates?: StringMap;
    /** The chart's `sidecarInjectorWebhook.useLegacySelectors`. Until Istio 1.22. */
    readonly useLegacySelectors?: boolean;
  };
  /** The metrics that proxies report, where no Telemetry resource rules them. */
  readonly telemetry?: {
    /** The chart's `telemetry.enabled`. */
    readonly enabled?: boolean;
    /** The chart's `telemetry.v2`. */
    readonly v2?: {
      /** The chart's `telemetry.v2.accessLogPolicy`. Until Istio 1.20. */
      readonly accessLogPolicy?: {
        /** The chart's `telemetry.v2.accessLogPolicy.enabled`. The chart's default is `false`. Until Istio 1.20. */
        readonly enabled?: boolean;
        /** The chart's `telemetry.v2.accessLogPolicy.logWindowDuration`. The chart's default is `43200s`. Until Istio 1.20. */
        readonly logWindowDuration?: string;
      };
      /** The chart's `telemetry.v2.access_log_policy`. Until Istio 1.20. */
      readonly access_log_policy?: {
        /** The chart's `telemetry.v2.access_log_policy.enabled`. Until Istio 1.20. */
        readonly enabled?: boolean;
        /** The chart's `telemetry.v2.access_log_policy.logWindowDuration`. Until Istio 1.20. */
        readonly logWindowDuration?: string;
      };
      /** The chart's `telemetry.v2.enabled`. */
      readonly enabled?: boolean;
      /** The chart's `telemetry.v2.metadataExchange`. Until Istio 1.20. */
      readonly metadataExchange?: {
        /** The chart's `telemetry.v2.metadataExchange.wasmEnabled`. The chart's default is `false`. Until Istio 1.20. */
        readonly wasmEnabled?: boolean;
      };
      /** The chart's `telemetry.v2.metadata_exchange`. Until Istio 1.20. */
      readonly metadata_exchange?: {
        /** The chart's `telemetry.v2.metadata_exchange.wasmEnabled`. Until Istio 1.20. */
        readonly wasmEnabled?: boolean;
      };
      /** The chart's `telemetry.v2.prometheus`. */
      readonly prometheus?: {
        /** The chart's `telemetry.v2.prometheus.configOverride`. Until Istio 1.20. */
        readonly configOverride?: {
          /** The chart's `telemetry.v2.prometheus.configOverride.gateway`. Until Istio 1.20. */
          readonly gateway?: PodSpecPart;
          /** The chart's `telemetry.v2.prometheus.configOverride.inboundSidecar`. Until Istio 1.20. */
          readonly inboundSidecar?: PodSpecPart;
          /** The chart's `telemetry.v2.prometheus.configOverride.outboundSidecar`. Until Istio 1.20. */
          readonly outboundSidecar?: PodSpecPart;
        };
        /** The chart's `telemetry.v2.prometheus.config_override`. Until Istio 1.20. */
        readonly config_override?: {
          /** The chart's `telemetry.v2.prometheus.config_override.gateway`. Until Istio 1.20. */
          readonly gateway?: PodSpecPart;
          /** The chart's `telemetry.v2.prometheus.config_override.inboundSidecar`. Until Istio 1.20. */
          readonly inboundSidecar?: PodSpecPart;
          /** The chart's `telemetry.v2.prometheus.config_override.outboundSidecar`. Until Istio 1.20. */
          readonly outboundSidecar?: PodSpecPart;
        };
        /** The chart's `telemetry.v2.prometheus.enabled`. */
        readonly enabled?: boolean;
        /** The chart's `telemetry.v2.prometheus.wasmEnabled`. Until Istio 1.20. */
        readonly wasmEnabled?: boolean;
      };
      /** The chart's `telemetry.v2.stackdriver`. */
      readonly stackdriver?: {
        /** The chart's `telemetry.v2.stackdriver.configOverride`. Until Istio 1.20. */
        readonly configOverride?: PodSpecPart;
        /** The chart's `telemetry.v2.stackdriver.disableOutbound`. Until Istio 1.20. */
        readonly disableOutbound?: boolean;
        /** The chart's `telemetry.v2.stackdriver.enabled`. */
        readonly enabled?: boolean;
        /** The chart's `telemetry.v2.stackdriver.inboundAccessLogging`. Until Istio 1.20. */
        readonly inboundAccessLogging?: string;
        /** The chart's `telemetry.v2.stackdriver.logging`. Until Istio 1.20. */
        readonly logging?: boolean;
        /** The chart's `telemetry.v2.stackdriver.monitoring`. Until Istio 1.20. */
        readonly monitoring?: boolean;
        /** The chart's `telemetry.v2.stackdriver.outboundAccessLogging`. Until Istio 1.20. */
        readonly outboundAccessLogging?: string;
        /** The chart's `telemetry.v2.stackdriver.topology`. Until Istio 1.20. */
        readonly topology?: boolean;
      };
    };
  };
}
