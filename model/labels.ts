import { all, type Truth } from './truth';
import { isHole, isKnown, type Value } from './value';

/** Labels of a pod, or those that a selector asks for. */
export type Labels = Readonly<Record<string, string>>;

/** Labels of which some, or all, cannot be read. */
export type PartlyLabels = Value<Readonly<Record<string, Value<string> | undefined>>>;

/** Whether all labels that a selector asks for are among those of a pod. An empty selector selects every pod. */
export function selects(selector: Labels, labels: Labels): boolean;
export function selects(selector: PartlyLabels, labels: PartlyLabels): Truth;
export function selects(selector: PartlyLabels, labels: PartlyLabels): Truth {
  if (!isKnown(selector)) return 'unknown';
  return all(Object.entries(selector).map(([key, value]) => hasLabel(labels, key, value)));
}

function hasLabel(labels: PartlyLabels, key: string, wanted: Value<string> | undefined): Truth {
  if (!isKnown(labels)) return 'unknown';
  const value = labels[key];
  if (isHole(value) || isHole(wanted)) return value === undefined ? false : 'unknown';
  return value === wanted;
}

/** A selector of Kubernetes: labels, and conditions on them. */
export interface LabelSelector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

/** Whether a selector of Kubernetes selects an object with the given labels. */
export function matchesSelector(selector: LabelSelector | undefined, labels: Labels): boolean {
  const { matchLabels = {}, matchExpressions = [] } = selector ?? {};
  return (
    selects(matchLabels, labels) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labels[key];
      if (operator === 'Exists') return value !== undefined;
      if (operator === 'DoesNotExist') return value === undefined;
      const listed = value !== undefined && values.includes(value);
      return operator === 'In' ? listed : !listed;
    })
  );
}

/** Whether labels are those of istiod: of its Deployment, and of its pods. */
export function isIstiod(labels: PartlyLabels | undefined): boolean {
  return isKnown(labels) && (labels?.['app'] === 'istiod' || labels?.['istio'] === 'pilot');
}

/** Labels as text, `app=cart, version=v1`. */
export function labelsText(labels: PartlyLabels | undefined): string {
  if (!isKnown(labels)) return '(unknown)';
  return Object.entries(labels ?? {})
    .map(([key, value]) => `${key}=${isHole(value) ? '(unknown)' : value}`)
    .join(', ');
}
