import type { Rule } from '../rule';
import { scopeOf } from '../scope';
import { say, words } from '../sentence';
import { at, fieldsAt, listAt, show } from '../values';

/** What goes into Envoy past Istio's own schema. */
export const rawEnvoy: Rule = {
  id: 'raw-envoy',
  about: "patches to Envoy's configuration and code loaded into it",
  kinds: ['EnvoyFilter', 'WasmPlugin', 'TrafficExtension'],
  *explain(pair, mesh) {
    const spec = fieldsAt(pair.after ?? pair.before, 'spec');
    const scope = scopeOf(pair, spec, mesh);
    const verb = { create: 'is loaded into', delete: 'is taken from' }[pair.action as string] ?? 'changes in';
    const what =
      pair.kind === 'EnvoyFilter'
        ? `a patch of ${[...new Set(listAt(spec, 'configPatches').map((patch) => show(at(patch, 'applyTo'))))].join(', ') || 'nothing'}`
        : `the extension ${show(at(spec, 'url') ?? at(spec, 'wasm', 'url') ?? pair.name)}`;
    yield {
      sentence: say`${what} ${words(verb)} the proxies of ${scope}`,
      risks: [{ risk: 'raw-envoy', reason: 'a mistake here can stop the proxies it applies to' }],
      explains: pair.action === 'update' ? [] : ['spec'],
    };
  },
};
