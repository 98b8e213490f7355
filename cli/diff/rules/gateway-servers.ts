import type { ObjectPair } from '../objects/object-pair';
import type { Remark, Rule } from '../rule';
import { say, words } from '../sentence';
import { at, type Fields, isFields, listAt, same, show, textAt, textsAt, type Value } from '../values';
import { letIn } from './gateway-api';

/** The ports a gateway listens on, and how it speaks TLS there. */
export const gatewayServers: Rule = {
  id: 'gateway-servers',
  about:
    'ports that a gateway opens or closes, and TLS modes, versions, certificates and redirects of its ports, and what is let in there',
  kinds: ['Gateway', 'ListenerSet', 'ReferenceGrant'],
  *explain(pair) {
    const [before, after] = [serversOf(pair.before), serversOf(pair.after)];
    for (const [key, server] of after) {
      const was = before.get(key);
      if (was) yield* compare(server.label, was.body, server.body);
      else yield opened(server);
    }
    for (const [key, server] of before) if (!after.has(key)) yield closed(server, pair);
    yield* letIn(pair);
  },
};

interface Server {
  readonly label: string;
  readonly hosts: readonly string[];
  readonly body: Fields;
}

/** Servers by port and name; hosts of one port may be spread over several servers. */
function serversOf(content: Fields | undefined): Map<string, Server> {
  const servers = new Map<string, Server>();
  for (const body of listAt(content, 'spec', 'servers').filter(isFields)) {
    const label = `port ${show(at(body, 'port', 'number'))} ${show(at(body, 'port', 'protocol'))}`;
    servers.set(`${show(at(body, 'port', 'number'))} ${textAt(body, 'port', 'name') ?? ''}`, {
      label,
      hosts: textsAt(body, 'hosts'),
      body,
    });
  }
  // The Gateway API's own kind of gateway.
  for (const body of listAt(content, 'spec', 'listeners').filter(isFields)) {
    const label = `port ${show(body['port'])} ${show(body['protocol'])}`;
    const host = textAt(body, 'hostname');
    servers.set(`${show(body['port'])} ${textAt(body, 'name') ?? ''}`, { label, hosts: host ? [host] : ['*'], body });
  }
  return servers;
}

function opened({ label, hosts, body }: Server): Remark {
  const mode = tlsMode(body);
  return {
    sentence: say`opens ${words(label)}${mode === NO_TLS ? say`` : say` (TLS ${words(mode)})`} for ${hosts.join(', ')}`,
    risks: [{ risk: 'opens-access', reason: `${label} is opened` }],
    explains: ['spec.servers[]', 'spec.listeners[]'],
  };
}

function closed({ label, hosts }: Server, { after }: ObjectPair): Remark {
  return {
    sentence: say`closes ${words(label)} for ${hosts.join(', ')}`,
    ...(after ? { risks: [{ risk: 'deletes-serving' as const, reason: `${label} no longer answers` }] } : {}),
    explains: ['spec.servers[]', 'spec.listeners[]'],
  };
}

const NO_TLS = 'none';
/** The option by which istiod knows how a listener of the Gateway API ends TLS. */
const TERMINATE_MODE = 'gateway.istio.io/tls-terminate-mode';
const STRENGTH: Readonly<Record<string, number>> = {
  [NO_TLS]: 0,
  OPTIONAL_MUTUAL: 1,
  SIMPLE: 1,
  PASSTHROUGH: 1,
  AUTO_PASSTHROUGH: 1,
  MUTUAL: 2,
  ISTIO_MUTUAL: 2,
};
const VERSIONS = ['TLS_AUTO', 'TLSV1_0', 'TLSV1_1', 'TLSV1_2', 'TLSV1_3'];
/** What Istio takes where nothing is set. */
const DEFAULT_MINIMUM = 'TLSV1_2';

function* compare(label: string, before: Fields, after: Fields): Generator<Remark> {
  const [was, is] = [tlsMode(before), tlsMode(after)];
  const path = 'spec.servers[].tls';
  if (was !== is) {
    const weaker = (STRENGTH[is] ?? 1) < (STRENGTH[was] ?? 1);
    yield {
      sentence: say`TLS of ${words(label)}: ${words(was)} -> ${words(is)}`,
      risks: weaker
        ? [
            {
              risk: 'accepts-plaintext',
              reason: is === NO_TLS ? 'clients are no longer asked for TLS' : 'clients need no certificate any more',
            },
          ]
        : [{ risk: 'refuses-requests', reason: 'clients that connect the old way are refused' }],
      explains: [`${path}.mode`, ...(was === NO_TLS || is === NO_TLS ? [path] : [])],
    };
  }
  const [oldest, oldestNow] = [minimum(before), minimum(after)];
  if (oldest !== oldestNow) {
    yield {
      sentence: say`oldest TLS version of ${words(label)}: ${words(oldest)} -> ${words(oldestNow)}`,
      risks:
        VERSIONS.indexOf(oldestNow) < VERSIONS.indexOf(oldest)
          ? [{ risk: 'accepts-plaintext', reason: 'older TLS versions are accepted' }]
          : [{ risk: 'refuses-requests', reason: 'clients with older TLS versions are refused' }],
      explains: [`${path}.minProtocolVersion`],
    };
  }
  const [redirected, redirects] = [
    at(before, 'tls', 'httpsRedirect') === true,
    at(after, 'tls', 'httpsRedirect') === true,
  ];
  if (redirected !== redirects) {
    yield {
      sentence: redirects ? say`${words(label)} redirects to HTTPS` : say`${words(label)} no longer redirects to HTTPS`,
      ...(redirects ? {} : { risks: [{ risk: 'accepts-plaintext' as const, reason: 'plain HTTP is served again' }] }),
      explains: [
        `${path}.httpsRedirect`,
        ...(at(before, 'tls') === undefined || at(after, 'tls') === undefined ? [path] : []),
      ],
    };
  }
  const certificate = (server: Fields): Value | undefined =>
    at(server, 'tls', 'credentialName') ??
    at(server, 'tls', 'serverCertificate') ??
    listAt(server, 'tls', 'certificateRefs')
      .map((reference) => at(reference, 'name') ?? '')
      .join(', ');
  if (was !== NO_TLS && is !== NO_TLS && !same(certificate(before), certificate(after))) {
    yield {
      sentence: say`certificate of ${words(label)}: ${show(certificate(before))} -> ${show(certificate(after))}`,
      explains: [`${path}.credentialName`, `${path}.serverCertificate`, 'spec.listeners[].tls.certificateRefs[].name'],
    };
  }
}

function tlsMode(server: Fields): string {
  const tls = at(server, 'tls');
  const mode = at(tls, 'options', TERMINATE_MODE) ?? at(tls, 'mode');
  if (mode !== undefined) return show(mode);
  // A listener of the Gateway API ends TLS unless it says otherwise.
  if (textAt(server, 'protocol') !== undefined) return isFields(tls) ? 'Terminate' : NO_TLS;
  // Only a redirect: the port itself speaks plain HTTP.
  return isFields(tls) && Object.keys(tls).some((name) => name !== 'httpsRedirect') ? 'PASSTHROUGH' : NO_TLS;
}

function minimum(server: Fields): string {
  const version = at(server, 'tls', 'minProtocolVersion');
  return version === undefined || version === 'TLS_AUTO' ? DEFAULT_MINIMUM : show(version);
}
