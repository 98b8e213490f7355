/** Labels of a pod or a selector. */
export type Labels = Readonly<Record<string, string>>;

/** Whether all labels of a selector are among those of a pod. An empty selector takes every pod. */
export function selects(selector: Labels, labels: Labels): boolean {
  return Object.entries(selector).every(([name, value]) => labels[name] === value);
}
