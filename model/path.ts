/** A step of a path: the name of a field, or a place in a list. */
export type Segment = string | number;

/** Writes a path: `spec.http[0].headers["x-user"]`. */
export function pathText(steps: readonly Segment[]): string {
  let text = '';
  for (const step of steps) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (/^[A-Za-z_][\w-]*$/.test(step)) text += text === '' ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}
