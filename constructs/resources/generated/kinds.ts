// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { IstioVersion } from '../../versions';
import type { KindSchema } from '../validation/schema';
import type { TrafficExtensionSpec, WasmPluginSpec } from './extensions';
import type { DestinationRuleSpec, EnvoyFilterSpec, GatewaySpec, ProxyConfigSpec, ServiceEntrySpec, SidecarSpec, VirtualServiceSpec, WorkloadEntrySpec, WorkloadGroupSpec } from './networking';
import type { AuthorizationPolicySpec, PeerAuthenticationSpec, RequestAuthenticationSpec } from './security';
import type { TelemetrySpec } from './telemetry';

/** The spec of every kind, by the kind's name. */
export interface ResourceSpecs {
  /** The spec of kind TrafficExtension. */
  readonly TrafficExtension: TrafficExtensionSpec;
  /** The spec of kind WasmPlugin. */
  readonly WasmPlugin: WasmPluginSpec;
  /** The spec of kind DestinationRule. */
  readonly DestinationRule: DestinationRuleSpec;
  /** The spec of kind EnvoyFilter. */
  readonly EnvoyFilter: EnvoyFilterSpec;
  /** The spec of kind Gateway. */
  readonly Gateway: GatewaySpec;
  /** The spec of kind ProxyConfig. */
  readonly ProxyConfig: ProxyConfigSpec;
  /** The spec of kind ServiceEntry. */
  readonly ServiceEntry: ServiceEntrySpec;
  /** The spec of kind Sidecar. */
  readonly Sidecar: SidecarSpec;
  /** The spec of kind VirtualService. */
  readonly VirtualService: VirtualServiceSpec;
  /** The spec of kind WorkloadEntry. */
  readonly WorkloadEntry: WorkloadEntrySpec;
  /** The spec of kind WorkloadGroup. */
  readonly WorkloadGroup: WorkloadGroupSpec;
  /** The spec of kind AuthorizationPolicy. */
  readonly AuthorizationPolicy: AuthorizationPolicySpec;
  /** The spec of kind PeerAuthentication. */
  readonly PeerAuthentication: PeerAuthenticationSpec;
  /** The spec of kind RequestAuthentication. */
  readonly RequestAuthentication: RequestAuthenticationSpec;
  /** The spec of kind Telemetry. */
  readonly Telemetry: TelemetrySpec;
}

/** A kind of the Istio API. */
export type ResourceKind = keyof ResourceSpecs;

/** What the CRDs say about a kind, beside its schema. */
export interface KindFacts {
  readonly group: string;
  readonly plural: string;
  /** The kind's page of the Istio reference. */
  readonly reference: string;
  /** The versions that each release serves, newest first; a release that lacks the kind has no entry. */
  readonly versions: Readonly<Partial<Record<IstioVersion, readonly string[]>>>;
  /** Loads the schema of a release when it is first needed. */
  readonly schemas: Readonly<Partial<Record<IstioVersion, () => KindSchema>>>;
}

