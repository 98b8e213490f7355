import type { Message } from './message-names';

const ROOT = 'https://istio.io/latest/docs/reference/config/';

/** Pages whose name does not follow from the kind's. */
const PAGES: Readonly<Record<string, string>> = {
  AuthorizationPolicy: 'security/authorization-policy/',
  PeerAuthentication: 'security/peer_authentication/',
  RequestAuthentication: 'security/request_authentication/',
  Telemetry: 'telemetry/',
  TrafficExtension: 'proxy_extensions/traffic_extension/',
  WasmPlugin: 'proxy_extensions/wasm-plugin/',
};

/** Messages that stand on another page than that of the kind they are met in first. */
const HOMES: Readonly<Record<string, string>> = {
  Destination: `${ROOT}networking/virtual-service/`,
  EnvVar: `${ROOT}proxy_extensions/wasm-plugin/`,
  PortSelector: `${ROOT}networking/virtual-service/`,
  VmConfig: `${ROOT}proxy_extensions/wasm-plugin/`,
  WorkloadEntry: `${ROOT}networking/workload-entry/`,
  WorkloadSelector: `${ROOT}networking/sidecar/`,
};

/** `VirtualService` -> `virtual-service`. */
export function dashed(kind: string): string {
  return kind.replace(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase();
}

function snakeCase(field: string): string {
  return field
    .replace('5xx', '_5xx_')
    .replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    .replaceAll('__', '_');
}

/** The page of the Istio reference that describes a kind. */
export function pageOf(kind: string, group: string): string {
  return `${ROOT}${PAGES[kind] ?? `${group.split('.')[0]}/${dashed(kind)}/`}`;
}

/** Where the Istio reference describes a message, or a field of it. */
export function linkTo(kindPage: string, message: Message, field?: string): string {
  const page = message.shared ? `${ROOT}type/workload-selector/` : (HOMES[message.name] ?? kindPage);
  const anchor = message.name.replaceAll('.', '-');
  return `${page}#${anchor}${field === undefined ? '' : `-${snakeCase(field)}`}`;
}
