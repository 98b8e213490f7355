import type { Check, Finding } from '../../checks/check';
import { standingOf } from '../../checks/upgrade/standing';
import { istioObjects } from '../istio-objects';
import { progressOf } from '../progress';

interface ConfigPatch {
  readonly match?: { readonly proxy?: { readonly proxyVersion?: string } };
}

/** Every EnvoyFilter that matches the proxies of the old release has a patch that matches those of the new one. */
export const envoyFiltersMatch: Check = {
  title: 'the EnvoyFilters match proxies of the new release',
  group: 'Traffic',
  link: 'https://istio.io/latest/docs/reference/config/networking/envoy-filter/#EnvoyFilter-ProxyMatch',
  async look(session) {
    const progress = progressOf(await standingOf(session));
    const [from, to] = [progress?.from.version, progress?.to.version];
    if (from === undefined || to === undefined) return { skipped: 'there is one revision only' };
    const filters = (await istioObjects(session)).filter(({ kind }) => kind === 'EnvoyFilter');
    const findings = filters.flatMap(({ metadata, spec }): readonly Finding[] => {
      const patches = (spec?.['configPatches'] ?? []) as readonly ConfigPatch[];
      const patterns = patches.flatMap(({ match }) => match?.proxy?.proxyVersion ?? []);
      if (patterns.length < patches.length || patterns.length === 0) return [];
      if (!patterns.some((one) => matches(one, from)) || patterns.some((one) => matches(one, to))) return [];
      return [
        {
          severity: 'bad',
          problem: `EnvoyFilter ${metadata.namespace}/${metadata.name}: proxyVersion: expected a pattern that matches ${to}, got ${[...new Set(patterns)].join(', ')}; it does nothing in proxies of the new revision`,
          remedy: `add a patch for ${to}, or remove proxyVersion`,
        },
      ];
    });
    return { note: `${filters.length} EnvoyFilters`, findings };
  },
};

function matches(pattern: string, version: string): boolean {
  try {
    return new RegExp(pattern).test(version);
  } catch {
    return true;
  }
}
