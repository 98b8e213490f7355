import { walk } from './crds';
import { hasNoSuccessor, replacementOf } from './deprecations';
import { mergedKinds } from './merged-releases';
import { messageAt } from './message-names';
import { hasPage, pageOf } from './reference-links';
import { hasWording } from './rule-wording';
import type { CrdFamily } from './sources';

/** What no table of `scripts/resources` says about the definitions yet, and which table it belongs in, one line each. */
export function missingEntries(families: readonly CrdFamily[]): readonly string[] {
  const missing = new Set<string>();
  for (const { releases } of families) {
    for (const { kind } of mergedKinds(releases).values()) {
      if (!hasPage(kind.kind, kind.group)) {
        missing.add(`reference-links.ts: ${kind.id}: page: not found, ${pageOf(kind.kind, kind.group)} is assumed`);
      }
      walk(kind.spec, kind.id, (schema, path) => {
        const message = messageAt(path);
        if (schema.properties && message === undefined)
          missing.add(`message-paths.json: ${path}: message name: not found`);
        for (const { rule } of schema['x-kubernetes-validations'] ?? []) {
          // What compares with the object as it was is no rule for one that is written.
          if (!/\boldSelf\b/.test(rule) && !hasWording(rule))
            missing.add(`rule-wording.ts: ${path}: wording: not found for the rule ${rule}`);
        }
        for (const [field, { description = '' }] of Object.entries(schema.properties ?? {})) {
          if (message === undefined || !/^\s*(?:\$hide_from_docs\s*)?deprecated\b/i.test(description)) continue;
          if (replacementOf(message.name, field) === undefined && !hasNoSuccessor(message.name, field)) {
            missing.add(`deprecations.ts: ${message.name}.${field}: replacement: not found for a deprecated field`);
          }
        }
      });
    }
  }
  return [...missing].sort();
}
