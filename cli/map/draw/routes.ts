import {
  type HttpRoute,
  percentsOf,
  type RouteDestination,
  type RouteShare,
  type RouteTable,
} from '../../../model/routes/route';
import { writtenRoutes } from '../../../model/routes/virtual-services';
import { texts } from '../../../model/visibility/fields';
import type { MapEnd, MapNode, MapRow } from '../model';
import { actionText, connectionText, matchText } from '../rule-text';
import type { MapObject } from '../source';
import { type Canvas, drawnFrom } from './canvas';

/** A VirtualService: a row for each rule, and where each leads. Delegates are connected once all of them are drawn. */
export class RouteDrawing {
  private readonly delegates: [MapEnd, string][] = [];

  constructor(private readonly canvas: Canvas) {}

  draw(object: MapObject): void {
    const table = writtenRoutes(object, this.canvas.mesh.config);
    const { namespace, gateways, http } = table;
    const node = this.nodeFor(object, table);
    for (const gateway of gateways.filter((name) => name !== 'mesh')) {
      this.canvas.connect({ node: this.gatewayNode(gateway) }, { node: node.id });
    }
    for (const { index, delegate } of http) {
      const from = { node: node.id, row: `http-${index}` };
      if (delegate?.name) this.delegates.push([from, idOf(delegate.namespace ?? namespace, delegate.name)]);
    }
    this.connectTable(node.id, table);
  }

  /** Leads from each rule to where its requests, and their copies, go. */
  connectTable(node: string, { namespace, http, tls, tcp }: RouteTable): void {
    for (const { index, shares, mirrors } of http) {
      const from = { node, row: `http-${index}` };
      this.connectShares(from, shares, namespace);
      for (const { destination } of mirrors) {
        this.canvas.connect(from, this.endOf(destination, namespace), { kind: 'mirror' });
      }
    }
    for (const { index, shares } of tls) this.connectShares({ node, row: `tls-${index}` }, shares, namespace);
    for (const { index, shares } of tcp) this.connectShares({ node, row: `tcp-${index}` }, shares, namespace);
  }

  connectDelegates(): void {
    for (const [from, node] of this.delegates) if (this.canvas.nodes.has(node)) this.canvas.connect(from, { node });
  }

  private nodeFor(object: MapObject, table: RouteTable): MapNode {
    const { namespace, name, gateways } = table;
    const hosts = texts(object.spec['hosts']);
    const shown = hosts.length > 2 ? `${hosts.slice(0, 2).join(', ')} +${hosts.length - 2}` : hosts.join(', ');
    return this.canvas.add(
      {
        ...drawnFrom(object),
        id: idOf(namespace, name),
        kind: 'virtual-service',
        title: shown || '(delegate)',
        subtitle: name,
        badges: gateways.includes('mesh') ? [{ icon: 'mesh', text: 'for sidecars in the mesh' }] : [],
        rows: rowsOf(table),
      },
      object.origin,
    );
  }

  private gatewayNode(gateway: string): string {
    const id = `gateway/${gateway}`;
    if (this.canvas.nodes.has(id)) return id;
    const [namespace = '', title = ''] = gateway.split('/', 2);
    return this.canvas.addElsewhere({ kind: 'gateway', namespace, title, subtitle: 'Gateway, declared elsewhere' }).id;
  }

  private connectShares(from: MapEnd, shares: readonly RouteShare[], namespace: string): void {
    const percents = percentsOf(shares);
    for (const [index, { destination }] of shares.entries()) {
      const percent = percents[index];
      const isPart = shares.length > 1 && percent !== undefined;
      const weight = isPart ? { weight: Math.round(percent * 10) / 10 } : {};
      this.canvas.connect(from, this.endOf(destination, namespace), weight);
    }
  }

  private endOf({ host, subset }: RouteDestination, namespace: string): MapEnd {
    const service = this.canvas.serviceOf(host, namespace);
    if (subset === undefined) return { node: service.id };
    if (!service.rows.some((row) => row.id === subset)) {
      const unknown = {
        id: subset,
        title: subset,
        detail: 'no DestinationRule in sight has it',
        badges: [{ icon: 'missing' as const, text: 'subset not found' }],
      };
      this.canvas.change(service.id, ({ rows }) => ({ rows: [...rows, unknown] }));
    }
    return { node: service.id, row: subset };
  }
}

/** A row for each rule. */
export function rowsOf({ http, tls, tcp }: RouteTable): readonly MapRow[] {
  const row = (id: string, title: string, detail = ''): MapRow => ({ id, title, detail, badges: [] });
  return [
    ...http.map((route) => row(`http-${route.index}`, titleOf(route), detailOf(route))),
    ...tls.map((rule) => row(`tls-${rule.index}`, connectionText('tls', rule))),
    ...tcp.map((rule) => row(`tcp-${rule.index}`, connectionText('tcp', rule))),
  ];
}

function idOf(namespace: string, name: string): string {
  return `virtual-service/${namespace}/${name}`;
}

function titleOf({ matches, index }: HttpRoute): string {
  const text = matchText(matches);
  return text === 'everything' && index > 0 ? 'everything else' : text;
}

function detailOf(route: HttpRoute): string {
  return [route.name ?? '', actionText(route)].filter((text) => text !== '').join(' · ');
}
