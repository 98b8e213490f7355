import { fieldsOf, textOf } from '../../../model/value';
import { counted, type ObservedCall } from './observed-call';

/**
 * The calls in an access log of sidecars, in Istio's own format as text or as JSON. Lines of clients count, which name where a request
 * goes; who sends it is in front of the line, as `kubectl logs --prefix` writes it.
 *
 * @param workloadOf finds a workload by the name of one of its pods, as `namespace/name`
 */
export function callsInLog(
  text: string,
  workloadOf: (pod: string) => string | undefined,
): { readonly calls: readonly ObservedCall[]; readonly unread: number } {
  const calls: ObservedCall[] = [];
  let unread = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const call = callIn(line, workloadOf);
    if (call === 'unread') unread += 1;
    else if (call !== undefined) calls.push(call);
  }
  return { calls: counted(calls), unread };
}

const CLUSTER = /outbound\|(\d+)\|[^|]*\|([a-z0-9-]+)\.([a-z0-9-]+)\.svc\.[a-z0-9.-]+/;
// What a proxy says of itself is between the requests.
const IS_OF_REQUEST = /"[A-Z-]+ \S+ (?:HTTP\/[\d.]+|-)"|"upstream_cluster"/;
const REQUEST = /"([A-Z]+) (\/[^ "]*) HTTP\/[\d.]+"/;

function callIn(line: string, workloadOf: (pod: string) => string | undefined): ObservedCall | 'unread' | undefined {
  const [, pod, rest = line] = /^\[?(?:pod\/)?([a-z0-9-]+)(?:\/[a-z0-9-]+)?\]?:? (.*)$/.exec(line) ?? [];
  const [, port, name, namespace] = CLUSTER.exec(rest) ?? [];
  if (port === undefined || name === undefined || namespace === undefined) {
    // What a server logs says again what its client did.
    const isOfServer = /inbound\|/.test(rest) || /PassthroughCluster|BlackHoleCluster/.test(rest);
    return isOfServer || !IS_OF_REQUEST.test(rest) ? undefined : 'unread';
  }
  const from = pod === undefined ? undefined : workloadOf(pod);
  if (from === undefined) return 'unread';
  const { method, path } = requestIn(rest);
  return {
    from,
    to: `${namespace}/${name}`,
    port: Number(port),
    ...(method !== undefined && { method }),
    ...(path !== undefined && { path: path.split('?')[0] ?? path }),
    count: 1,
  };
}

function requestIn(line: string): { readonly method?: string | undefined; readonly path?: string | undefined } {
  const start = line.indexOf('{');
  if (start >= 0) {
    try {
      const fields = fieldsOf(JSON.parse(line.slice(start)));
      return { method: textOf(fields['method']), path: textOf(fields['path']) };
    } catch {
      // A line of text may hold a brace as well.
    }
  }
  const [, method, path] = REQUEST.exec(line) ?? [];
  return { method, path };
}
