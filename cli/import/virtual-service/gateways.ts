import type * as gatewayApi from '../../../constructs/resources/generated/gateway-api';
import { kindSchema } from '../../../constructs/resources/kinds';
import { prepare } from '../../../constructs/resources/validation/prepared-schema';
import { areDistinct } from '../../../model/gateway-api/listeners';
import { covers, serviceHost } from '../../../model/hosts';
import { selects } from '../../../model/labels';
import { GATEWAY_NAME_LABEL } from '../../../model/workloads';
import { hostName } from '../ingress/names';
import { istioKindOf } from '../istio-kinds';
import type { WrittenManifest } from '../written-manifest';
import type { FoundObject, Reading } from './found-object';
import { listenerTls } from './listener-tls';
import type { Surroundings } from './surroundings';

/** A Gateway of Istio as one of the Gateway API. */
export interface ConvertedGateway {
  readonly object: FoundObject;
  readonly spec: gatewayApi.GatewaySpec;
  readonly listeners: readonly ConvertedListener[];
}

/** A listener, and whether it sends its clients to HTTPS. */
export interface ConvertedListener extends gatewayApi.Listener {
  readonly redirects: boolean;
}

const NO_EQUAL: Readonly<Record<string, string>> = {
  bind: 'the Gateway API has no bind address',
  defaultEndpoint: 'the Gateway API has no default endpoint',
};

/** Whether a kind names the Gateways that it is for, in a release. */
function hasTargets(manifest: WrittenManifest, istioVersion: string): boolean {
  const kind = istioKindOf(manifest);
  const schema = kind === undefined ? undefined : kindSchema(kind, istioVersion);
  return schema !== undefined && prepare(schema).fields?.has('targetRefs') === true;
}

/** Writes a Gateway of Istio as one that istiod deploys, or for the pods that run, where their Service is in the files. */
export function convertGateway(object: FoundObject, surroundings: Surroundings, version: string): ConvertedGateway {
  const spec = object.spec;
  const selector = spec.record('selector');
  const names = new Set<string>();
  const listeners = distinct(
    spec.items('servers').flatMap((server) => listenersOf(server, object, names, version)),
    object,
  );
  nameNarrower(listeners, object);
  const service = surroundings.serviceFor(selector, object.namespace);
  if (service === undefined) {
    object.lose(
      ['spec', 'selector'],
      'written as a Gateway whose pods istiod deploys, with an address of their own: to keep the pods that run, give it the address of their Service, in the namespace of that',
    );
    for (const { manifest, labels } of surroundings.selecting) {
      if (manifest === object.manifest || manifest.kind === 'Service' || !selects(labels, selector)) continue;
      object.lose(
        ['spec', 'selector'],
        `${manifest.kind} "${manifest.metadata.name}" is for pods with these labels: ${hasTargets(manifest, version) ? 'give it targetRefs to this Gateway' : `it has no targetRefs: have it select ${GATEWAY_NAME_LABEL}=${object.name}`}`,
      );
    }
  }
  spec.loseTheRest();
  const { name = '', namespace } = service?.metadata ?? {};
  return {
    object,
    listeners,
    spec: {
      gatewayClassName: 'istio',
      ...(namespace !== undefined && { addresses: [{ type: 'Hostname', value: serviceHost(name, namespace) }] }),
      listeners: listeners.map(({ redirects: _, ...listener }) => listener),
    },
  };
}

/** A Gateway has one listener for a host and a port: a second one is left out. */
function distinct(listeners: readonly ConvertedListener[], object: FoundObject): readonly ConvertedListener[] {
  return listeners.filter((one, i) => {
    const { name: _, ...said } = one;
    const earlier = listeners.slice(0, i).find((other) => !areDistinct(described(other), described(one)));
    if (earlier === undefined) return true;
    const { name: __, ...before } = earlier;
    if (JSON.stringify(said) !== JSON.stringify(before)) {
      object.lose(
        ['spec', 'servers'],
        `"${one.hostname ?? '*'}" on port ${one.port} is written once: a Gateway of the Gateway API has one listener for a host and a port`,
      );
    }
    return false;
  });
}

/** Of two listeners that are for one host, the narrower one has it, with the namespaces that it lets in. */
function nameNarrower(listeners: readonly ConvertedListener[], object: FoundObject): void {
  for (const one of listeners) {
    const host = one.hostname ?? '*';
    const wider = listeners.find(
      ({ port, protocol, hostname = '*', allowedRoutes }) =>
        port === one.port &&
        protocol === one.protocol &&
        hostname !== host &&
        covers(hostname, host) &&
        JSON.stringify(allowedRoutes) !== JSON.stringify(one.allowedRoutes),
    );
    if (wider === undefined) continue;
    object.lose(
      ['spec', 'servers'],
      `"${host}" has a listener of its own, and routes that are let in for "${wider.hostname ?? '*'}" alone do not reach it`,
    );
  }
}

