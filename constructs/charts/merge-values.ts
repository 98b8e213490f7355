import { Tokenization } from 'cdktf';

/**
 * Merges chart values, later ones winning, as Helm merges several values files: objects are merged, lists and everything
 * else replace. `null` stays, because it is what tells Helm to delete a default of the chart; `undefined` counts as absent.
 */
export function mergeValues(...layers: readonly object[]): Record<string, unknown> {
  const merged: Record<string, unknown> = {};
  for (const layer of layers) {
    for (const [key, value] of Object.entries(layer)) {
      if (value === undefined) continue;
      if (!isMap(value)) {
        merged[key] = value;
        continue;
      }
      const below = merged[key];
      const inner = mergeValues(isMap(below) ? below : {}, value);
      // A map of nothing but absent values is absent itself; one that was written empty is not.
      if (Object.keys(inner).length > 0 || Object.keys(value).length === 0) merged[key] = inner;
    }
  }
  return merged;
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !Tokenization.isResolvable(value);
}
