import type { Severity } from '../severity';

export { SEVERITIES, type Severity } from '../severity';

interface Facts {
  /** How much it matters unless a scope says otherwise. */
  readonly severity: Severity;
  /** What is found, in one line. */
  readonly finds: string;
}

/** What the checks find, by the codes of `istioctl analyze`. */
export const CODES = {
  IST0002: { severity: 'warning', finds: 'a deprecated field' },
  IST0101: {
    severity: 'error',
    finds: 'a gateway, host, subset, Secret, provider or workload that a resource names and nobody knows',
  },
  IST0102: {
    severity: 'info',
    finds: "a namespace of the program without an injection label, though policies select its workloads' pods",
  },
  IST0109: { severity: 'error', finds: 'two VirtualServices for one host inside the mesh' },
  IST0111: { severity: 'error', finds: 'several Sidecars of one namespace that select nothing' },
  IST0112: { severity: 'error', finds: 'a route to a service with several ports that names none of them' },
  IST0113: { severity: 'error', finds: 'clients and servers of a host that disagree about mutual TLS' },
  IST0118: {
    severity: 'info',
    finds: 'a port of a Service whose name or `appProtocol` says no protocol, so that Istio has to guess it',
  },
  IST0123: { severity: 'warning', finds: 'a namespace with two kinds of injection labels' },
  IST0130: { severity: 'warning', finds: 'a route of a VirtualService that no request reaches' },
  IST0131: { severity: 'warning', finds: 'a match of a VirtualService that an earlier one includes' },
  IST0132: { severity: 'warning', finds: 'a host of a VirtualService that its gateway does not serve' },
  IST0133: { severity: 'warning', finds: 'what istiod accepts of one resource and warns of' },
  IST0145: { severity: 'error', finds: 'two Gateways that serve one host on one port of one workload' },
  IST0149: { severity: 'error', finds: "routing by a JWT's claims where no JWT is checked" },
  IST0157: { severity: 'warning', finds: 'a Telemetry without a provider, where the mesh has no default one' },
  IST0160: { severity: 'error', finds: 'several Telemetries of one namespace that select nothing' },
  IST0162: { severity: 'warning', finds: 'a Gateway on a port that the Service in front of it does not have' },
  IST0167: { severity: 'warning', finds: 'a rule that excludes everything it allows' },
  IST0173: {
    severity: 'error',
    finds:
      'a subset whose labels no workload of its host carries, where the program owns namespace, Service and workloads',
  },
  IST0174: { severity: 'warning', finds: 'a DestinationRule for a host that does not exist' },
} as const satisfies Readonly<Record<string, Facts>>;

/** A code of `istioctl analyze`. */
export type Code = keyof typeof CODES;

/** Whether a text is a code that the checks know. */
export function isCode(text: string): text is Code {
  return Object.hasOwn(CODES, text);
}
