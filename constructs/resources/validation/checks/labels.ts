import { show } from '../fault';
import { isLabelValue } from '../metadata-rules';
import type { Place } from '../place';

const KEY =
  /^(?:[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?)*\/)?(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const MAX_PREFIX = 253;
const MAX_NAME = 63;

type Labels = Readonly<Record<string, string>>;

function isKey(key: string): boolean {
  const slash = key.indexOf('/');
  return KEY.test(key) && slash <= MAX_PREFIX && key.length - slash - 1 <= MAX_NAME;
}

/** Labels of a workload, exact. */
export function checkLabels(labels: Place<Labels>): void {
  for (const [key, value] of labels.entries()) {
    const text = value.text();
    if (!isKey(key)) {
      value.fault({
        text: `invalid key ${show(key)}, expected the key of a Kubernetes label`,
        wanted: 'the key of a label',
      });
    }
    if (text !== undefined && !isLabelValue(text))
      value.fault({ got: show(text), wanted: 'the value of a Kubernetes label' });
  }
}

interface Selecting {
  readonly labels?: Labels;
  readonly matchLabels?: Labels;
}

/**
 * A selector of workloads by labels: no wildcards, no empty keys. Without labels it means every workload of the namespace.
 *
 * @param field the field of the selector that holds the labels
 */
export function checkSelector(selector: Place<Selecting>, field: 'labels' | 'matchLabels'): void {
  if (!selector.exists || selector.unknown) return;
  const labels = selector.field(field);
  checkSelectorLabels(labels);
  const warned = field === 'labels' || selector.inspection.has('emptySelectorWarning');
  if (warned && labels.size() === 0) {
    selector.warn({ got: 'a selector without labels, which selects all workloads', wanted: 'labels, or no selector' });
  }
}

function checkSelectorLabels(labels: Place<Labels>): void {
  for (const [key, value] of labels.entries()) {
    if (key === '') value.fault({ text: 'invalid key "", expected the key of a label', wanted: 'the key of a label' });
    if (key.includes('*') || value.text()?.includes('*')) {
      value.fault({ got: show(`${key}=${value.text() ?? ''}`), wanted: 'a label without "*"' });
    }
  }
}
