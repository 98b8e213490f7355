/** How many minors at once Istio supports where the control plane is replaced in place. */
export const MINORS_IN_PLACE = 1;

/** How many minors a second control plane may be ahead of the one that it takes over from. */
export const MINORS_BESIDE = 2;

/** How many minors older than its istiod a proxy may be. It may never be newer. */
export const PROXY_SKEW = 2;

interface Minor {
  readonly major: number;
  readonly minor: number;
}

/** The minor of a version or an image's tag, `1.30` of `1.30.4-distroless`; undefined where it names none. */
export function minorOf(version: string): string | undefined {
  return /^v?(\d+\.\d+)(?![\d])/.exec(version)?.[1];
}

/** How many minors there are from one to another, below zero on the way back; undefined where that cannot be counted. */
export function minorsBetween(from: string, to: string): number | undefined {
  const [before, after] = [parse(from), parse(to)];
  return before && after && before.major === after.major ? after.minor - before.minor : undefined;
}

/** The minor that many steps further, `1.27` one step from `1.26.8`. */
export function minorAt(from: string, steps: number): string {
  const { major, minor } = parse(from) ?? { major: 0, minor: 0 };
  return `${major}.${minor + steps}`;
}

function parse(version: string): Minor | undefined {
  const [major, minor] = (minorOf(version) ?? '').split('.').map(Number);
  return major === undefined || minor === undefined ? undefined : { major, minor };
}
