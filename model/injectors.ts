import { type ChartRelease, chartName, chartVersion } from './charts';
import { KINDS } from './kinds';
import type { ModelObjects } from './objects';
import { type Fields, fieldsOf, isKnown, itemsOf, textOf } from './value';

/** What an istiod injects proxies by. */
export interface Injector {
  /** Its revision and the tags of that. */
  readonly revisions: readonly string[];
  /** The values of its chart. */
  readonly values: Fields;
  /** The version of its chart; undefined where it is not known. */
  readonly version: string | undefined;
}

const CONFIG_MAP = 'istio-sidecar-injector';

/** The injectors of a mesh: of the releases of istiod's chart, and of the ConfigMaps that the chart makes, where those are the source. */
export function injectorsOf(charts: readonly ChartRelease[], objects: ModelObjects): readonly Injector[] {
  const released = charts
    .filter(({ chart }) => chartName(chart) === 'istiod')
    .map((release): Injector => {
      const { revision, revisionTags } = release.values;
      const tags = itemsOf(revisionTags).flatMap((tag) => textOf(tag) ?? []);
      const own = isKnown(revision) ? [textOf(revision) || 'default'] : [];
      return { revisions: [...own, ...tags], values: release.values, version: chartVersion(release) };
    });
  const written = objects.of(KINDS.configMap).flatMap(({ metadata, manifest }): Injector[] => {
    const name = textOf(metadata.name);
    const text = name?.startsWith(CONFIG_MAP) ? textOf(fieldsOf(manifest['data'])['values']) : undefined;
    const values = text === undefined ? undefined : fromJson(text);
    if (name === undefined || values === undefined) return [];
    return [{ revisions: [name.slice(CONFIG_MAP.length + 1) || 'default'], values, version: undefined }];
  });
  return [...released, ...written];
}

function fromJson(text: string): Fields | undefined {
  try {
    return fieldsOf(JSON.parse(text)) as Fields;
  } catch {
    return undefined;
  }
}
