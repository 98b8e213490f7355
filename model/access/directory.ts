import { serviceHost } from '../hosts';
import type { Mesh } from '../mesh';
import {
  type Callee,
  type Caller,
  isGateway,
  isNamed,
  type NamedWorkload,
  nameOf,
  namesOf,
  type Participants,
} from './participants';

const PRINCIPAL = /^(?:spiffe:\/\/)?([^/]+)\/ns\/([^/]+)\/sa\/([^/]+)$/;

/** Who takes part in a mesh, by name. */
export class Directory<Origin = unknown> {
  constructor(
    private readonly mesh: Mesh<Origin>,
    private readonly participants: Participants<Origin>,
    private readonly callers: readonly Caller<Origin>[],
    private readonly callees: readonly Callee<Origin>[],
  ) {}

  /** @throws Error for an unknown name, with the names there are */
  callerNamed(name: string): Caller<Origin> {
    const found = this.callers.filter((one) => one.name === name || one.name.endsWith(`/${name}`));
    const [caller, second] = found;
    if (caller !== undefined && second === undefined) return caller;
    if (caller === undefined) {
      const [, trustDomain, inside, runs] = PRINCIPAL.exec(name) ?? [];
      if (inside !== undefined && runs !== undefined) return this.participants.account(name, inside, runs, trustDomain);
      const [namespace, account, more] = name.split('/');
      if (namespace && account === '*' && more === undefined) return this.participants.restOf(namespace);
      if (namespace && account && more === undefined) return this.participants.account(name, namespace, account);
    }
    throw new Error(`from: ${notOne('workload', name, found, this.callers)}`);
  }

  /** @throws Error for an unknown name, with the names there are */
  calleeNamed(name: string, port?: number): Callee<Origin> {
    const named = this.calleesNamed(name);
    const places = new Set(named.map((one) => one.name));
    if (places.size !== 1) throw new Error(`to: ${notOne('Service or workload', name, named, this.callees)}`);
    const found = port === undefined ? named[0] : named.find((one) => one.port === port);
    if (found !== undefined) return found;
    const ports = [...new Set(named.map((one) => one.port))].join(', ');
    throw new Error(`port: ${name}: expected one of ${ports || 'none'}, got ${port}`);
  }

  /** Every port of the Services and workloads of a name, or of a Service's host. */
  calleesNamed(name: string): readonly Callee<Origin>[] {
    const host = this.hostOf(name);
    return this.callees.filter(
      (one) =>
        namesOf(one).some((own) => own === name || own.endsWith(`/${name}`)) ||
        (host !== undefined && one.service?.host === host),
    );
  }

  /** @throws Error for an unknown name, with the gateways there are */
  gatewayNamed(name: string): NamedWorkload<Origin> {
    const gateways = this.callers.flatMap(({ workload }) =>
      workload !== undefined && isNamed(workload) && isGateway(workload) ? [workload] : [],
    );
    const found = gateways.filter((one) => nameOf(one) === name || one.name === name);
    const [gateway, second] = found;
    if (gateway !== undefined && second === undefined) return gateway;
    const named = (list: typeof gateways) => list.map((one) => ({ name: nameOf(one) }));
    throw new Error(`through: ${notOne('gateway', name, named(found), named(gateways))}`);
  }

  /** Whether a name is that of a host that nothing in the mesh is behind. */
  isOutside(name: string): boolean {
    return /^[^/]+\.[^/]+$/.test(name) && this.hostOf(name) === undefined && this.calleesNamed(name).length === 0;
  }

  /** The full host of a Service that a name means: `orders.shop`, `orders.shop.svc`; undefined for other hosts. */
  private hostOf(name: string): string | undefined {
    const { clusterDomain } = this.mesh.config;
    const [service, namespace, svc, ...domain] = name.split('.');
    if (service === undefined || namespace === undefined) return undefined;
    const isFull = svc === 'svc' && (domain.length === 0 || domain.join('.') === clusterDomain);
    const isShort = svc === undefined && this.mesh.namespaces.has(namespace);
    return isFull || isShort ? serviceHost(service, namespace, clusterDomain) : undefined;
  }
}

function notOne(
  what: string,
  name: string,
  found: readonly { readonly name: string }[],
  all: readonly { readonly name: string }[],
): string {
  const names = [...new Set((found.length > 0 ? found : all).map((one) => one.name))].sort();
  return found.length > 0
    ? `"${name}" is ambiguous: expected one of ${names.join(', ')}`
    : `${what} "${name}" not found: expected one of ${names.join(', ') || 'none'}`;
}
