import { show } from '../fault';
import { isHostLabel } from '../host-names';
import type { Place } from '../place';

/**
 * The namespaces something is visible in.
 *
 * @param options.none whether `~` (nowhere) is allowed
 * @param options.ownOnly whether nothing beyond the own namespace is allowed
 */
export function checkExportTo(
  exportTo: Place<readonly string[]>,
  options: { readonly none?: boolean; readonly ownOnly?: boolean } = {},
): void {
  const { namespace } = exportTo.inspection;
  const own = (text: string): boolean => text === '.' || (namespace !== undefined && text === namespace);
  const seen = new Map<string, string>();
  const items = exportTo.items();
  for (const item of items) {
    const text = item.text();
    if (text === undefined) continue;
    const key = own(text) ? '.' : text;
    const earlier = seen.get(key);
    if (earlier !== undefined) {
      item.fault({ code: 'duplicate', got: `${show(text)} after ${show(earlier)}`, wanted: 'each namespace once' });
    } else seen.set(key, text);
    const known = ['.', '*'].includes(text) || isHostLabel(text) || (text === '~' && options.none);
    if (!known)
      item.fault({ got: show(text), wanted: `".", "*"${options.none ? ', "~"' : ''} or the name of a namespace` });
    if (options.ownOnly && namespace !== undefined && !own(text)) {
      item.fault({ got: show(text), wanted: 'only ".", because a workloadSelector is set' });
    }
  }
  for (const alone of ['*', '~']) {
    if (seen.has(alone) && items.length > 1) {
      exportTo.fault({ got: `${show(alone)} beside others`, wanted: `${show(alone)} alone, or namespaces without it` });
    }
  }
}
