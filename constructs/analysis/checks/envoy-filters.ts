import { KINDS } from '../../../model/kinds';
import { fieldsOf, isHole, itemsOf, textOf } from '../../../model/value';
import type { Check } from '../check';

const UNCHANGEABLE = ['ROUTE_CONFIGURATION', 'HTTP_ROUTE'];
const REPLACEABLE = ['HTTP_FILTER', 'NETWORK_FILTER', 'VIRTUAL_HOST'];
const RELATIVE = ['INSERT_BEFORE', 'INSERT_AFTER', 'REPLACE', 'REMOVE'];

/** The operations of an EnvoyFilter are ones that istiod carries out, in an order that does not depend on luck. */
export const envoyFilters: Check = {
  inputs: [KINDS.envoyFilter],
  run(mesh, report) {
    /** Filters that a patch for some versions of the proxy alone has named already. */
    const boundToVersion = new Set<string>();
    for (const filter of mesh.objects.of(KINDS.envoyFilter)) {
      const { priority } = filter.spec as { readonly priority?: unknown };
      itemsOf(filter.spec['configPatches']).forEach((one, i) => {
        const { applyTo, match, patch } = fieldsOf(one);
        const { operation, value } = fieldsOf(patch);
        const target = textOf(applyTo) ?? '';
        const what = textOf(operation) ?? '';
        const path = `spec.configPatches[${i}].patch.operation`;
        const say = (code: 'IST0151' | 'IST0152' | 'IST0153' | 'IST0154' | 'IST0155', text: string): void =>
          report({ code, at: filter.origin, path, text });
        const name = nameOf(value, match);
        if ((what === 'ADD' || what === 'REMOVE') && UNCHANGEABLE.includes(target)) {
          say(what === 'ADD' ? 'IST0153' : 'IST0154', `${what} has no effect on ${target}`);
        } else if (what === 'REPLACE' && target !== '' && !REPLACEABLE.includes(target)) {
          say('IST0152', `expected one of ${REPLACEABLE.join(', ')} in applyTo for REPLACE, got ${target}`);
        } else if (RELATIVE.includes(what) && !isHole(priority) && (priority === undefined || priority === 0)) {
          const isBound = name !== undefined && boundToVersion.has(name);
          const text = `${what} is relative to what other EnvoyFilters leave, and this one has no priority: it may have no effect`;
          say(isBound ? 'IST0155' : 'IST0151', isBound ? `${text}, above all while the proxies are upgraded` : text);
        }
        if (name !== undefined && textOf(fieldsOf(fieldsOf(match)['proxy'])['proxyVersion'])) boundToVersion.add(name);
      });
    }
  },
};

function nameOf(value: unknown, match: unknown): string | undefined {
  const chain = fieldsOf(fieldsOf(fieldsOf(match)['listener'])['filterChain']);
  return textOf(fieldsOf(value)['name']) ?? textOf(fieldsOf(chain['filter'])['name']);
}
