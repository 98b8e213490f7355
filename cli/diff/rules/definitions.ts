import type { Rule } from '../rule';
import { say } from '../sentence';
import { at, type Fields, listAt, show, textAt } from '../values';

/** Definitions of kinds. */
export const definitions: Rule = {
  id: 'definitions',
  about: 'definitions of kinds (CRDs): versions served, and what goes with them',
  kinds: ['CustomResourceDefinition'],
  *explain(pair) {
    const kind = show(at(pair.after ?? pair.before, 'spec', 'names', 'kind') ?? pair.name);
    if (!pair.after) {
      yield {
        sentence: say`the kind ${kind} is no longer known to the cluster`,
        risks: [{ risk: 'deletes-crd', reason: `every ${kind} in the cluster is deleted with it` }],
      };
      return;
    }
    const [was, is] = [served(pair.before), served(pair.after)];
    const [more, fewer] = [
      is.filter((version) => !was.includes(version)),
      was.filter((version) => !is.includes(version)),
    ];
    if (more.length > 0) yield { sentence: say`${kind} is served as ${more.join(', ')}`, explains: ['spec'] };
    if (fewer.length > 0) {
      yield {
        sentence: say`${kind} is no longer served as ${fewer.join(', ')}`,
        risks: [{ risk: 'refuses-requests', reason: 'programs that write the old version are refused' }],
      };
    }
  },
};

function served(content: Fields | undefined): string[] {
  return listAt(content, 'spec', 'versions')
    .filter((version) => at(version, 'served') !== false)
    .map((version) => textAt(version, 'name') ?? '');
}
