import type { Message } from './message-names';

const ROOT = 'https://istio.io/latest/docs/reference/config/';
const GATEWAY_API = 'https://gateway-api.sigs.k8s.io/reference/spec/';
const INFERENCE = 'https://gateway-api-inference-extension.sigs.k8s.io/reference/spec/';

/** The folder of an API group below `constructs/resources`. */
const FOLDERS: Readonly<Record<string, string>> = {
  'gateway.networking.k8s.io': 'gateway-api',
  'gateway.networking.x-k8s.io': 'gateway-api',
  'inference.networking.k8s.io': 'gateway-api',
};

/** The folder, and the file of the types, of a group: `networking` for `networking.istio.io`. */
export function folderOf(group: string): string {
  return FOLDERS[group] ?? group.replace(/\..*/, '');
}

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

/** Whether the page of a kind is known, from the table or because its group has pages of one pattern. */
export function hasPage(kind: string, group: string): boolean {
  return kind in PAGES || group === 'networking.istio.io' || folderOf(group) === 'gateway-api';
}

/** `VirtualService` -> `virtual-service`, `HTTPRoute` -> `http-route`. */
export function dashed(kind: string): string {
  return kind.replace(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '-').toLowerCase();
}

function snakeCase(field: string): string {
  return field
    .replace('5xx', '_5xx_')
    .replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    .replaceAll('__', '_');
}

/** The page of the reference that describes a kind. */
export function pageOf(kind: string, group: string): string {
  if (group === 'inference.networking.k8s.io') return `${INFERENCE}#${kind.toLowerCase()}`;
  if (folderOf(group) === 'gateway-api') return `${GATEWAY_API}#${kind.toLowerCase()}`;
  return `${ROOT}${PAGES[kind] ?? `${group.split('.')[0]}/${dashed(kind)}/`}`;
}

/** Where the Istio reference describes a message, or a field of it. */
export function linkTo(kindPage: string, message: Message, field?: string): string {
  // The references of the Gateway API have an anchor for each type, none for its fields.
  for (const reference of [GATEWAY_API, INFERENCE]) {
    if (kindPage.startsWith(reference)) return `${reference}#${message.name.toLowerCase()}`;
  }
  const page = message.shared ? `${ROOT}type/workload-selector/` : (HOMES[message.name] ?? kindPage);
  const anchor = message.name.replaceAll('.', '-');
  return `${page}#${anchor}${field === undefined ? '' : `-${snakeCase(field)}`}`;
}
