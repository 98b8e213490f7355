/** One step of a {@link CanaryUpgrade}; the namespaces may move in several. */
export type UpgradeStep =
  /** The definitions are those of the newer release, and the new istiod runs beside the old one. No proxy asks it yet. */
  | 'install'
  /** The tag `canary` leads to the new revision. */
  | 'canary'
  /** Namespaces follow the tag `canary`: so many percent of them, the first ones first, or those that are named. */
  | { readonly namespaces: number | readonly string[] }
  /**
   * So many percent of each gateway's pods, above 0 and below 100, get their proxies from the new revision: in a second
   * Deployment behind the same Service, so that they get as many of the connections.
   */
  | { readonly gateways: number }
  /** The gateways get their proxies from the new revision. What the second Deployments have stays until the end. */
  | 'gateways'
  /** The tags `stable` and `default` lead to the new revision, which also validates what names no revision. */
  | 'default'
  /** The old istiod is gone, second Deployments of gateways are, and every namespace follows `stable` again. */
  | 'retire';

/** The name of a step, for the last one of that name. */
export type UpgradeStepName = 'install' | 'canary' | 'namespaces' | 'gateways' | 'default' | 'retire';

/** The steps where none are given: all namespaces at once. */
export const UPGRADE_STEPS: readonly UpgradeStep[] = [
  'install',
  'canary',
  { namespaces: 100 },
  'gateways',
  'default',
  'retire',
];

const ORDER: readonly UpgradeStepName[] = ['install', 'canary', 'namespaces', 'gateways', 'default', 'retire'];

/** Which of two revisions, the one before the upgrade or the one after it. */
export type Side = 'from' | 'to';

/** What is true after some of the steps. */
export interface UpgradeStanding {
  readonly installed: readonly Side[];
  readonly tags: { readonly stable: Side; readonly canary: Side; readonly default: Side };
  /** The namespaces whose pods get their proxies from the new revision. */
  readonly moved: ReadonlySet<string>;
  readonly gateways: Side;
  /** How many percent of the gateways' pods are in Deployments of their own, on the new revision. */
  readonly gatewayShare: number;
  /** The tag that a namespace's label names. */
  tagOf(namespace: string): 'stable' | 'canary';
}

/** What is true after the first `done` of the steps. */
export function standingAfter(
  steps: readonly UpgradeStep[],
  done: number,
  namespaces: readonly string[],
): UpgradeStanding {
  const taken = steps.slice(0, done);
  const after = (step: UpgradeStepName): Side => (taken.some((one) => nameOf(one) === step) ? 'to' : 'from');
  const moved = new Set(taken.flatMap((step) => movedBy(step, namespaces)));
  const shares = taken.flatMap((step) => (isShare(step) ? step.gateways : []));
  const isRetired = after('retire') === 'to';
  return {
    installed: isRetired ? ['to'] : after('install') === 'to' ? ['from', 'to'] : ['from'],
    tags: { stable: after('default'), canary: after('canary'), default: after('default') },
    moved,
    gateways: taken.includes('gateways') ? 'to' : 'from',
    gatewayShare: isRetired ? 0 : (shares.at(-1) ?? 0),
    tagOf: (namespace) => (moved.has(namespace) && !isRetired ? 'canary' : 'stable'),
  };
}

/** How many steps are done, of a number or a step's name. */
export function stepsDone(steps: readonly UpgradeStep[], step: number | UpgradeStepName): number {
  return typeof step === 'number' ? step : steps.findLastIndex((one) => nameOf(one) === step) + 1;
}

/** What is wrong with steps, one line each. */
export function stepFaults(
  steps: readonly UpgradeStep[],
  step: number | UpgradeStepName,
  namespaces: readonly string[],
): string[] {
  const faults: string[] = [];
  const moved = new Set<string>();
  let rank = -1;
  let share = 0;
  for (const [index, one] of steps.entries()) {
    const name = nameOf(one);
    const at = `steps[${index}]`;
    // Shares of the gateways come before the step that ends them.
    const own = ORDER.indexOf(name) - (isShare(one) ? 0.5 : 0);
    if (own < 0) faults.push(`${at}: expected one of ${ORDER.join(', ')}, got ${JSON.stringify(one)}`);
    else if (own < rank || (own === rank && typeof one === 'string'))
      faults.push(
        `${at}: expected a step after "${ORDER[Math.ceil(rank)]}", got "${name}": to go back, lower \`step\``,
      );
    rank = Math.max(rank, own);
    if (typeof one === 'string') continue;
    if (isShare(one)) {
      if (!(one.gateways > share && one.gateways < 100))
        faults.push(`${at}.gateways: expected a number above ${share}, below 100, got ${one.gateways}`);
      share = Math.max(share, one.gateways);
      continue;
    }
    faults.push(...shareFaults(`${at}.namespaces`, one.namespaces, namespaces));
    for (const namespace of movedBy(one, namespaces)) moved.add(namespace);
  }
  const absent = ORDER.filter((name) => !steps.some((one) => nameOf(one) === name && !isShare(one)));
  if (absent.length > 0) faults.push(`steps: expected each of ${ORDER.join(', ')}, got no "${absent.join('", "')}"`);
  const left = namespaces.filter((name) => !moved.has(name));
  if (faults.length === 0 && left.length > 0) {
    faults.push(
      `steps: expected that every namespace moves, got none for ${left.join(', ')}: end with { namespaces: 100 }`,
    );
  }
  if (typeof step === 'string') {
    if (!ORDER.includes(step)) faults.push(`step: expected a number or one of ${ORDER.join(', ')}, got "${step}"`);
  } else if (!Number.isInteger(step) || step < 0 || step > steps.length) {
    faults.push(`step: expected an integer from 0 (before the upgrade) to ${steps.length} (done), got ${step}`);
  }
  return faults;
}

function nameOf(step: UpgradeStep): UpgradeStepName {
  return typeof step === 'string' ? step : isShare(step) ? 'gateways' : 'namespaces';
}

function isShare(step: UpgradeStep): step is { readonly gateways: number } {
  return typeof step === 'object' && 'gateways' in step;
}

function movedBy(step: UpgradeStep, namespaces: readonly string[]): readonly string[] {
  if (typeof step === 'string' || isShare(step)) return [];
  const { namespaces: share } = step;
  return typeof share === 'number' ? namespaces.slice(0, Math.ceil((namespaces.length * share) / 100)) : share;
}

function shareFaults(at: string, share: number | readonly string[], namespaces: readonly string[]): readonly string[] {
  if (typeof share === 'number')
    return share > 0 && share <= 100 ? [] : [`${at}: expected a number above 0, 100 at most, got ${share}`];
  return share
    .filter((name) => !namespaces.includes(name))
    .map(
      (name) => `${at}: expected one of ${namespaces.join(', ') || 'the namespaces (there are none)'}, got "${name}"`,
    );
}
