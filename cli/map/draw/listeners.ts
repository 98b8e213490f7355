import type { Listener } from '../../../model/gateway-api/listeners';
import { fieldsOf, itemsOf } from '../../../model/value';
import { field, number, text } from '../../../model/visibility/fields';
import type { MapBadge, MapRow } from '../model';
import type { MapObject, MapOrigin } from '../source';
import { type Canvas, resourceId } from './canvas';

/** The listeners of a Gateway or a ListenerSet, one to a row. */
export function listenerRows(object: MapObject, listeners: readonly Listener<MapOrigin>[]): readonly MapRow[] {
  return itemsOf(object.spec['listeners']).map((written, index) => {
    const section = text(field(written, 'name')) ?? String(index);
    const conflict = listeners.find((each) => each.section === section)?.conflict;
    return {
      id: section,
      title: `${text(field(written, 'protocol')) ?? '?'} ${number(field(written, 'port')) ?? '?'}`,
      detail: [text(field(written, 'hostname')) ?? 'every host', namespacesText(field(written, 'allowedRoutes'))].join(
        ' · ',
      ),
      badges: [
        ...tlsBadge(field(written, 'tls'), resourceId(object)),
        ...(conflict === undefined
          ? []
          : [{ icon: 'missing' as const, text: `in conflict with the listener "${conflict}"` }]),
      ],
    };
  });
}

function namespacesText(allowed: unknown): string {
  const from = text(field(field(allowed, 'namespaces'), 'from')) ?? 'Same';
  if (from === 'All') return 'all namespaces';
  if (from === 'Selector') return 'selected namespaces';
  return from === 'None' ? 'no routes' : 'its namespace';
}

function tlsBadge(tls: unknown, resource: string): MapBadge[] {
  if (tls === undefined) return [];
  const mode = text(fieldsOf(field(tls, 'options'))['gateway.istio.io/tls-terminate-mode']);
  return [{ icon: 'lock', text: `TLS ${mode ?? text(field(tls, 'mode')) ?? 'Terminate'}`, resource }];
}

/** Leads to a Gateway from the proxies that serve it: those that run, or those that istiod deploys for it. */
export function serveListeners(canvas: Canvas, node: string, listeners: readonly Listener<MapOrigin>[]): void {
  const pods = new Map(listeners.flatMap((listener) => listener.pods.map((each) => [each.service, each])));
  for (const { namespace, labels, service, isDeployed } of pods.values()) {
    const serving = canvas.mesh.workloads
      .select(labels, namespace)
      .flatMap(({ origin }) => canvas.nodeOf(origin) ?? [])
      .filter(({ kind }) => kind === 'proxy');
    const title = service.split('.')[0] ?? service;
    const missing = { kind: 'proxy', namespace, title } as const;
    const proxies =
      serving.length > 0
        ? serving
        : [
            isDeployed
              ? canvas.add({ ...missing, subtitle: 'proxy, deployed by istiod' })
              : canvas.addElsewhere({ ...missing, subtitle: 'proxy, declared elsewhere' }),
          ];
    for (const proxy of proxies) canvas.connect({ node: proxy.id }, { node });
  }
}
