import { fieldsOf, itemsOf, textOf } from '../../../model/value';
import { counted, type ObservedCall } from './observed-call';

/** What Prometheus is asked: who sent requests to whom, as the proxies of the destinations counted them. */
export function observedQuery(since: string): string {
  const labels = [
    'source_principal',
    'source_workload',
    'source_workload_namespace',
    'destination_service_name',
    'destination_service_namespace',
  ];
  const counts = ['istio_requests_total', 'istio_tcp_connections_opened_total']
    .map((name) => `sum by (${labels.join(', ')}) (increase(${name}{reporter="destination"}[${since}])) > 0`)
    .join(' or ');
  return `/api/v1/query?query=${encodeURIComponent(counts)}`;
}

/** The calls in an answer of Prometheus. */
export function callsInMetrics(answer: unknown): readonly ObservedCall[] {
  const { result } = fieldsOf(fieldsOf(answer)['data']);
  return counted(
    itemsOf(result).flatMap((series): ObservedCall[] => {
      const { metric, value } = fieldsOf(series);
      const labels = fieldsOf(metric);
      const label = (name: string): string | undefined => {
        const text = textOf(labels[name]);
        return text === undefined || text === '' || text === 'unknown' ? undefined : text;
      };
      const [name, namespace] = [label('destination_service_name'), label('destination_service_namespace')];
      if (name === undefined || namespace === undefined) return [];
      const from = callerOf(label);
      const count = Math.max(1, Math.round(Number(itemsOf(value)[1] ?? 0)));
      return [{ ...(from !== undefined && { from }), to: `${namespace}/${name}`, count }];
    }),
  );
}

/** The account, which is proven, before the workload, which the client's proxy tells. */
function callerOf(label: (name: string) => string | undefined): string | undefined {
  const [, namespace, account] = /\/ns\/([^/]+)\/sa\/([^/]+)$/.exec(label('source_principal') ?? '') ?? [];
  if (namespace !== undefined && account !== undefined) return `${namespace}/${account}`;
  const [workload, place] = [label('source_workload'), label('source_workload_namespace')];
  return workload === undefined || place === undefined ? undefined : `${place}/${workload}`;
}
