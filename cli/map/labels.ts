import type { Labels } from './istio-spec';

/** Whether every label of the selector is among the labels. An empty selector takes everything. */
export function isSubset(selector: Labels, labels: Labels): boolean {
  return Object.entries(selector).every(([name, value]) => labels[name] === value);
}

export function labelsText(labels: Labels | undefined): string {
  return Object.entries(labels ?? {})
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');
}
