import { namespacePattern } from '../../../model/access/pattern';
import { serviceHost, serviceNameOf } from '../../../model/hosts';
import { KINDS } from '../../../model/kinds';
import { selects } from '../../../model/labels';
import { selectorOf } from '../../../model/object';
import { type Fields, fieldsOf, isFullyKnown, isKnown, itemsOf, textOf } from '../../../model/value';
import { type Check, namespaceOf, type ProgramMesh, type ProgramObject } from '../check';
import type { Code } from '../codes';
import type { MeshFacts } from '../facts';
import { closest, missing } from '../missing';

const METHODS = ['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'TRACE'];

const PRINCIPAL = /^[^/]+\/ns\/(?<namespace>[^/*]+)\/sa\/(?<account>[^/*]+)$/;
/** `account`, of the policy's namespace, or `namespace/account`. */
const ACCOUNT = /^(?:(?<namespace>[^/*]+)\/)?(?<account>[^/*]+)$/;
/** What only a caller with an identity has, and what only one with none lacks. */
const IDENTITIES = ['principals', 'namespaces', 'serviceAccounts'];
const OTHER_IDENTITIES = ['notPrincipals', 'notNamespaces', 'notServiceAccounts'];

/** Conditions on what a connection in plain text does not have. */
const OF_MUTUAL_TLS = ['source.principal', 'source.namespace', 'source.serviceAccount', 'connection.sni'];

type Say = (code: Code, path: string, text: string, severity?: 'error' | 'warning' | 'info') => void;

/** What the rules of AuthorizationPolicies name is there: namespaces, accounts, hosts, methods, checked tokens. */
export const authorization: Check = (mesh, report, facts) => {
  for (const policy of mesh.objects.of(KINDS.authorizationPolicy)) {
    const say: Say = (code, path, text, severity) =>
      report({ code, at: policy.origin, path, text, ...(severity && { severity }) });
    itemsOf(policy.spec['rules']).forEach((rule, i) => {
      const { from, to, when } = fieldsOf(rule) as Fields;
      itemsOf(from).forEach((one, k) => {
        const source = fieldsOf(fieldsOf(one)['source']);
        const path = `spec.rules[${i}].from[${k}].source`;
        checkSource(source, path, policy, mesh, facts, say);
      });
      itemsOf(to).forEach((one, k) => {
        const path = `spec.rules[${i}].to[${k}].operation`;
        checkOperation(fieldsOf(fieldsOf(one)['operation']), path, namespaceOf(policy), mesh, say);
      });
      itemsOf(when).forEach((one, k) => {
        const { key, values } = fieldsOf(one);
        const name = textOf(key);
        const path = `spec.rules[${i}].when[${k}].key`;
        if (name?.startsWith('request.auth.') && itemsOf(values).length > 0) checkTokens(policy, path, mesh, say);
        if (name !== undefined && OF_MUTUAL_TLS.includes(name))
          checkPlainText(policy, itemsOf(values).length > 0, path, mesh, facts, say);
      });
    });
  }
};

function checkSource(
  source: Fields,
  path: string,
  policy: ProgramObject,
  mesh: ProgramMesh,
  facts: MeshFacts,
  say: Say,
): void {
  for (const field of ['namespaces', 'notNamespaces']) {
    texts(source[field]).forEach(({ text: name, i }) => {
      const known = mesh.allNamespaces();
      if (known.has(name) || (name.includes('*') && [...known].some(namespacePattern(name)))) return;
      const near = closest(name, [...known]);
      const hint = near === undefined ? '' : ` (did you mean "${near}"?)`;
      say(
        'IST0101',
        `${path}.${field}[${i}]`,
        `namespace "${name}" not found${hint}`,
        near === undefined ? 'info' : 'warning',
      );
    });
  }
  const own = namespaceOf(policy);
  for (const field of ['principals', 'notPrincipals', 'serviceAccounts', 'notServiceAccounts']) {
    texts(source[field]).forEach(({ text, i }) => {
      const named = field.endsWith('rincipals') ? PRINCIPAL.exec(text) : ACCOUNT.exec(text);
      const { namespace = own, account } = named?.groups ?? {};
      if (namespace === undefined || account === undefined) return;
      const accounts = mesh.serviceAccountsIn(namespace);
      if (accounts.has(account) || account === 'default') return;
      const { severity, hint } = missing(mesh, namespace, account, accounts);
      if (severity === 'info' && accounts.size === 0) return;
      say(
        'KIA0106',
        `${path}.${field}[${i}]`,
        `service account "${account}" of namespace ${namespace} not found${hint}`,
        severity === 'error' ? 'warning' : severity,
      );
    });
  }
  const needed = [...IDENTITIES, ...OTHER_IDENTITIES].find((field) => itemsOf(source[field]).length > 0);
  if (needed !== undefined) checkPlainText(policy, IDENTITIES.includes(needed), `${path}.${needed}`, mesh, facts, say);
  if (itemsOf(source['requestPrincipals']).length > 0) checkTokens(policy, `${path}.requestPrincipals`, mesh, say);
}

/** Who calls in plain text has no identity: where mutual TLS is off, rules that ask for one never hold, and those that exclude one always do. */
function checkPlainText(
  policy: ProgramObject,
  isWanted: boolean,
  path: string,
  mesh: ProgramMesh,
  facts: MeshFacts,
  say: Say,
): void {
  const namespace = namespaceOf(policy);
  const labels = selectorOf(policy.spec);
  const isUnknown = mesh.objects.of(KINDS.peerAuthentication).some(({ spec }) => !isFullyKnown(spec));
  if (namespace === undefined || !isKnown(labels) || !isFullyKnown(labels) || isUnknown) return;
  const { mode, policy: by } = facts.peerAuthentications.modeOf({
    namespace,
    labels: labels as Readonly<Record<string, string>>,
  });
  if (mode !== 'DISABLE') return;
  const then = isWanted ? 'the rule never holds' : 'it holds for every caller';
  say('KIA0105', path, `needs mutual TLS, which PeerAuthentication ${by?.namespace}/${by?.name} turns off: ${then}`);
}

/** A token counts only where a RequestAuthentication checks it. */
function checkTokens(policy: ProgramObject, path: string, mesh: ProgramMesh, say: Say): void {
  const namespace = namespaceOf(policy);
  const labels = selectorOf(policy.spec);
  const isTargeted = policy.spec['targetRef'] !== undefined || itemsOf(policy.spec['targetRefs']).length > 0;
  if (namespace === undefined || isTargeted || (textOf(policy.spec['action']) ?? 'ALLOW') !== 'ALLOW') return;
  const { rootNamespace } = mesh.config;
  const checked = mesh.objects.of(KINDS.requestAuthentication).some((one) => {
    const where = namespaceOf(one);
    if (where !== undefined && where !== namespace && where !== rootNamespace && namespace !== rootNamespace)
      return false;
    if (one.spec['targetRef'] !== undefined || itemsOf(one.spec['targetRefs']).length > 0) return true;
    return selects(selectorOf(one.spec), labels) !== false || Object.keys(fieldsOf(labels)).length === 0;
  });
  if (checked) return;
  const severity = mesh.ownsNamespace(namespace) ? 'warning' : 'info';
  say(
    'MESH0102',
    path,
    'no RequestAuthentication of this program checks tokens for these workloads: without one the rule never holds',
    severity,
  );
}

function checkOperation(operation: Fields, path: string, own: string | undefined, mesh: ProgramMesh, say: Say): void {
  for (const field of ['methods', 'notMethods']) {
    texts(operation[field]).forEach(({ text, i }) => {
      if (text.includes('*') || METHODS.includes(text) || text.startsWith('/')) return;
      const upper = text.toUpperCase();
      const near = METHODS.includes(upper) ? upper : closest(text, METHODS);
      const hint = near === undefined ? '' : ` (did you mean "${near}"?)`;
      say(
        'KIA0102',
        `${path}.${field}[${i}]`,
        `expected an HTTP method in capitals, got "${text}"${hint}: it never comes`,
        near === undefined ? 'info' : 'warning',
      );
    });
  }
  for (const field of ['hosts', 'notHosts']) {
    texts(operation[field]).forEach(({ text, i }) => {
      const host = text.replace(/:\d+$/, '');
      const service = serviceMeantBy(host, own, mesh);
      if (service === undefined) return;
      if (mesh.hasHost(serviceHost(service.name, service.namespace, mesh.config.clusterDomain))) return;
      const known = mesh.servicesIn(service.namespace).map(({ name }) => name);
      const { severity, hint } = missing(mesh, service.namespace, service.name, known);
      // A name without a dot may be any that clients send.
      if ((hint === '' && !host.includes('.')) || isHostOfRoutes(host, mesh)) return;
      say(
        'KIA0104',
        `${path}.${field}[${i}]`,
        `host "${host}" not found${hint}`,
        severity === 'error' ? 'warning' : severity,
      );
    });
  }
}

/** The Service that a Host header means: by its full name, by name and namespace, or by its name alone in the policy's namespace. */
function serviceMeantBy(
  host: string,
  own: string | undefined,
  mesh: ProgramMesh,
): { readonly name: string; readonly namespace: string } | undefined {
  if (host.includes('*')) return undefined;
  const [name = '', namespace = own, ...more] = host.split('.');
  if (more.length > 0) return serviceNameOf(host, mesh.config.clusterDomain);
  return namespace !== undefined && mesh.allNamespaces().has(namespace) ? { name, namespace } : undefined;
}

function isHostOfRoutes(host: string, mesh: ProgramMesh): boolean {
  return mesh.objects
    .of(KINDS.virtualService)
    .some(({ spec }) => itemsOf(spec['hosts']).some((one) => one === host || !isKnown(one)));
}

function texts(value: unknown): { readonly text: string; readonly i: number }[] {
  return itemsOf(value).flatMap((text, i) => (typeof text === 'string' ? [{ text, i }] : []));
}
