// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { OneOf } from '../one-of';
import type * as shared from './shared';
export type { PolicyTargetReference, PortSelector, WorkloadSelector } from './shared';

/** [EnvVar](https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/#EnvVar) of the reference. */
export interface EnvVar {
  /** 1 to 256 characters. [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/#EnvVar-name). */
  readonly name: string;
  /** At most 2048 characters. [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/#EnvVar-value). */
  readonly value?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/#EnvVar-value_from). */
  readonly valueFrom?: 'INLINE' | 'HOST';
}

/** [LuaConfig](https://istio.io/latest/docs/reference/config/proxy_extensions/traffic_extension/#LuaConfig) of the reference. */
export interface LuaConfig {
  /** 1 to 65536 characters. [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/traffic_extension/#LuaConfig-inline_code). */
  readonly inlineCode: string;
}

/** [TrafficExtension](https://istio.io/latest/docs/reference/config/proxy_extensions/traffic_extension/#TrafficExtension) of the reference. */
export type TrafficExtensionSpec = {
  /** [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/traffic_extension/#TrafficExtension-match). */
  readonly match?: readonly TrafficSelector[];
  /** [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/traffic_extension/#TrafficExtension-phase). */
  readonly phase?: 'UNSPECIFIED' | 'AUTHN' | 'AUTHZ' | 'STATS';
  /** [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/traffic_extension/#TrafficExtension-priority). */
  readonly priority?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/traffic_extension/#TrafficExtension-selector). */
  readonly selector?: shared.WorkloadSelector;
  /** At most 16 items. [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/traffic_extension/#TrafficExtension-target_refs). */
  readonly targetRefs?: readonly shared.PolicyTargetReference[];
} & OneOf<{
  /** [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/traffic_extension/#TrafficExtension-wasm). */
  readonly wasm: WasmConfig;
  /** [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/traffic_extension/#TrafficExtension-lua). */
  readonly lua: LuaConfig;
}>;

/** [TrafficSelector](https://istio.io/latest/docs/reference/config/proxy_extensions/traffic_extension/#TrafficSelector) of the reference. */
export interface TrafficSelector {
  /** [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/traffic_extension/#TrafficSelector-mode). */
  readonly mode?: 'UNDEFINED' | 'CLIENT' | 'SERVER' | 'CLIENT_AND_SERVER';
  /** [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/traffic_extension/#TrafficSelector-ports). */
  readonly ports?: readonly shared.PortSelector[];
}

/** [VmConfig](https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/#VmConfig) of the reference. */
export interface VmConfig {
  /** At most 256 items. [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/#VmConfig-env). */
  readonly env?: readonly EnvVar[];
}

/** [WasmConfig](https://istio.io/latest/docs/reference/config/proxy_extensions/traffic_extension/#WasmConfig) of the reference. */
export interface WasmConfig {
  /** [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/traffic_extension/#WasmConfig-fail_strategy). */
  readonly failStrategy?: 'FAIL_CLOSE' | 'FAIL_OPEN' | 'FAIL_RELOAD';
  /** [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/traffic_extension/#WasmConfig-image_pull_policy). */
  readonly imagePullPolicy?: 'UNSPECIFIED_POLICY' | 'IfNotPresent' | 'Always';
  /** 1 to 253 characters. [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/traffic_extension/#WasmConfig-image_pull_secret). */
  readonly imagePullSecret?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/traffic_extension/#WasmConfig-plugin_config). */
  readonly pluginConfig?: Readonly<Record<string, unknown>>;
  /** 1 to 256 characters. [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/traffic_extension/#WasmConfig-plugin_name). */
  readonly pluginName?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/traffic_extension/#WasmConfig-sha256). */
  readonly sha256?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/traffic_extension/#WasmConfig-type). */
  readonly type?: 'UNSPECIFIED_PLUGIN_TYPE' | 'HTTP' | 'NETWORK';
  /** At least 1 characters. [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/traffic_extension/#WasmConfig-url). */
  readonly url: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/traffic_extension/#WasmConfig-verification_key). */
  readonly verificationKey?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/traffic_extension/#WasmConfig-vm_config). */
  readonly vmConfig?: VmConfig;
}

/** [WasmPlugin](https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/#WasmPlugin) of the reference. */
export interface WasmPluginSpec {
  /** Since Istio 1.19. [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/#WasmPlugin-fail_strategy). */
  readonly failStrategy?: 'FAIL_CLOSE' | 'FAIL_OPEN' | 'FAIL_RELOAD';
  /** [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/#WasmPlugin-image_pull_policy). */
  readonly imagePullPolicy?: 'UNSPECIFIED_POLICY' | 'IfNotPresent' | 'Always';
  /** 1 to 253 characters. [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/#WasmPlugin-image_pull_secret). */
  readonly imagePullSecret?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/#WasmPlugin-match). */
  readonly match?: readonly WasmPluginTrafficSelector[];
  /** [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/#WasmPlugin-phase). */
  readonly phase?: 'UNSPECIFIED_PHASE' | 'AUTHN' | 'AUTHZ' | 'STATS';
  /** [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/#WasmPlugin-plugin_config). */
  readonly pluginConfig?: Readonly<Record<string, unknown>>;
  /** 1 to 256 characters. [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/#WasmPlugin-plugin_name). */
  readonly pluginName?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/#WasmPlugin-priority). */
  readonly priority?: number;
  /** [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/#WasmPlugin-selector). */
  readonly selector?: shared.WorkloadSelector;
  /** [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/#WasmPlugin-sha256). */
  readonly sha256?: string;
  /** Since Istio 1.20. [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/#WasmPlugin-target_ref). */
  readonly targetRef?: shared.PolicyTargetReference;
  /** At most 16 items. Since Istio 1.22. [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/#WasmPlugin-target_refs). */
  readonly targetRefs?: readonly shared.PolicyTargetReference[];
  /** Since Istio 1.20. [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/#WasmPlugin-type). */
  readonly type?: 'UNSPECIFIED_PLUGIN_TYPE' | 'HTTP' | 'NETWORK';
  /** At least 1 characters. [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/#WasmPlugin-url). */
  readonly url: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/#WasmPlugin-verification_key). */
  readonly verificationKey?: string;
  /** [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/#WasmPlugin-vm_config). */
  readonly vmConfig?: VmConfig;
}

/** [WasmPlugin.TrafficSelector](https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/#WasmPlugin-TrafficSelector) of the reference. */
export interface WasmPluginTrafficSelector {
  /** [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/#WasmPlugin-TrafficSelector-mode). */
  readonly mode?: 'UNDEFINED' | 'CLIENT' | 'SERVER' | 'CLIENT_AND_SERVER';
  /** [Reference](https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/#WasmPlugin-TrafficSelector-ports). */
  readonly ports?: readonly shared.PortSelector[];
}
