import { operationClasses } from '../../model/access/operations';
import type { PeerIdentity } from '../../model/access/request';
import { AccessRule, type PolicyAction } from '../../model/access/rule';
import { selects } from '../../model/labels';
import { selectorOf } from '../../model/object';
import { fieldsOf } from '../../model/value';
import type { MeshView, Seen } from './mesh-view';
import type { ObjectPair } from './objects/object-pair';
import { at, type Fields, fieldsAt, isFields, listAt, textsAt, type Value } from './values';

/** The ALLOW policies, but for one itself, that are in force where it is: before the change or after it. */
export function otherAllowPolicies(pair: ObjectPair, mesh: MeshView, side: 'before' | 'after'): readonly Seen[] {
  const own = selectorOf(fieldsAt(pair.before ?? pair.after, 'spec'));
  return [...(side === 'before' ? mesh.before('AuthorizationPolicy') : mesh.after('AuthorizationPolicy'))].filter(
    ({ name, namespace, content }) => {
      if (name === pair.name && namespace === pair.namespace) return false;
      const spec = fieldsAt(content, 'spec');
      if ((at(spec, 'action') ?? 'ALLOW') !== 'ALLOW' || isAboutTargets(spec)) return false;
      if (namespace !== pair.namespace && namespace !== mesh.rootNamespace) return false;
      return selects(selectorOf(spec), own) === true;
    },
  );
}

/** Whether workloads of the namespace have ALLOW policies of their own, beside one for the whole namespace. */
export function hasNarrowerPolicies(pair: ObjectPair, mesh: MeshView): boolean {
  const own = selectorOf(fieldsAt(pair.before ?? pair.after, 'spec'));
  return [...mesh.after('AuthorizationPolicy')].some(({ namespace, content }) => {
    const spec = fieldsAt(content, 'spec');
    const isInside = namespace === pair.namespace || pair.namespace === mesh.rootNamespace;
    return (
      isInside &&
      (at(spec, 'action') ?? 'ALLOW') === 'ALLOW' &&
      Object.keys(fieldsOf(selectorOf(spec))).length > Object.keys(fieldsOf(own)).length
    );
  });
}

/** Whether other policies may refuse what one allows: those of DENY, and those that ask an authorizer. */
export function hasRefusingPolicies(pair: ObjectPair, mesh: MeshView): boolean {
  return [...mesh.after('AuthorizationPolicy')].some(({ namespace, content }) => {
    const isAround =
      namespace === pair.namespace || namespace === mesh.rootNamespace || pair.namespace === mesh.rootNamespace;
    const action = at(fieldsAt(content, 'spec'), 'action');
    return isAround && (action === 'DENY' || action === 'CUSTOM');
  });
}

/** Whether every request that a rule matches is matched by one of others as well. Not where something is unknown. */
export function isCovered(rule: Value, others: readonly Value[], action: string, namespace: string): boolean {
  const compile = (written: Value): AccessRule =>
    new AccessRule(isFields(written) ? written : {}, {
      action: action as PolicyAction,
      namespace,
      trustDomains: ['cluster.local'],
    });
  const [own, rest] = [compile(rule), others.map(compile)];
  const peers = [rule, ...others].flatMap(identitiesIn);
  return operationClasses([own, ...rest].map(({ patterns }) => patterns)).every(({ request }) =>
    ([...peers, 'none'] as const).every((peer) => {
      // Ports, addresses, headers and tokens stay open: what asks for them is unknown, and covers nothing.
      const seen = { ...request, protocol: 'http' as const, peer };
      return own.matches(seen) === false || rest.some((other) => other.matches(seen) === true) || isSame(rule, others);
    }),
  );
}

function isSame(rule: Value, others: readonly Value[]): boolean {
  const written = JSON.stringify(rule);
  return others.some((other) => JSON.stringify(other) === written);
}

/** Clients that the sources of a rule may tell apart: one for every pattern, and one that no pattern is about. */
function identitiesIn(rule: Value): PeerIdentity[] {
  const other = { trustDomain: 'cluster.local', namespace: 'other', serviceAccount: 'other' };
  const sources = listAt(rule, 'from').map((entry) => fieldsAt(entry, 'source'));
  const named = (name: string): string[] =>
    sources.flatMap((one) => [...textsAt(one, name), ...textsAt(one, `not${name[0]?.toUpperCase()}${name.slice(1)}`)]);
  const plain = (text: string | undefined): string => (text ?? '').replaceAll('*', 'other') || 'other';
  return [
    other,
    ...named('principals').map((principal) => {
      const found = /^(.*)\/ns\/(.*)\/sa\/(.*)$/.exec(principal);
      return found
        ? { trustDomain: plain(found[1]), namespace: plain(found[2]), serviceAccount: plain(found[3]) }
        : other;
    }),
    ...named('namespaces').map((namespace) => ({ ...other, namespace: plain(namespace) })),
    ...named('serviceAccounts').map((account) => {
      const [namespace, name] = account.includes('/') ? account.split('/') : [undefined, account];
      return { ...other, ...(namespace && { namespace }), serviceAccount: plain(name) };
    }),
  ];
}

function isAboutTargets(spec: Fields): boolean {
  return spec['targetRef'] !== undefined || listAt(spec, 'targetRefs').length > 0;
}
