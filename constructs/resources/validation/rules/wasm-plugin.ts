import type { TrafficSelector, WasmPluginSpec } from '../../generated/extensions';
import { checkTargets } from '../checks/targets';
import { checkTrafficSelectors, checkWasm } from '../checks/wasm';
import type { Place } from '../place';

/** What istiod's webhook refuses, and warns of, in a WasmPlugin. */
export function checkWasmPlugin(spec: Place<WasmPluginSpec>): void {
  checkTargets(spec);
  checkWasm(spec);
  checkTrafficSelectors(spec.field('match') as Place<readonly TrafficSelector[]>);
}
