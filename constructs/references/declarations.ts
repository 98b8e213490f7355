import { isToken } from '../delivery/terraform-template';
import { type GatewayPort, hasStandardPorts, type IGateway } from './workload';

/** Marks a construct that was told of things that it does not make. */
export const DECLARES = Symbol.for('cdktf-istio.declares');

/** Something that a construct was told of, and that may be somebody else's: checks of the whole program take it as there. */
export type Declaration<Port = GatewayPort> =
  | { readonly kind: 'Service'; readonly name: string; readonly namespace: string; readonly ports?: readonly Port[] }
  | { readonly kind: 'Secret'; readonly name: string; readonly namespace: string }
  | {
      readonly kind: 'Gateway';
      readonly selector: Readonly<Record<string, string>>;
      readonly namespace: string;
      readonly ports?: readonly Port[];
    };

/** A construct that says what it was told of. */
export interface Declaring {
  /** What there is, as far as the construct was told; asked for whenever the program is checked. */
  [DECLARES](): Iterable<Declaration>;
}

/** A gateway's pods, and the Service in front of them. Ports that nobody stated are not known. */
export function gatewayDeclarations(gateway: IGateway): Declaration[] {
  const { name, namespace, selector } = gateway;
  const ports = hasStandardPorts(gateway) ? {} : { ports: gateway.ports };
  return [
    { kind: 'Gateway', selector, namespace, ...ports },
    ...(isToken(name) ? [] : [{ kind: 'Service', name, namespace, ...ports } as const]),
  ];
}