function described({ port, protocol, hostname = '' }: ConvertedListener): Parameters<typeof areDistinct>[0] {
  return { port, protocol, hostname };
}

function listenersOf(
  server: Reading,
  object: FoundObject,
  names: Set<string>,
  version: string,
): readonly ConvertedListener[] {
  const port = server.member('port');
  const number = port?.number('number') ?? 0;
  const protocol = (port?.text('protocol') ?? '').toUpperCase();
  const portName = port?.text('name');
  port?.loseAll({ targetPort: 'the Service of the Gateway says where its pods listen' });
  const hosts = server.texts('hosts');
  server.text('name');
  const tls = server.member('tls');
  const redirects = tls?.get('httpsRedirect') === true;
  const mode = tls?.text('mode') ?? (tls === undefined || redirects ? undefined : 'PASSTHROUGH');
  server.loseAll(NO_EQUAL);
  server.loseTheRest();
  const isHttp = /^(HTTP|HTTP2|GRPC|GRPC-WEB)$/.test(protocol);
  const kind = protocolOf(protocol, mode);
  const settings = kind === 'HTTPS' || kind === 'TLS' ? tls && listenerTls(tls, object, version) : undefined;
  tls?.loseTheRest();
  if (kind === undefined || ((kind === 'HTTPS' || kind === 'TLS') && settings === undefined)) {
    const what =
      kind === undefined ? `protocol ${protocol}${mode === undefined ? '' : ` with ${mode}`}` : 'certificates of files';
    server.lose(undefined, `not written: the Gateway API has no ${what}`);
    return [];
  }
  return hosts.map((written) => {
    const [owner, host = ''] = written.includes('/') ? written.split('/') : ['*', written];
    const hostname = host === '*' || kind === 'TCP' ? undefined : host.toLowerCase();
    if (hostname?.startsWith('*') && !hostname.startsWith('*.')) {
      server.lose(
        'hosts',
        `"${hostname}" written as "*.${hostname.slice(1)}": the Gateway API has stars for whole labels`,
      );
    }
    return {
      name: freeName(listenerName(portName ?? kind.toLowerCase(), hosts.length > 1 ? host : undefined), names),
      port: number,
      protocol: kind,
      ...(hostname !== undefined && { hostname: hostname.replace(/^\*(?!\.)/, '*.') }),
      ...(settings !== undefined && { tls: settings }),
      allowedRoutes: { namespaces: namespacesOf(owner ?? '*') },
      redirects: redirects && isHttp,
    };
  });
}

function protocolOf(protocol: string, mode: string | undefined): 'HTTP' | 'HTTPS' | 'TLS' | 'TCP' | undefined {
  if (mode === 'AUTO_PASSTHROUGH') return undefined;
  switch (protocol) {
    case 'HTTP':
    case 'HTTP2':
    case 'GRPC':
    case 'GRPC-WEB':
      return 'HTTP';
    case 'HTTPS':
      return mode === 'PASSTHROUGH' ? 'TLS' : 'HTTPS';
    case 'TLS':
      return 'TLS';
    case 'TCP':
    case 'MONGO':
    case 'MYSQL':
    case 'REDIS':
      return mode === undefined ? 'TCP' : 'TLS';
    default:
      return undefined;
  }
}

/** Routes of which namespaces a host is for. */
function namespacesOf(owner: string): gatewayApi.RouteNamespaces {
  if (owner === '.') return { from: 'Same' };
  if (owner === '*') return { from: 'All' };
  return { from: 'Selector', selector: { matchLabels: { 'kubernetes.io/metadata.name': owner } } };
}

function listenerName(port: string, host: string | undefined): string {
  const wanted = host === undefined ? port : `${port}-${hostName(host === '*' ? '' : host)}`;
  return wanted
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 59)
    .replace(/-+$/, '');
}

function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let copy = 2; taken.has(name); copy++) name = `${wanted}-${copy}`;
  taken.add(name);
  return name;
}

/** The hosts of a listener as a route that sends clients to HTTPS is attached to them. */
export function redirectRoute({ object, listeners }: ConvertedGateway): gatewayApi.HTTPRouteSpec | undefined {
  const sections = listeners.filter(({ redirects }) => redirects);
  if (sections.length === 0) return undefined;
  return {
    parentRefs: sections.map(({ name }) => ({ name: object.name, sectionName: name })),
    rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }] }],
  };
}
