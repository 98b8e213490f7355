import { labelsText } from '../../../model/labels';
import { itemsOf } from '../../../model/value';
import { field, number, text, texts, textsByName } from '../../../model/visibility/fields';
import type { MapObject } from '../source';
import { type Canvas, drawnFrom, resourceId } from './canvas';

/** A Gateway, and the proxies that serve it. */
export function drawGateway(canvas: Canvas, object: MapObject): void {
  const servers = itemsOf(object.spec['servers']);
  const modes = servers.flatMap((server) => text(field(field(server, 'tls'), 'mode')) ?? []);
  const tls = modes.map((mode) => `TLS ${mode}`).join(', ');
  const node = canvas.add(
    {
      ...drawnFrom(object),
      kind: 'gateway',
      subtitle: 'Gateway',
      badges: tls === '' ? [] : [{ icon: 'lock', text: tls, resource: resourceId(object) }],
      rows: servers.map((server, index) => {
        const port = field(server, 'port');
        const redirect = field(field(server, 'tls'), 'httpsRedirect') === true ? ' → HTTPS' : '';
        return {
          id: String(index),
          title: `${text(field(port, 'protocol')) ?? '?'} ${number(field(port, 'number')) ?? '?'}${redirect}`,
          detail: texts(field(server, 'hosts')).join(', '),
          badges: [],
        };
      }),
    },
    object.origin,
  );
  const selector = textsByName(object.spec['selector']);
  if (Object.keys(selector).length === 0) return;
  const { mesh } = canvas;
  const serving = mesh.workloads
    .select(selector)
    .map(({ origin }) => canvas.nodeOf(origin))
    .filter((proxy) => proxy?.kind === 'proxy');
  const missing = { kind: 'proxy', title: labelsText(selector), subtitle: 'proxy, declared elsewhere' } as const;
  const proxies =
    serving.length > 0 ? serving : [canvas.addElsewhere({ ...missing, namespace: mesh.config.rootNamespace })];
  for (const proxy of proxies) if (proxy) canvas.connect({ node: proxy.id }, { node: node.id });
}
