import type { IConstruct } from 'constructs';
import { boundHost } from '../../../model/hosts';
import { put } from '../../../model/multimap';
import { fieldsOf, isFullyKnown, isKnown, itemsOf, numberOf, textOf } from '../../../model/value';
import { protocolOfPort } from '../../../model/visibility/protocols';
import { type Check, namespaceOf, pathOf } from '../check';
import type { Gateway, MeshFacts } from '../facts';

interface Server {
  readonly gateway: Gateway;
  readonly path: string;
  readonly host: string;
  readonly port: number;
  readonly place: string;
  /** Whether the routes of such servers are merged: those of plain HTTP are. */
  readonly isPlainHttp: boolean;
}

/** Of two Gateways that serve one host on one port of one workload one is dropped, unless both speak plain HTTP. */
export const gatewayConflicts: Check = (_mesh, report, facts) => {
  const servers = new Map<string, Server[]>();
  for (const gateway of facts.gateways) {
    for (const workload of workloadKeys(gateway, facts)) {
      for (const server of serversOf(gateway)) {
        const key = `${workload} ${server.place}`;
        put(servers, key, server);
      }
    }
  }
  const said = new Set<string>();
  for (const sharing of servers.values()) {
    const first = sharing[0];
    const second = sharing.find((one) => one.gateway !== first?.gateway);
    if (first === undefined || second === undefined) continue;
    for (const server of sharing) {
      const other = server.gateway === first.gateway ? second : first;
      const key = `${pathOf(server.gateway)} ${server.path} ${pathOf(other.gateway)}`;
      if (said.has(key)) continue;
      said.add(key);
      const isMerged = sharing.every((one) => one.isPlainHttp);
      const then = isMerged ? ', and the routes of both are merged' : '';
      const text = `duplicate host "${server.host}" on port ${server.port}: ${pathOf(other.gateway)} serves it at the same pods${then}`;
      const severity = isMerged ? 'warning' : 'error';
      report({ code: 'IST0145', at: server.gateway.origin, path: server.path, text, severity });
    }
  }
};

/** What tells apart the pods that a Gateway configures: the workloads, or the selector where they are not known. */
export function workloadKeys(gateway: Gateway, facts: MeshFacts): string[] {
  const { selector = {} } = gateway.spec;
  if (!isKnown(selector) || !isFullyKnown(selector)) return [];
  const labels = Object.entries(selector)
    .map(([key, value]) => `${key}=${String(value)}`)
    .sort();
  const pods = facts.podsOf(gateway);
  return pods.length > 0 && labels.length > 0
    ? pods.map((one) => keyOf(one, facts))
    : [`selector ${facts.scopeOf(gateway) ?? ''} ${labels.join(',')}`];
}

const numbers = new WeakMap<object, Map<object, number>>();

function keyOf(workload: { readonly origin: IConstruct }, facts: MeshFacts): string {
  const known = numbers.get(facts) ?? new Map<object, number>();
  numbers.set(facts, known);
  const number = known.get(workload) ?? known.size;
  known.set(workload, number);
  return `pods ${number}`;
}

function serversOf(gateway: Gateway): Server[] {
  const namespace = namespaceOf(gateway) ?? '';
  return itemsOf(gateway.spec.servers).flatMap((server, i) => {
    const { port, bind, hosts } = fieldsOf(server);
    const number = numberOf(fieldsOf(port)['number']);
    if (number === undefined || !isKnown(bind)) return [];
    const isPlainHttp = protocolOfPort(textOf(fieldsOf(port)['protocol']) ?? '') === 'http';
    return itemsOf(hosts).flatMap((written) => {
      if (typeof written !== 'string') return [];
      // Hosts that are bound to different namespaces are different ones: routes of one namespace find one of them.
      const bound = boundHost(written, namespace);
      const place = `${number} ${textOf(bind) ?? ''} ${bound.namespace}/${bound.host}`;
      return [{ gateway, path: `spec.servers[${i}].hosts`, host: written, port: number, place, isPlainHttp }];
    });
  });
}
