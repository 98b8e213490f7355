import type { GatewaySpec, Server } from '../../generated/networking';
import { checkIp, checkNamespacedHost, checkUnixSocket, isUnixSocket } from '../checks/hosts';
import { checkRequired } from '../checks/numbers';
import { checkPort, checkProtocol } from '../checks/ports';
import { checkServerTls, passesThrough } from '../checks/server-tls';
import { show } from '../fault';
import type { Place } from '../place';
import { isHttpProtocol, isProtocol, isTlsProtocol } from '../protocols';

/** What istiod's webhook refuses, and warns of, in a Gateway. */
export function checkGateway(spec: Place<GatewaySpec>): void {
  checkRequired(spec.field('servers'), 'at least one server');
  const names = new Set<string>();
  for (const server of spec.field('servers').items()) {
    if (server.unknown) continue;
    checkServer(server);
    const name = server.field('port').field('name');
    const text = name.text();
    if (text === undefined) continue;
    if (names.has(text)) name.fault({ code: 'duplicate', got: `${show(text)}`, wanted: 'each port name once' });
    names.add(text);
  }
}

function checkServer(server: Place<Server>): void {
  checkRequired(server.field('hosts'), 'at least one host');
  for (const host of server.field('hosts').items()) checkNamespacedHost(host, 'gateway');
  const [port, bind, tls] = [server.field('port'), server.field('bind'), server.field('tls')];
  const onSocket = isUnixSocket(bind);
  if (!port.exists) port.fault({ code: 'missing-field', wanted: 'a port', text: 'required' });
  else if (!port.unknown) {
    checkRequired(port.field('name'), 'a name, unique in the gateway');
    checkRequired(port.field('protocol'), 'a protocol');
    checkProtocol(port.field('protocol'));
    const number = port.field('number');
    if (onSocket && number.number() !== undefined && number.number() !== 0) {
      number.fault({ got: show(number.number()), wanted: '0, because bind is a Unix domain socket' });
    } else if (!onSocket) {
      if (!number.exists) number.fault({ code: 'missing-field', wanted: 'a port number', text: 'required' });
      checkPort(number);
    }
    if (port.inspection.has('targetPortRefused') && (port.field('targetPort').number() ?? 0) > 0) {
      port.field('targetPort').fault({
        got: show(port.field('targetPort').number()),
        wanted: 'no value',
        text: 'not allowed: it has no effect on gateways',
      });
    }
  }
  if (onSocket) checkUnixSocket(bind);
  else if (bind.isSet) checkIp(bind);
  checkServerTls(tls);

  const redirect = tls.field('httpsRedirect');
  const named = port.field('protocol');
  if (port.exists && !port.unknown && !named.unknown && !isHttpProtocol(named.text() ?? '') && redirect.isTrue()) {
    redirect.warn({ got: `true on a ${named.text() ?? ''} port`, wanted: 'httpsRedirect on an HTTP port only' });
  }
  const protocol = named.text();
  if (protocol === undefined || !isProtocol(protocol) || tls.unknown) return;
  if (isTlsProtocol(protocol)) {
    if (!tls.exists)
      tls.fault({
        code: 'missing-field',
        wanted: `TLS settings, because the protocol is ${protocol}`,
        text: `required, expected TLS settings, because the protocol is ${protocol}`,
      });
  } else if (tls.exists) {
    const files = (['caCertificates', 'privateKey', 'serverCertificate'] as const).some(
      (name) => tls.field(name).isSet,
    );
    // A plain HTTP server may still redirect to HTTPS.
    if (!isHttpProtocol(protocol) || !passesThrough(tls) || files) {
      tls.fault({
        got: `TLS settings on a ${protocol} port`,
        wanted: isHttpProtocol(protocol) ? 'httpsRedirect at most, or the protocol HTTPS' : 'the protocol HTTPS or TLS',
      });
    }
  }
}
