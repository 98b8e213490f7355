export type * from '../generated/extensions';
export { TrafficExtension, type TrafficExtensionProps } from './traffic-extension';
export { WasmPlugin, type WasmPluginProps } from './wasm-plugin';
