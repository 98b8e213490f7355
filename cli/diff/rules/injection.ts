import {
  DATA_PLANE_LABEL,
  INJECT_LABEL,
  INJECTION_LABEL,
  NAMESPACE_LABELS,
  POD_LABELS,
  REVISION_LABEL,
} from '../../../model/data-plane';
import { joinPath } from '../fields';
import type { Rule } from '../rule';
import { say, words } from '../sentence';
import { at, type Fields, show, textAt } from '../values';
import { isTag, namesRevision } from './revisions';

/** Which namespaces and pods get a sidecar. */
export const injection: Rule = {
  id: 'injection',
  about: 'labels that decide whether new pods get a sidecar, of which revision, or join the ambient mesh',
  *explain(pair) {
    // Where it leads is said by the rule of revisions.
    if (isTag(pair) || (pair.kind === 'Namespace' && namesRevision(pair))) return;
    const [was, is] = [modeOf(pair.before), modeOf(pair.after)];
    if (was === is) return;
    const ns = pair.kind === 'Namespace';
    const subject = ns ? say`new pods of namespace ${pair.name}` : say`${words(pair.kind)} ${pair.name}`;
    const lost = is === NONE || is === OFF;
    yield {
      sentence: say`${subject}: ${words(was)} -> ${words(is)}${words(ns && !lost ? '; running pods must restart' : '')}`,
      ...(lost && was !== NONE && was !== OFF
        ? {
            risks: [
              { risk: 'accepts-plaintext' as const, reason: 'pods without a sidecar have no mTLS and no policies' },
            ],
          }
        : {}),
      explains: [...new Set([...NAMESPACE_LABELS, ...POD_LABELS])]
        .map((label) => joinPath('metadata.labels', label))
        .concat(pair.before && pair.after ? [] : ['metadata.labels']),
    };
  },
};

const NONE = 'no sidecar';
const OFF = 'sidecar switched off';

function modeOf(content: Fields | undefined): string {
  const labels = at(content, 'metadata', 'labels');
  const label = (name: string): string | undefined => textAt(labels, name);
  const own = label(INJECT_LABEL);
  if (label(INJECTION_LABEL) === 'disabled' || own === 'false') return OFF;
  if (label(DATA_PLANE_LABEL) === 'ambient') return 'ambient';
  const revision = at(labels, REVISION_LABEL);
  if (revision !== undefined) return `sidecar of revision ${show(revision)}`;
  return label(INJECTION_LABEL) === 'enabled' || own === 'true' ? 'sidecar' : NONE;
}
