import type {
  IstioEgressListener,
  IstioIngressListener,
  OutboundTrafficPolicy,
  SidecarPort,
  SidecarSpec,
} from '../../generated/networking';
import {
  checkHostName,
  checkIp,
  checkLabelName,
  checkNamespacedHost,
  checkUnixSocket,
  isUnixSocket,
} from '../checks/hosts';
import { checkSelector } from '../checks/labels';
import { checkRequired } from '../checks/numbers';
import { checkPort, checkProtocol, checkRequiredPort } from '../checks/ports';
import { checkServerTls } from '../checks/server-tls';
import { checkConnectionPool } from '../checks/traffic-policy';
import { show } from '../fault';
import type { Place } from '../place';
import { isHttpProtocol, isTlsProtocol } from '../protocols';

const LOCAL_ADDRESSES = ['', '127.0.0.1', '0.0.0.0', '::1', '::'];
const MEANINGLESS_TLS = ['subjectAltNames', 'credentialName', 'credentialNames', 'tlsCertificates'] as const;

/** What istiod's webhook refuses, and warns of, in a Sidecar. */
export function checkSidecar(spec: Place<SidecarSpec>): void {
  checkSelector(spec.field('workloadSelector'), 'labels');
  const lists = [spec.field('egress'), spec.field('ingress')];
  const settings = [spec.field('outboundTrafficPolicy'), spec.field('inboundConnectionPool')];
  if (lists.every((list) => list.isEmpty) && settings.every((setting) => !setting.exists)) {
    spec.fault({
      got: 'no settings',
      wanted: 'at least one of egress, ingress, outboundTrafficPolicy, inboundConnectionPool',
    });
  }
  checkDistinctPorts(
    spec
      .field('ingress')
      .items()
      .map((listener) => listener.field('port')),
  );
  checkDistinctPorts(
    spec
      .field('egress')
      .items()
      .map((listener) => listener.field('port')),
  );
  for (const listener of spec.field('ingress').items()) checkIngress(listener);
  const egress = spec.field('egress').items();
  for (const listener of egress) checkEgress(listener, listener === egress.at(-1));
  checkConnectionPool(spec.field('inboundConnectionPool'));
  checkOutbound(spec.field('outboundTrafficPolicy'));
}

function checkDistinctPorts(ports: readonly Place<SidecarPort>[]): void {
  const numbers = new Set<number>();
  for (const port of ports) {
    const number = port.field('number').number();
    if (number === undefined || number === 0) continue;
    if (numbers.has(number))
      port.field('number').fault({ code: 'duplicate', got: `${number}`, wanted: 'each port once' });
    numbers.add(number);
  }
}

function checkListenerPort(port: Place<SidecarPort>): void {
  if (port.field('name').isSet) checkLabelName(port.field('name'));
  checkProtocol(port.field('protocol'));
  if (port.inspection.has('targetPortRefused') && (port.field('targetPort').number() ?? 0) > 0) {
    port.field('targetPort').fault({
      got: show(port.field('targetPort').number()),
      wanted: 'no value',
      text: 'not allowed: it has no effect on sidecars',
    });
  }
}

function checkIngress(listener: Place<IstioIngressListener>): void {
  if (listener.unknown) return;
  const [port, bind, tls] = [listener.field('port'), listener.field('bind'), listener.field('tls')];
  if (!port.exists) port.fault({ code: 'missing-field', wanted: 'a port', text: 'required' });
  checkListenerPort(port);
  if (port.exists && !port.unknown) checkRequiredPort(port.field('number'));
  if (bind.isSet) checkIp(bind);
  checkEndpoint(listener.field('defaultEndpoint'));
  checkConnectionPool(listener.field('connectionPool'));
  const http = listener.field('connectionPool').field('http');
  const named = port.field('protocol');
  const isHttp = isHttpProtocol(named.text() ?? '');
  if (
    http.exists &&
    port.exists &&
    !port.unknown &&
    !named.unknown &&
    !isHttp &&
    port.inspection.has('sidecarPoolWarning')
  ) {
    http.warn({
      text: `has no effect, because the protocol of the port is ${named.text() ?? 'TCP'}`,
      wanted: 'tcp alone',
    });
  }
  if (!tls.exists || tls.unknown) return;
  for (const name of MEANINGLESS_TLS) {
    if (tls.field(name).isSet)
      tls.field(name).fault({ got: name, wanted: 'no value', text: 'not allowed: sidecars do not support it' });
  }
  if (tls.field('httpsRedirect').isTrue())
    tls
      .field('httpsRedirect')
      .fault({ got: 'true', wanted: 'no value', text: 'not allowed: sidecars do not support it' });
  const mode = tls.field('mode').text() ?? '';
  if (['ISTIO_MUTUAL', 'AUTO_PASSTHROUGH'].includes(mode)) {
    tls.field('mode').fault({ got: mode, wanted: 'a mode with certificates of its own' });
  }
  const protocol = port.field('protocol');
  if (!port.unknown && !protocol.unknown && !isTlsProtocol(protocol.text() ?? '')) {
    tls.fault({ got: `TLS settings on a ${protocol.text() ?? 'TCP'} port`, wanted: 'the protocol HTTPS or TLS' });
  }
  checkServerTls(tls);
}

