// Rules ask for features at every resource, always about the same few releases.
const numbers = new Map<string, readonly number[]>();

function numbersOf(version: string): readonly number[] {
  let found = numbers.get(version);
  if (found === undefined) {
    found = (/\d+(\.\d+)*/.exec(version)?.[0] ?? '').split('.').map(Number);
    numbers.set(version, found);
  }
  return found;
}

function compared(one: string, other: string, most: number): number {
  const [left, right] = [numbersOf(one), numbersOf(other)];
  const parts = Math.min(most, Math.max(left.length, right.length));
  for (let index = 0; index < parts; index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Orders versions such as 1.30.3, v1.34.4+k3s1 and 1.32: below zero where the first is older. Missing parts count as 0. */
export function compareVersions(one: string, other: string): number {
  return compared(one, other, Number.POSITIVE_INFINITY);
}

/** Orders versions by their minors alone: 1.30.3 and 1.30 are the same. */
export function compareMinors(one: string, other: string): number {
  return compared(one, other, 2);
}
