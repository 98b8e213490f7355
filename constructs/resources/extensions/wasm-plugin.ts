import type { Construct } from 'constructs';
import type { WasmPluginSpec } from '../generated/extensions';
import { IstioResource, type IstioResourceProps } from '../istio-resource';

/** What a {@link WasmPlugin} is made of. */
export type WasmPluginProps = IstioResourceProps<WasmPluginSpec>;

/**
 * The Istio kind WasmPlugin.
 *
 * @see https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/
 */
export class WasmPlugin extends IstioResource<WasmPluginSpec> {
  /** The Kubernetes kind. */
  static readonly kind = 'WasmPlugin';

  /** @throws InvalidResourceError with every fault of the resource */
  constructor(scope: Construct, id: string, props: WasmPluginProps) {
    super(scope, id, WasmPlugin.kind, props);
  }
}
