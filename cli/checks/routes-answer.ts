import http from 'node:http';
import { selects } from '../../model/labels';
import { forwardPort } from '../cluster/port-forward';
import type { Session } from '../session/session';
import type { Check, Finding } from './check';
import { addressOf, gatewaysOf, type Service } from './gateways';
import type { Pod } from './pods-have-sidecars';
import { type GatewayPodsAt, type PublishedRoute, publishedRoutes, versionsBehind } from './published-routes';

/** How often a route with several versions is asked until all were seen. */
const MOST_REQUESTS = 40;

interface Door {
  readonly host: string;
  readonly port: number;
  readonly how: string;
  close(): void;
}

/** Every route that the stacks publish at the ingress gateway answers real requests, from every version behind it. */
export const routesAnswer: Check = {
  title: 'the published routes answer through the ingress',
  group: 'Traffic',
  link: 'https://istio.io/latest/docs/ops/common-problems/network-issues/',
  async look(session) {
    const mesh = await session.mesh();
    const routes = publishedRoutes(mesh);
    if (routes.length === 0) return { skipped: 'the stacks publish none' };
    const findings: Finding[] = [];
    const notes: string[] = [];
    const doors = new Map<string, Door | Finding>();
    for (const route of routes) {
      const key = JSON.stringify(route.gateway);
      const door = doors.get(key) ?? (await doorFor(session, route.gateway));
      doors.set(key, door);
      if ('problem' in door) continue;
      const wanted = versionsBehind(mesh, route.destinations);
      const outcome = await askRoute(door, route, wanted);
      const words = [route.path, outcome.status ?? 'no answer'];
      notes.push(`${words.join(' ')}${outcome.seen.length > 0 ? ` (${outcome.seen.join(', ')})` : ''}`);
      findings.push(...outcome.findings);
    }
    for (const door of doors.values()) {
      if ('problem' in door) findings.push(door);
      else door.close();
    }
    const how = [...doors.values()].flatMap((door) => ('how' in door ? [door.how] : []));
    return { ...(notes.length > 0 ? { note: `${notes.join(', ')}; ${how.join(', ')}` } : {}), findings };
  },
};

/** The way in: the load balancer's address, else a port-forward to the gateway's pod. */
async function doorFor(session: Session, { selector, namespace, port }: GatewayPodsAt): Promise<Door | Finding> {
  const [services, pods] = await Promise.all([
    session.list<Service>('/api/v1/services'),
    session.list<Pod>('/api/v1/pods'),
  ]);
  const content = await session.content();
  const ours = new Set(
    gatewaysOf(
      content,
      content.stacks.map(({ name }) => name),
    ).map(({ namespace, name }) => `${namespace}/${name}`),
  );
  const matching = (labels: Readonly<Record<string, string>> | undefined, { metadata }: Service | Pod) =>
    selects(selector, labels ?? {}) && (namespace ?? metadata.namespace) === metadata.namespace;
  const candidates = services.filter((one) => {
    const { spec, metadata } = one;
    return (
      matching(spec.selector, one) ||
      (matching(metadata.labels, one) && ours.has(`${metadata.namespace}/${metadata.name}`))
    );
  });
  const service = candidates.find((candidate) => addressOf(candidate) !== undefined) ?? candidates[0];
  const address = service && addressOf(service);
  if (address) return { host: address, port, how: `http://${address}:${port}`, close: () => undefined };
  const pod = pods.find((one) => matching(one.metadata.labels, one) && one.status?.phase === 'Running');
  if (!pod) {
    return {
      severity: 'bad',
      problem: `no gateway pod runs with the labels ${JSON.stringify(selector)}`,
      remedy: 'mesh up',
    };
  }
  const servicePort = service?.spec.ports.find((one) => one.port === port) as
    | { targetPort?: number | string }
    | undefined;
  const target = Number(servicePort?.targetPort ?? port);
  const forward = await forwardPort(
    session.api.access,
    0,
    async () => ({ namespace: pod.metadata.namespace ?? '', pod: pod.metadata.name, port: target }),
    () => undefined,
  );
  return {
    host: '127.0.0.1',
    port: forward.port,
    how: `a port-forward to ${pod.metadata.name}, because ${service ? 'its Service has no address (minikube tunnel gives one)' : 'it has no Service'}`,
    close: () => forward.close(),
  };
}

