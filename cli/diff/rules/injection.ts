import {
  dataPlaneOf,
  INJECT_LABEL,
  INJECTION_LABEL,
  NAMESPACE_LABELS,
  POD_LABELS,
  REVISION_LABEL,
} from '../../../model/data-plane';
import type { PartlyLabels } from '../../../model/labels';
import { pathText } from '../../../model/path';
import type { Rule } from '../rule';
import { say, words } from '../sentence';
import { type Fields, fieldsAt, show } from '../values';
import { isTag, namesRevision } from './revisions';

/** Which namespaces and pods get a sidecar. */
export const injection: Rule = {
  id: 'injection',
  about: 'labels that decide whether new pods get a sidecar, of which revision, or join the ambient mesh',
  *explain(pair) {
    // Where it leads is said by the rule of revisions.
    if (isTag(pair) || (pair.kind === 'Namespace' && namesRevision(pair))) return;
    const ns = pair.kind === 'Namespace';
    const [was, is] = [modeOf(pair.before, ns), modeOf(pair.after, ns)];
    if (was === undefined || is === undefined || was === is) return;
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
        .map((label) => pathText(['metadata', 'labels', label]))
        .concat(pair.before && pair.after ? [] : ['metadata.labels']),
    };
  },
};

const NONE = 'no sidecar';
const OFF = 'sidecar switched off';

/** In words; undefined where it depends on what is known only after apply. */
function modeOf(content: Fields | undefined, isNamespace: boolean): string | undefined {
  const labels = fieldsAt(content, 'metadata', 'labels');
  const { mode } = dataPlaneOf({
    namespace: '',
    namespaceLabels: isNamespace ? (labels as PartlyLabels) : {},
    podLabels: isNamespace ? {} : (labels as PartlyLabels),
  });
  const revision = labels[REVISION_LABEL];
  const isOff = labels[INJECTION_LABEL] === 'disabled' || labels[INJECT_LABEL] === 'false';
  if (mode === 'none') return isOff ? OFF : NONE;
  if (mode === 'ambient') return mode;
  if (revision !== undefined && !isOff) return `sidecar of revision ${show(revision)}`;
  return mode === 'sidecar' ? mode : undefined;
}
