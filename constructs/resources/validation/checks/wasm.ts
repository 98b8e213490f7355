import type { TrafficSelector, VmConfig, WasmConfig } from '../../generated/extensions';
import { show } from '../fault';
import { parseGoUrl, parseRequestUrl } from '../go-url';
import type { Place } from '../place';
import { checkRequired } from './numbers';
import { checkRequiredPort } from './ports';

const SCHEMES = ['', 'file', 'http', 'https', 'oci'];

/** A Wasm module and where it comes from. */
export function checkWasm(wasm: Place<Pick<WasmConfig, 'url' | 'vmConfig' | 'sha256'>>): void {
  const url = wasm.field('url');
  checkRequired(url, 'where the module comes from');
  const text = url.text();
  if (text !== undefined && text !== '') {
    const parsed = wasm.inspection.has('strictWasmUrl')
      ? (parseRequestUrl(text) ?? parseRequestUrl(`http://${text}`))
      : parseGoUrl(text);
    if (parsed === undefined || !SCHEMES.includes(parsed.scheme)) {
      url.fault({ got: show(text), wanted: 'a URL of the scheme http, https, file or oci, or one without a scheme' });
    }
  }
  const sum = wasm.field('sha256').text();
  if (sum !== undefined && !/^(?:|[a-f0-9]{64})$/.test(sum))
    wasm.field('sha256').fault({ got: show(sum), wanted: '64 digits of 0-9 and a-f' });
  checkVm(wasm.field('vmConfig'));
}

function checkVm(vm: Place<VmConfig>): void {
  const names = new Set<string>();
  for (const variable of vm.field('env').items()) {
    if (variable.unknown) continue;
    const name = variable.field('name');
    const text = name.text();
    checkRequired(name, 'the name of a variable');
    if (text !== undefined && names.has(text))
      name.fault({ code: 'duplicate', got: `${show(text)}`, wanted: 'each variable once' });
    if (text !== undefined) names.add(text);
    if (
      vm.inspection.has('wasmVariableFromHost') &&
      variable.field('valueFrom').text() === 'HOST' &&
      variable.field('value').isSet
    ) {
      variable
        .field('value')
        .fault({ got: 'a value', wanted: 'no value', text: 'not allowed, because valueFrom is HOST' });
    }
  }
}

/** The traffic that an extension is about. */
export function checkTrafficSelectors(match: Place<readonly TrafficSelector[]>): void {
  for (const selector of match.items())
    for (const port of selector.field('ports').items()) if (!port.unknown) checkRequiredPort(port.field('number'));
}
