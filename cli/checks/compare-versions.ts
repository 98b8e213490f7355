/** Orders versions such as 1.30.3, v1.34.4+k3s1 and 1.32: below zero where the first is older. Missing parts count as 0. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function partsOf(version: string): readonly number[] {
  const numbers = /\d+(\.\d+)*/.exec(version)?.[0] ?? '';
  return numbers.split('.').map(Number);
}
