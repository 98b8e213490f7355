import type { TrafficExtensionSpec } from '../../generated/extensions';
import { checkRequired } from '../checks/numbers';
import { checkTargets } from '../checks/targets';
import { checkTrafficSelectors, checkWasm } from '../checks/wasm';
import { show } from '../fault';
import type { Place } from '../place';

const MAX_CODE = 64 * 1024;

/** What istiod's webhook refuses, and warns of, in a TrafficExtension. */
export function checkTrafficExtension(spec: Place<TrafficExtensionSpec>): void {
  checkTargets(spec);
  const [wasm, lua] = [spec.field('wasm'), spec.field('lua')];
  if (wasm.exists && !wasm.unknown) checkWasm(wasm);
  if (lua.exists && !lua.unknown) {
    const code = lua.field('inlineCode');
    checkRequired(code, 'Lua code');
    const size = Buffer.byteLength(code.text() ?? '');
    if (size > MAX_CODE)
      code.fault({ code: 'out-of-range', got: show(`${size} bytes`), wanted: `at most ${MAX_CODE} bytes` });
  }
  checkTrafficSelectors(spec.field('match'));
}
