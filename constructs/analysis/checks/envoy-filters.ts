import { KINDS } from '../../../model/kinds';
import { fieldsOf, isHole, itemsOf, textOf } from '../../../model/value';
import type { Check } from '../check';

const ONE_BY_ONE = ['ADD', 'REMOVE', 'MERGE'];
const IN_ORDER = [...ONE_BY_ONE, 'INSERT_FIRST', 'INSERT_BEFORE', 'INSERT_AFTER'];

/** The operations that istiod carries out, by what they apply to. */
const CARRIED_OUT: Readonly<Record<string, readonly string[]>> = {
  LISTENER: ONE_BY_ONE,
  LISTENER_FILTER: [...IN_ORDER, 'REPLACE'],
  FILTER_CHAIN: ONE_BY_ONE,
  NETWORK_FILTER: [...IN_ORDER, 'REPLACE'],
  HTTP_FILTER: [...IN_ORDER, 'REPLACE'],
  ROUTE_CONFIGURATION: ['MERGE'],
  VIRTUAL_HOST: [...ONE_BY_ONE, 'REPLACE'],
  HTTP_ROUTE: IN_ORDER,
  CLUSTER: ONE_BY_ONE,
  EXTENSION_CONFIG: ['ADD'],
};

const RELATIVE = ['INSERT_BEFORE', 'INSERT_AFTER', 'REPLACE', 'REMOVE'];

type PatchCode = 'IST0151' | 'IST0152' | 'IST0153' | 'IST0154' | 'IST0155' | 'MESH0109';

/** The code of an operation that the API documents as ignored, as istioctl reports it. */
function documentedAs(operation: string, target: string): PatchCode | undefined {
  const isRoute = target === 'ROUTE_CONFIGURATION' || target === 'HTTP_ROUTE';
  if (operation === 'ADD' && isRoute) return 'IST0153';
  if (operation === 'REMOVE' && isRoute) return 'IST0154';
  const isReplaceable = ['HTTP_FILTER', 'NETWORK_FILTER', 'VIRTUAL_HOST'].includes(target);
  return operation === 'REPLACE' && target !== '' && !isReplaceable ? 'IST0152' : undefined;
}

/** The operations of an EnvoyFilter are ones that istiod carries out, in an order that does not depend on luck. */
export const envoyFilters: Check = (mesh, report) => {
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
      const say = (code: PatchCode, text: string, severity?: 'warning'): void =>
        report({ code, at: filter.origin, path, text, ...(severity && { severity }) });
      const name = nameOf(value, match);
      const known = CARRIED_OUT[target];
      const documented = documentedAs(what, target);
      if (known !== undefined && what !== '' && !known.includes(what)) {
        say(
          documented ?? 'MESH0109',
          `expected one of ${known.join(', ')} on ${target}, got ${what}: it has no effect`,
        );
      } else if (documented !== undefined) {
        say(documented, `the API documents ${what} on ${target} as ignored, though istiod carries it out`, 'warning');
      }
      const hasPriority = isHole(priority) || (priority !== undefined && priority !== 0);
      if (documented === undefined && RELATIVE.includes(what) && !hasPriority) {
        const isBound = name !== undefined && boundToVersion.has(name);
        const text = `${what} is relative to what other EnvoyFilters leave, and this one has no priority: it may have no effect`;
        say(isBound ? 'IST0155' : 'IST0151', isBound ? `${text}, above all while the proxies are upgraded` : text);
      }
      if (name !== undefined && textOf(fieldsOf(fieldsOf(match)['proxy'])['proxyVersion'])) boundToVersion.add(name);
    });
  }
};

function nameOf(value: unknown, match: unknown): string | undefined {
  const chain = fieldsOf(fieldsOf(fieldsOf(match)['listener'])['filterChain']);
  return textOf(fieldsOf(value)['name']) ?? textOf(fieldsOf(chain['filter'])['name']);
}
