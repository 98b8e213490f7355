import { has, type IstioFeature } from '../../versions/features';
import type { ResourceKind } from '../generated/kinds';
import { type Definitions, servedVersions } from '../kinds';
import { type Fault, faultAt } from './fault';

/** The settings that have istiod read what is not settled yet. */
const ALPHA = 'PILOT_ENABLE_ALPHA_GATEWAY_API';
const INFERENCE = 'ENABLE_GATEWAY_API_INFERENCE_EXTENSION';

/** Since when istiod reads a kind by itself, and whether it can be told to read it where it does not. */
interface Reading {
  readonly feature?: IstioFeature;
  /** Set where the kind is read as v1 only once it is read by itself, and as v1alpha2 only before that. */
  readonly v1?: true;
  readonly optional?: IstioFeature | true;
  /**
   * The setting by which it is told to.
   * @default - the one for all that is not settled
   */
  readonly setting?: string;
}

const READ: Readonly<Partial<Record<ResourceKind, Reading>>> = {
  'gateway.networking.k8s.io/BackendTLSPolicy': { feature: 'backendTlsPolicyV1' },
  'gateway.networking.k8s.io/GRPCRoute': { feature: 'grpcRouteV1' },
  'gateway.networking.k8s.io/ListenerSet': { feature: 'listenerSets' },
  'gateway.networking.k8s.io/TCPRoute': { feature: 'tcpRouteV1', v1: true, optional: true },
  'gateway.networking.k8s.io/TLSRoute': { feature: 'tlsRouteV1', v1: true, optional: true },
  'gateway.networking.x-k8s.io/XBackendTrafficPolicy': { optional: 'backendTrafficPolicies' },
  'gateway.networking.x-k8s.io/XListenerSet': { optional: 'experimentalListenerSets' },
  'inference.networking.k8s.io/InferencePool': { optional: 'inferencePools', setting: INFERENCE },
};

/** That an Istio release does not read a kind of the Gateway API, or only where it is told to; nothing where it does. */
export function unreadKind(kind: ResourceKind, definitions: Definitions, istioVersion: string): readonly Fault[] {
  const reading = READ[kind];
  if (reading === undefined) return [];
  const { feature, v1, optional, setting = ALPHA } = reading;
  const istio = `Istio ${istioVersion.split('.', 2).join('.')}`;
  const name = kind.slice(kind.indexOf('/') + 1);
  const warning = (text: string, wanted: string): readonly Fault[] => [
    faultAt(['kind'], { level: 'warning', code: 'MESH0201', wanted, text: `${istio} ${text}` }),
  ];
  const isRead = feature !== undefined && has(istioVersion, feature);
  if (v1) {
    const version = isRead ? 'v1' : 'v1alpha2';
    if (!servedVersions(kind, definitions.version, definitions.family).includes(version)) {
      const wanted = `definitions that serve ${version} of ${name}`;
      return warning(`reads ${version} of ${name} only, which ${definitions.name} does not serve`, wanted);
    }
  }
  if (isRead) return [];
  if (optional !== undefined && (optional === true || has(istioVersion, optional))) {
    return warning(`reads ${name} only where its istiod has ${setting}=true`, `an istiod with ${setting}`);
  }
  return warning(`does not read ${name}`, 'another kind');
}
