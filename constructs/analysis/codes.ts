import type { Severity } from '../severity';

export { SEVERITIES, type Severity } from '../severity';

interface Facts {
  /** How much it matters unless a scope says otherwise, or less is known. */
  readonly severity: Severity;
  /** What is found, in one line. */
  readonly finds: string;
}

/** What the checks find, by the codes of `istioctl analyze` (IST), else of Kiali (KIA), else our own (MESH). */
export const CODES = {
  IST0002: { severity: 'warning', finds: 'a deprecated field, provider or kind' },
  IST0101: {
    severity: 'error',
    finds:
      'a gateway, host, subset, Secret, provider, delegate or workload that a resource names and that is not found; an error only where the program owns the namespace, or runs something beside a root whose delegate is not found, a warning where a name is very near, else a hint',
  },
  IST0102: {
    severity: 'info',
    finds: "a namespace of the program without an injection label, though policies select its workloads' pods",
  },
  IST0107: { severity: 'warning', finds: 'an annotation of Istio on a kind that it does not count for' },
  IST0108: { severity: 'warning', finds: 'an annotation in the name of Istio that Istio does not know' },
  IST0109: { severity: 'error', finds: 'two VirtualServices for one host inside the mesh that the same clients see' },
  IST0110: { severity: 'error', finds: 'two Sidecars that select the same workload; a warning for the same labels' },
  IST0111: { severity: 'error', finds: 'several Sidecars of one namespace that select nothing' },
  IST0112: {
    severity: 'error',
    finds: 'a route to a service with several ports that names none of them; inside the mesh a hint',
  },
  IST0116: { severity: 'warning', finds: 'two Services for the same pods with one port and two protocols' },
  IST0118: {
    severity: 'info',
    finds: 'a port of a Service whose name or `appProtocol` says no protocol, so that Istio has to guess it',
  },
  IST0123: { severity: 'warning', finds: 'a namespace with two kinds of injection labels' },
  IST0125: { severity: 'warning', finds: 'an annotation of Istio with a value that Istio cannot read' },
  IST0126: {
    severity: 'warning',
    finds: 'a network of the mesh that names a cluster which is not that of the control plane',
  },
  IST0127: { severity: 'warning', finds: 'an AuthorizationPolicy that selects no workload' },
  IST0128: { severity: 'warning', finds: 'TLS to a server whose certificate no named authority verifies' },
  IST0129: { severity: 'warning', finds: 'the same for one port' },
  IST0130: {
    severity: 'warning',
    finds: 'a route that is never reached, because one before it has the same match or none',
  },
  IST0131: { severity: 'warning', finds: 'a match that is never reached, because one before it matches all of it' },
  IST0132: { severity: 'warning', finds: 'a host of a VirtualService that its gateway does not serve' },
  IST0133: { severity: 'warning', finds: 'what istiod accepts of one resource and warns of' },
  IST0134: {
    severity: 'warning',
    finds: 'a ServiceEntry for TCP without addresses; a hint where no other one has its port',
  },
  IST0135: { severity: 'info', finds: 'a deprecated annotation of Istio' },
  IST0137: { severity: 'warning', finds: 'two Services for the same pods that lead two ports to one target port' },
  IST0138: { severity: 'warning', finds: 'one certificate on two Gateways of one workload' },
  IST0139: {
    severity: 'error',
    finds: 'a webhook for injection that overlaps with another one, or whose Service is not found',
  },
  IST0140: {
    severity: 'warning',
    finds: 'a route at a gateway that the rules of its host inside the mesh do not hold for',
  },
  IST0144: { severity: 'warning', finds: "an injected container that runs as the proxy's user 1337" },
  IST0145: {
    severity: 'error',
    finds: 'two Gateways that serve one host on one port of one workload; a warning where both speak plain HTTP',
  },
  IST0146: { severity: 'warning', finds: 'a workload with the image `auto` that is not injected' },
  IST0147: { severity: 'error', finds: 'a Pod with the image `auto` that is not injected' },
  IST0148: { severity: 'info', finds: 'a namespace without an injection label, where the mesh injects by default' },
  IST0149: { severity: 'warning', finds: "routing by a JWT's claims where no JWT is checked" },
  IST0150: { severity: 'warning', finds: 'a port of an ExternalName Service that says no protocol' },
  IST0151: { severity: 'warning', finds: 'an operation of an EnvoyFilter that depends on others, without a priority' },
  IST0152: {
    severity: 'error',
    finds: 'the operation REPLACE of an EnvoyFilter where it cannot be carried out; a warning on LISTENER_FILTER',
  },
  IST0153: {
    severity: 'error',
    finds: 'the operation ADD of an EnvoyFilter where it has no effect; a warning on HTTP_ROUTE',
  },
  IST0154: {
    severity: 'error',
    finds: 'the operation REMOVE of an EnvoyFilter where it has no effect; a warning on HTTP_ROUTE',
  },
  IST0155: { severity: 'warning', finds: 'IST0151 for a filter that is patched for some versions of the proxy alone' },
  IST0157: { severity: 'warning', finds: 'a Telemetry without a provider, where the mesh has no default one' },
  IST0158: {
    severity: 'warning',
    finds: 'pods with a container for the proxy of another image than the one that their istiod injects',
  },
  IST0159: { severity: 'error', finds: 'two Telemetries that select the same workload; a warning for the same labels' },
  IST0160: { severity: 'error', finds: 'several Telemetries of one namespace that select nothing' },
  IST0161: { severity: 'error', finds: 'a certificate of a Gateway that is none, or not valid now' },
  IST0162: { severity: 'warning', finds: 'a Gateway on a port that the Service in front of it does not have' },
  IST0163: { severity: 'warning', finds: 'a webhook of an istiod outside of the cluster without an URL' },
  IST0164: { severity: 'info', finds: 'a webhook of an istiod outside of the cluster by an IP address' },
  IST0165: {
    severity: 'warning',
    finds: 'a VirtualService that names a Gateway which istiod makes of one of the Gateway API',
  },
  IST0166: { severity: 'warning', finds: 'a selector that means a Gateway of the Gateway API, which needs targetRefs' },
  IST0167: { severity: 'warning', finds: 'a Sidecar in a namespace in ambient mode' },
  IST0170: { severity: 'warning', finds: 'a Service that differs between the clusters of one mesh' },
  IST0173: {
    severity: 'error',
    finds:
      'a subset whose labels no workload of its host carries, where the program has the Service and runs workloads of it; a hint where others may run something in the namespace',
  },
  IST0174: { severity: 'warning', finds: 'a DestinationRule for a host that is not found' },
  IST0175: { severity: 'warning', finds: 'an istiod that fetches the keys of JWTs from any address' },
  IST0176: { severity: 'warning', finds: 'a definition of the Gateway API that is too old for istiod' },
  KIA0002: { severity: 'warning', finds: 'several PeerAuthentications of one namespace that select nothing' },
  KIA0003: { severity: 'warning', finds: 'two PeerAuthentications that select the same workload, or the same labels' },
  KIA0004: {
    severity: 'warning',
    finds: 'a selector that selects no workload, of other kinds than IST0127 and IST0101',
  },
  KIA0005: { severity: 'warning', finds: 'a namespace in `exportTo` that is not found' },
  KIA0102: { severity: 'warning', finds: 'a method in an AuthorizationPolicy that no request has' },
  KIA0104: { severity: 'warning', finds: 'a host in an AuthorizationPolicy that is not found' },
  KIA0105: { severity: 'warning', finds: 'an AuthorizationPolicy that asks for identities where mutual TLS is off' },
  KIA0106: { severity: 'warning', finds: 'a service account in an AuthorizationPolicy that is not found' },
  KIA0109: {
    severity: 'warning',
    finds: 'an AuthorizationPolicy for requests in an ambient namespace without a waypoint',
  },
  KIA0110: {
    severity: 'warning',
    finds: 'an AuthorizationPolicy for requests in an ambient namespace without targetRefs',
  },
  KIA0201: { severity: 'warning', finds: 'a subset of a host that two DestinationRules define' },
  KIA0204: { severity: 'info', finds: 'a DestinationRule without TLS settings beside a wider one that has mutual TLS' },
  KIA0207: { severity: 'error', finds: 'clients without mutual TLS of a host whose servers are STRICT' },
  KIA0208: { severity: 'warning', finds: 'clients without mutual TLS of a whole mesh that is STRICT' },
  KIA0209: { severity: 'warning', finds: 'a subset without labels' },
  KIA0210: { severity: 'warning', finds: 'a DestinationRule for requests in an ambient namespace without a waypoint' },
  KIA0211: { severity: 'warning', finds: 'a DestinationRule for requests to an ambient Service that uses no waypoint' },
  KIA0212: {
    severity: 'warning',
    finds: 'a DestinationRule for requests outside of the namespace of its ambient Service',
  },
  KIA0505: { severity: 'error', finds: 'clients with mutual TLS of a host whose servers have it off' },
  KIA0506: { severity: 'warning', finds: 'clients with mutual TLS in a mesh that has it off' },
  KIA0701: { severity: 'warning', finds: 'a target port of a Service that no container of its pods opens' },
  KIA1004: { severity: 'warning', finds: 'a host that a Sidecar imports and that is not found' },
  KIA1006: { severity: 'warning', finds: 'a Sidecar of the root namespace with a selector' },
  KIA1007: { severity: 'info', finds: 'an outboundTrafficPolicy of a Sidecar without a mode' },
  KIA1104: { severity: 'info', finds: 'a weight on the only destination of a route' },
  KIA1105: { severity: 'warning', finds: 'a destination that is in a route twice' },
  KIA1106: {
    severity: 'warning',
    finds: 'two VirtualServices with a route for every request to one host at one gateway',
  },
  KIA1109: { severity: 'warning', finds: 'routes for requests in an ambient namespace without a waypoint' },
  KIA1110: { severity: 'warning', finds: 'a RequestAuthentication in an ambient namespace without a waypoint' },
  KIA1111: { severity: 'warning', finds: 'a WasmPlugin in an ambient namespace without a waypoint' },
  KIA1112: { severity: 'warning', finds: 'a Telemetry for requests in an ambient namespace without a waypoint' },
  KIA1113: { severity: 'warning', finds: 'routes for requests to an ambient Service that uses no waypoint' },
  KIA1114: { severity: 'warning', finds: 'routes for requests outside of the namespace of their ambient Service' },
  KIA1115: { severity: 'warning', finds: 'a RequestAuthentication in an ambient namespace without targetRefs' },
  KIA1116: { severity: 'warning', finds: 'a WasmPlugin in an ambient namespace without targetRefs' },
  KIA1117: { severity: 'warning', finds: 'a Telemetry for requests in an ambient namespace without targetRefs' },
  KIA1201: { severity: 'warning', finds: 'a ServiceEntry that lacks the address of a WorkloadEntry which it selects' },
  KIA1211: { severity: 'info', finds: 'two ServiceEntries for one host and port' },
  KIA1212: { severity: 'warning', finds: 'two ServiceEntries that give one host and port two protocols' },
  KIA1301: { severity: 'off', finds: 'a workload that no AuthorizationPolicy holds for' },
  KIA1311: { severity: 'warning', finds: 'pods that ask for a sidecar and for ambient mode' },
  KIA1312: { severity: 'warning', finds: 'pods that name a waypoint, and are not in ambient mode' },
  KIA1313: { severity: 'warning', finds: 'a waypoint that is not found' },
  KIA1314: { severity: 'warning', finds: 'pods that ask for a sidecar, with the annotation of ambient mode' },
  KIA1315: { severity: 'warning', finds: 'pods in ambient mode with a container istio-proxy' },
  KIA1316: { severity: 'warning', finds: 'pods with a sidecar in an ambient namespace' },
  KIA1317: { severity: 'warning', finds: 'ambient pods without a waypoint, with policies for requests' },
  KIA1401: { severity: 'error', finds: 'a route of the Gateway API whose gateway is not found' },
  KIA1402: { severity: 'error', finds: 'a route of the Gateway API whose Service is not found' },
  KIA1501: {
    severity: 'info',
    finds: 'two Gateways of the Gateway API for one host and port; a warning where they share an address',
  },
  KIA1502: { severity: 'warning', finds: 'two Gateways of the Gateway API for one address' },
  KIA1503: {
    severity: 'error',
    finds: 'two listeners of a Gateway of the Gateway API with one host, port and protocol',
  },
  KIA1504: { severity: 'warning', finds: 'a GatewayClass that is not found; a hint where no name is near' },
  KIA1601: {
    severity: 'warning',
    finds: 'a namespace in a ReferenceGrant that is not found; a hint where no name is near',
  },
  KIA1701: { severity: 'warning', finds: 'a service account in a WorkloadGroup that is not found' },
  KIA1702: { severity: 'info', finds: 'two WorkloadGroups of one namespace with the same labels' },
  MESH0101: { severity: 'warning', finds: 'a rule of an AuthorizationPolicy that excludes everything it allows' },
  MESH0102: {
    severity: 'warning',
    finds: 'an AuthorizationPolicy that asks for tokens which no RequestAuthentication checks',
  },
  MESH0103: { severity: 'warning', finds: 'a VirtualService that is not exported to the namespace of its gateway' },
  MESH0104: { severity: 'warning', finds: 'a match of a port that no gateway of the VirtualService serves' },
  MESH0105: { severity: 'warning', finds: 'routes of a protocol that no server of their gateway accepts' },
  MESH0106: {
    severity: 'warning',
    finds: 'two traffic policies for one host in one namespace, of which one is ignored',
  },
  MESH0107: { severity: 'warning', finds: 'a setting of a traffic policy that holds for no port' },
  MESH0108: { severity: 'warning', finds: 'a route of a delegate that lies outside of the one which leads to it' },
  MESH0109: {
    severity: 'error',
    finds: 'another operation of an EnvoyFilter that has no effect on what it applies to',
  },
  MESH0110: { severity: 'warning', finds: 'a path without a slash in front, which no request has' },
  MESH0111: { severity: 'warning', finds: 'routes of a protocol that no port of their Services speaks' },
  MESH0112: {
    severity: 'warning',
    finds: 'a path with signs of a pattern, or with a query, where paths are compared letter by letter',
  },
  MESH0113: {
    severity: 'warning',
    finds: 'a label of a WorkloadGroup that is both in its metadata and in its template',
  },
  MESH0201: { severity: 'warning', finds: 'what the Istio release does not read of a resource of the Gateway API' },
  MESH0202: {
    severity: 'warning',
    finds: 'a route of the Gateway API that no listener accepts: section, port, hosts, namespace or kind',
  },
  MESH0203: {
    severity: 'warning',
    finds:
      'a reference of the Gateway API into another namespace without a ReferenceGrant; a hint where the program has nothing there',
  },
  MESH0204: { severity: 'warning', finds: 'a port of a backend that its Service does not have' },
} as const satisfies Readonly<Record<string, Facts>>;

/** A code of a check. */
export type Code = keyof typeof CODES;

/** Codes of before, and those of some releases of istioctl alone, with what says the same. */
export const FORMER_CODES = { IST0113: 'KIA0207', IST0177: 'KIA1212' } as const satisfies Readonly<
  Record<string, Code>
>;

/** A code that once was, or that not every release of istioctl has. @deprecated the code that it stands for */
export type FormerCode = keyof typeof FORMER_CODES;

/** Whether a text is a code that the checks know. */
export function isCode(text: string): text is Code {
  return Object.hasOwn(CODES, text);
}

/** The code that a text stands for: itself, or the successor of one that once was; undefined where it is none. */
export function codeOf(text: string): Code | undefined {
  if (isCode(text)) return text;
  return Object.hasOwn(FORMER_CODES, text) ? FORMER_CODES[text as FormerCode] : undefined;
}

const FORMER_BY_CODE = new Map<string, FormerCode>(
  (Object.keys(FORMER_CODES) as FormerCode[]).map((former) => [FORMER_CODES[former], former]),
);

/** The code that some releases of istioctl have for what a code finds; undefined where there is none. */
export function formerCodeOf(code: Code): FormerCode | undefined {
  return FORMER_BY_CODE.get(code);
}
