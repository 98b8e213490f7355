import type { IConstruct } from 'constructs';

/** Whether a construct has no mark yet, which it gets. A registered symbol as the mark, so that two copies of the package do a thing once. */
export function isFirstTime(construct: IConstruct, mark: symbol): boolean {
  if (mark in construct) return false;
  Object.defineProperty(construct, mark, { value: true });
  return true;
}