interface Answer {
  readonly status: number;
  readonly body: string;
  /** Whether it came from behind the proxy, which tells how long that took. */
  readonly isApplications: boolean;
}

/** What an application says of a path that it does not have. */
const HAS_NOTHING_THERE: readonly number[] = [404, 405];

interface Outcome {
  readonly status?: number;
  readonly seen: readonly string[];
  readonly findings: readonly Finding[];
}

async function askRoute(door: Door, route: PublishedRoute, wanted: readonly string[]): Promise<Outcome> {
  const seen = new Set<string>();
  const url = `http://${route.host ?? door.host}${route.gateway.port === 80 ? '' : `:${route.gateway.port}`}${route.path}`;
  let status: number | undefined;
  for (let request = 0; request < MOST_REQUESTS; request += 1) {
    let answer: Answer;
    try {
      answer = await ask(door, route);
    } catch (error) {
      return { seen: [], findings: [failing(url, (error as Error).message, route)] };
    }
    status = answer.status;
    // The route leads there; which paths the application has under it is the application's own.
    if (answer.isApplications && HAS_NOTHING_THERE.includes(status)) return { status, seen: [...seen], findings: [] };
    if (status >= 400)
      return {
        status,
        seen: [...seen],
        findings: [failing(url, `HTTP ${status}${answer.body ? `: ${answer.body.trim().slice(0, 100)}` : ''}`, route)],
      };
    const version = /version:?\s*"?(v[\w.-]+)/i.exec(answer.body)?.[1]?.replace(/[",]$/, '');
    if (version) seen.add(version);
    // An application that does not say its version cannot be told apart; one answer is enough.
    if (!version || wanted.every((name) => seen.has(name))) break;
  }
  const missing = seen.size > 0 ? wanted.filter((name) => !seen.has(name)) : [];
  return {
    ...(status === undefined ? {} : { status }),
    seen: [...seen].sort(),
    findings:
      missing.length === 0
        ? []
        : [
            {
              severity: 'warning',
              problem: `${url}: ${MOST_REQUESTS} answers, none from version ${missing.join(', ')}`,
              remedy: `kubectl -n ${route.destinations[0].namespace} get pods; a weight of 0 is an answer too: ${route.constructPath}`,
            },
          ],
  };
}

function failing(url: string, reason: string, route: PublishedRoute): Finding {
  return {
    severity: 'bad',
    problem: `GET ${url}: ${reason}`,
    remedy: `${route.name} (${route.constructPath}) routes it to ${route.destinations[0].host}: mesh routes shows what the gateway has`,
  };
}

function ask(door: Door, route: PublishedRoute): Promise<Answer> {
  return new Promise((done, fail) => {
    const request = http.request(
      {
        host: door.host,
        port: door.port,
        path: route.path,
        agent: false,
        timeout: 5000,
        headers: { host: route.host ?? door.host, connection: 'close', 'user-agent': 'mesh-verify' },
      },
      (answer) => {
        let body = '';
        answer.setEncoding('utf8').on('data', (text: string) => {
          if (body.length < 4096) body += text;
        });
        const isApplications = 'x-envoy-upstream-service-time' in answer.headers;
        answer.on('end', () => done({ status: answer.statusCode ?? 0, body, isApplications }));
        answer.on('error', fail);
      },
    );
    request.on('timeout', () => request.destroy(new Error('no answer within 5 s')));
    request.on('error', (error: NodeJS.ErrnoException) => {
      fail(
        error.code === 'ECONNREFUSED'
          ? new Error('nothing listens there')
          : error.code === 'ECONNRESET'
            ? new Error('the connection was closed')
            : error,
      );
    });
    request.end();
  });
}