/** `127.0.0.1:8080`, `:8080`, `[::1]:8080` or a Unix domain socket. */
function checkEndpoint(endpoint: Place<string>): void {
  const text = endpoint.text();
  if (text === undefined || text === '') return;
  if (isUnixSocket(endpoint)) {
    checkUnixSocket(endpoint);
    return;
  }
  const match = /^(?:\[([^\]]*)\]|([^:]*)):(\d+)$/.exec(text);
  const port = Number(match?.[3]);
  if (match === null || !LOCAL_ADDRESSES.includes(match[1] ?? match[2] ?? '') || port < 1 || port > 65535) {
    endpoint.fault({ got: show(text), wanted: '127.0.0.1:PORT, 0.0.0.0:PORT, [::1]:PORT, [::]:PORT or unix://PATH' });
  }
}

function checkEgress(listener: Place<IstioEgressListener>, isLast: boolean): void {
  if (listener.unknown) return;
  const [port, bind, hosts] = [listener.field('port'), listener.field('bind'), listener.field('hosts')];
  if (!port.exists) {
    if (!isLast) listener.fault({ got: 'no port', wanted: 'a port: only the last listener may be without one' });
  } else if (!port.unknown && !port.field('number').unknown) {
    checkListenerPort(port);
    if ((port.field('number').number() ?? 0) !== 0) {
      checkPort(port.field('number'));
      if (bind.isSet) checkIp(bind);
    } else {
      if (!bind.unknown && !isUnixSocket(bind))
        bind.fault({ got: show(bind.text() ?? ''), wanted: 'unix://PATH, because the port has no number' });
      else checkUnixSocket(bind);
      const mode = listener.field('captureMode').text();
      if (mode === 'IPTABLES')
        listener.field('captureMode').fault({ got: mode, wanted: 'DEFAULT or NONE on a Unix domain socket' });
    }
  }
  checkRequired(hosts, 'at least one host');
  for (const host of hosts.items()) checkNamespacedHost(host, 'sidecar');
  checkDistinctHosts(hosts);
}

/** Hosts of a listener that others of it cover. */
function checkDistinctHosts(hosts: Place<readonly string[]>): void {
  const { namespace: own = '.' } = hosts.inspection;
  const seen = new Map<string, Set<string>>();
  for (const item of hosts.items()) {
    const text = item.text();
    const slash = text?.indexOf('/') ?? -1;
    if (text === undefined || slash < 0) continue;
    const written = text.slice(0, slash);
    if (written.startsWith('~') && item.inspection.has('nowhereHostsDistinct')) continue;
    const [namespace, host] = [written === '.' ? own : written, text.slice(slash + 1)];
    const others = seen.get(namespace) ?? new Set<string>();
    const covered = host === '*' ? others.size > 0 : others.has(host) || others.has('*');
    if (covered) item.warn({ text: `duplicate ${show(text)}, which another host covers`, wanted: 'each host once' });
    others.add(host);
    seen.set(namespace, others);
  }
  if (seen.get('*')?.has('*') && seen.size > 1) {
    hosts.warn({ text: '"*/*" includes every other host', wanted: '"*/*" alone' });
  }
}

function checkOutbound(policy: Place<OutboundTrafficPolicy>): void {
  const proxy = policy.field('egressProxy');
  if (!proxy.exists || proxy.unknown) return;
  if (!policy.field('mode').unknown && policy.field('mode').text() !== 'ALLOW_ANY') {
    proxy.fault({ got: 'an egress proxy', wanted: 'the mode ALLOW_ANY beside it' });
    return;
  }
  checkRequired(proxy.field('host'), 'a host');
  if (proxy.field('host').isSet) checkHostName(proxy.field('host'));
  if (proxy.field('subset').isSet) checkLabelName(proxy.field('subset'));
  const port = proxy.field('port');
  if (!port.exists) port.fault({ code: 'missing-field', wanted: 'a port', text: 'required' });
  else if (!port.unknown) checkRequiredPort(port.field('number'));
}
