import type { Outcome } from '../../testing';

/**
 * An outcome as one line that is easy to compare and to keep: what becomes of the request, the route's name, and the clusters with their
 * shares, `host/subset/port=percent`. A connection has no route name in Istio's configuration.
 */
export function lineOf(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'passthrough':
      return 'passthrough';
    case 'lost':
      return `lost ${outcome.status}`;
    case 'redirected':
      return `redirected ${outcome.status} ${outcome.route?.name ?? '-'}`;
    case 'answered':
      return `answered ${outcome.status} ${outcome.route.name ?? '-'}`;
    case 'forwarded': {
      const shares = new Map<string, number>();
      for (const { host, subset = '', port = '*', percent } of outcome.destinations) {
        const cluster = `${host}/${subset}/${port}`;
        shares.set(cluster, (shares.get(cluster) ?? 0) + percent);
      }
      const clusters = [...shares].map(([cluster, percent]) => `${cluster}=${percent}`).sort();
      const name = outcome.route.protocol === undefined ? outcome.route.name : undefined;
      return `forwarded ${name ?? '-'} ${clusters.join(',')}`;
    }
  }
}

/** Whether the simulator's line and Istio's are the same. A port that the simulator leaves open, `*`, may be any. */
export function sameAnswer(line: string, istio: string): boolean {
  if (line === istio) return true;
  const [kind, route, clusters = ''] = line.split(' ');
  const [kindOfIstio, routeOfIstio, clustersOfIstio = ''] = istio.split(' ');
  if (kind !== 'forwarded' || kindOfIstio !== 'forwarded') return false;
  if (route !== routeOfIstio && !(route === 'default' && routeOfIstio === '-')) return false;
  const mine = clusters.split(',');
  const theirs = clustersOfIstio.split(',');
  return (
    mine.length === theirs.length &&
    mine.every((one) => theirs.some((other) => other === one || other.replace(/\/\d+=/, '/*=') === one))
  );
}
