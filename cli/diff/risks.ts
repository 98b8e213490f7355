/** How much a reviewer should mind, least first. */
export const RISK_LEVELS = ['low', 'medium', 'high'] as const;

export type RiskLevel = (typeof RISK_LEVELS)[number];

/** A kind of risk: how grave it is unless a project says otherwise, and what it means. */
export interface RiskKind {
  readonly level: RiskLevel;
  /** One line for the documentation. */
  readonly about: string;
}

/** Every risk the rules can mark. A project grades, silences or accepts them by these names. */
export const RISKS = {
  'accepts-plaintext': { level: 'high', about: 'TLS or mutual TLS is weakened: traffic may go or come unencrypted' },
  'break-before-make': {
    level: 'high',
    about: 'a route and the subset it uses go in one Helm release, which removes the subset first',
  },
  'cannot-judge': {
    level: 'low',
    about: 'a value is known only after apply, or hidden, so it cannot be said what changes',
  },
  'deletes-crd': { level: 'high', about: 'every object of that kind goes with its definition' },
  'deletes-serving': { level: 'high', about: 'something that serves traffic is deleted' },
  'disables-check': { level: 'high', about: 'a request or token check goes away' },
  downgrades: { level: 'high', about: 'a chart goes back to an older version' },
  'injects-faults': { level: 'medium', about: 'requests are delayed or aborted on purpose' },
  'moves-much': { level: 'medium', about: 'more traffic moves at once than the limit' },
  'moves-ownership': {
    level: 'medium',
    about: 'an object changes the Helm release or Terraform resource that owns it',
  },
  'opens-access': { level: 'high', about: 'somebody reaches what they could not reach before' },
  'raw-envoy': { level: 'medium', about: "Envoy's own configuration changes, which no schema checks" },
  'refuses-requests': { level: 'medium', about: 'requests that are answered today may be refused' },
  'replaces-serving': { level: 'high', about: 'something that serves traffic is deleted and made again' },
  restarts: { level: 'low', about: 'pods that serve traffic are restarted' },
  'skips-minors': { level: 'high', about: 'an upgrade passes over a minor release, or into a new major one' },
  'touches-webhook': {
    level: 'medium',
    about: 'an admission webhook changes: it can stop pods or objects from being created',
  },
} as const satisfies Readonly<Record<string, RiskKind>>;

/** The name of a risk. */
export type RiskName = keyof typeof RISKS;

/** Whether this is the name of a risk. */
export function isRiskName(name: string): name is RiskName {
  return Object.hasOwn(RISKS, name);
}

/** A risk that a rule saw in a change. */
export interface Risk {
  readonly risk: RiskName;
  /** Why, in this case: one clause. */
  readonly reason: string;
}