/** Every kind of the catalogued releases. */
export const RESOURCE_KINDS: Readonly<Record<ResourceKind, KindFacts>> = {
  TrafficExtension: {
    group: 'extensions.istio.io',
    plural: 'trafficextensions',
    reference: 'https://istio.io/latest/docs/reference/config/proxy_extensions/traffic_extension/',
    versions: {
      '1.30.3': ['v1alpha1'],
    },
    schemas: {
      '1.30.3': () => require('./schemas/traffic-extension-1.30.3').schema,
    },
  },
  WasmPlugin: {
    group: 'extensions.istio.io',
    plural: 'wasmplugins',
    reference: 'https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/',
    versions: {
      '1.17.2': ['v1alpha1'],
      '1.30.3': ['v1alpha1'],
    },
    schemas: {
      '1.17.2': () => require('./schemas/wasm-plugin-1.17.2').schema,
      '1.30.3': () => require('./schemas/wasm-plugin-1.30.3').schema,
    },
  },
  DestinationRule: {
    group: 'networking.istio.io',
    plural: 'destinationrules',
    reference: 'https://istio.io/latest/docs/reference/config/networking/destination-rule/',
    versions: {
      '1.17.2': ['v1beta1', 'v1alpha3'],
      '1.30.3': ['v1', 'v1beta1', 'v1alpha3'],
    },
    schemas: {
      '1.17.2': () => require('./schemas/destination-rule-1.17.2').schema,
      '1.30.3': () => require('./schemas/destination-rule-1.30.3').schema,
    },
  },
  EnvoyFilter: {
    group: 'networking.istio.io',
    plural: 'envoyfilters',
    reference: 'https://istio.io/latest/docs/reference/config/networking/envoy-filter/',
    versions: {
      '1.17.2': ['v1alpha3'],
      '1.30.3': ['v1alpha3'],
    },
    schemas: {
      '1.17.2': () => require('./schemas/envoy-filter-1.17.2').schema,
      '1.30.3': () => require('./schemas/envoy-filter-1.30.3').schema,
    },
  },
  Gateway: {
    group: 'networking.istio.io',
    plural: 'gateways',
    reference: 'https://istio.io/latest/docs/reference/config/networking/gateway/',
    versions: {
      '1.17.2': ['v1beta1', 'v1alpha3'],
      '1.30.3': ['v1', 'v1beta1', 'v1alpha3'],
    },
    schemas: {
      '1.17.2': () => require('./schemas/gateway-1.17.2').schema,
      '1.30.3': () => require('./schemas/gateway-1.30.3').schema,
    },
  },
  ProxyConfig: {
    group: 'networking.istio.io',
    plural: 'proxyconfigs',
    reference: 'https://istio.io/latest/docs/reference/config/networking/proxy-config/',
    versions: {
      '1.17.2': ['v1beta1'],
      '1.30.3': ['v1beta1'],
    },
    schemas: {
      '1.17.2': () => require('./schemas/proxy-config-1.17.2').schema,
      '1.30.3': () => require('./schemas/proxy-config-1.30.3').schema,
    },
  },
  ServiceEntry: {
    group: 'networking.istio.io',
    plural: 'serviceentries',
    reference: 'https://istio.io/latest/docs/reference/config/networking/service-entry/',
    versions: {
      '1.17.2': ['v1beta1', 'v1alpha3'],
      '1.30.3': ['v1', 'v1beta1', 'v1alpha3'],
    },
    schemas: {
      '1.17.2': () => require('./schemas/service-entry-1.17.2').schema,
      '1.30.3': () => require('./schemas/service-entry-1.30.3').schema,
    },
  },
  Sidecar: {
    group: 'networking.istio.io',
    plural: 'sidecars',
    reference: 'https://istio.io/latest/docs/reference/config/networking/sidecar/',
    versions: {
      '1.17.2': ['v1beta1', 'v1alpha3'],
      '1.30.3': ['v1', 'v1beta1', 'v1alpha3'],
    },
    schemas: {
      '1.17.2': () => require('./schemas/sidecar-1.17.2').schema,
      '1.30.3': () => require('./schemas/sidecar-1.30.3').schema,
    },
  },
  VirtualService: {
    group: 'networking.istio.io',
    plural: 'virtualservices',
    reference: 'https://istio.io/latest/docs/reference/config/networking/virtual-service/',
    versions: {
      '1.17.2': ['v1beta1', 'v1alpha3'],
      '1.30.3': ['v1', 'v1beta1', 'v1alpha3'],
    },
    schemas: {
      '1.17.2': () => require('./schemas/virtual-service-1.17.2').schema,
      '1.30.3': () => require('./schemas/virtual-service-1.30.3').schema,
    },
  },
  WorkloadEntry: {
    group: 'networking.istio.io',
    plural: 'workloadentries',
    reference: 'https://istio.io/latest/docs/reference/config/networking/workload-entry/',
    versions: {
      '1.17.2': ['v1beta1', 'v1alpha3'],
      '1.30.3': ['v1', 'v1beta1', 'v1alpha3'],
    },
    schemas: {
      '1.17.2': () => require('./schemas/workload-entry-1.17.2').schema,
      '1.30.3': () => require('./schemas/workload-entry-1.30.3').schema,
    },
  },
  WorkloadGroup: {
    group: 'networking.istio.io',
    plural: 'workloadgroups',
    reference: 'https://istio.io/latest/docs/reference/config/networking/workload-group/',
    versions: {
      '1.17.2': ['v1beta1', 'v1alpha3'],
      '1.30.3': ['v1', 'v1beta1', 'v1alpha3'],
    },
    schemas: {
      '1.17.2': () => require('./schemas/workload-group-1.17.2').schema,
      '1.30.3': () => require('./schemas/workload-group-1.30.3').schema,
    },
  },
  AuthorizationPolicy: {
    group: 'security.istio.io',
    plural: 'authorizationpolicies',
    reference: 'https://istio.io/latest/docs/reference/config/security/authorization-policy/',
    versions: {
      '1.17.2': ['v1', 'v1beta1'],
      '1.30.3': ['v1', 'v1beta1'],
    },
    schemas: {
      '1.17.2': () => require('./schemas/authorization-policy-1.17.2').schema,
      '1.30.3': () => require('./schemas/authorization-policy-1.30.3').schema,
    },
  },
  PeerAuthentication: {
    group: 'security.istio.io',
    plural: 'peerauthentications',
    reference: 'https://istio.io/latest/docs/reference/config/security/peer_authentication/',
    versions: {
      '1.17.2': ['v1beta1'],
      '1.30.3': ['v1', 'v1beta1'],
    },
    schemas: {
      '1.17.2': () => require('./schemas/peer-authentication-1.17.2').schema,
      '1.30.3': () => require('./schemas/peer-authentication-1.30.3').schema,
    },
  },
  RequestAuthentication: {
    group: 'security.istio.io',
    plural: 'requestauthentications',
    reference: 'https://istio.io/latest/docs/reference/config/security/request_authentication/',
    versions: {
      '1.17.2': ['v1', 'v1beta1'],
      '1.30.3': ['v1', 'v1beta1'],
    },
    schemas: {
      '1.17.2': () => require('./schemas/request-authentication-1.17.2').schema,
      '1.30.3': () => require('./schemas/request-authentication-1.30.3').schema,
    },
  },
  Telemetry: {
    group: 'telemetry.istio.io',
    plural: 'telemetries',
    reference: 'https://istio.io/latest/docs/reference/config/telemetry/',
    versions: {
      '1.17.2': ['v1alpha1'],
      '1.30.3': ['v1', 'v1alpha1'],
    },
    schemas: {
      '1.17.2': () => require('./schemas/telemetry-1.17.2').schema,
      '1.30.3': () => require('./schemas/telemetry-1.30.3').schema,
    },
  },
};
