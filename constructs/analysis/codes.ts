/** How much a finding matters. */
export type Severity = 'error' | 'warning' | 'off';

/** What the checks find, by the codes of `istioctl analyze`, and how much each matters unless a scope says otherwise. */
export const CODES = {
  /** Something that a resource names does not exist: a gateway, host, subset, secret, provider or workload. */
  IST0101: 'error',
  /** Two VirtualServices for one host inside the mesh. */
  IST0109: 'error',
  /** Several Sidecars of one namespace that select nothing. */
  IST0111: 'error',
  /** A route to a service with several ports that names none of them. */
  IST0112: 'error',
  /** Clients and servers of a host that disagree about mutual TLS. */
  IST0113: 'error',
  /** A namespace with two kinds of injection labels. */
  IST0123: 'warning',
  /** A host of a VirtualService that its gateway does not serve. */
  IST0132: 'warning',
  /** Two Gateways that serve one host on one port of one workload. */
  IST0145: 'error',
  /** Routing by a JWT's claims where no JWT is checked. */
  IST0149: 'error',
  /** A Telemetry without a provider, where the mesh has no default one. */
  IST0157: 'warning',
  /** Several Telemetries of one namespace that select nothing. */
  IST0160: 'error',
  /** A Gateway on a port that the Service in front of it does not have. */
  IST0162: 'warning',
  /** A rule that excludes everything it allows. */
  IST0167: 'warning',
  /** A DestinationRule for a host that does not exist. */
  IST0174: 'warning',
} as const satisfies Readonly<Record<string, Severity>>;

/** A code of `istioctl analyze`. */
export type Code = keyof typeof CODES;

/** Whether a text is a code that the checks know. */
export function isCode(text: string): text is Code {
  return Object.hasOwn(CODES, text);
}
