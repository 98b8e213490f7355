import type { MeshView, Seen } from '../mesh-view';
import type { ObjectPair } from '../objects/object-pair';
import type { Risk } from '../risks';
import type { Remark, Rule } from '../rule';
import { scopeOf } from '../scope';
import { type Sentence, say, words } from '../sentence';
import { at, type Fields, fieldsAt, show } from '../values';

/** What kind of connection workloads accept from others in the mesh. */
export const mtls: Rule = {
  id: 'mtls',
  about: 'the mutual TLS mode that workloads ask of those who call them',
  kinds: ['PeerAuthentication'],
  *explain(pair, mesh) {
    const [before, after] = [fieldsAt(pair.before, 'spec'), fieldsAt(pair.after, 'spec')];
    const scope = scopeOf(pair, pair.after ? after : before, mesh);
    // What is left to a wider policy may change with that policy. Without this one, what the other side selects inherits all.
    const was = inheritedMode(pair, pair.before ? before : after, [...mesh.before('PeerAuthentication')], mesh);
    const is = inheritedMode(pair, pair.after ? after : before, [...mesh.after('PeerAuthentication')], mesh);
    yield* compare(say`mTLS of ${scope}`, modeOf(before, was), modeOf(after, is), 'spec.mtls', pair);
    const ports = new Set([
      ...Object.keys(fieldsAt(before, 'portLevelMtls')),
      ...Object.keys(fieldsAt(after, 'portLevelMtls')),
    ]);
    for (const port of ports) {
      const mode = (spec: Fields, inherited: string): string => {
        const own = at(spec, 'portLevelMtls', port, 'mode');
        return own === undefined || own === 'UNSET' ? modeOf(spec, inherited) : show(own);
      };
      yield* compare(
        say`mTLS of port ${words(port)} of ${scope}`,
        mode(before, was),
        mode(after, is),
        'spec.portLevelMtls',
        pair,
      );
    }
  },
};

const STRENGTH: Readonly<Record<string, number>> = { DISABLE: 0, PERMISSIVE: 1, STRICT: 2 };

function* compare(subject: Sentence, was: string, is: string, path: string, pair: ObjectPair): Generator<Remark> {
  if (was === is) {
    if (pair.action === 'create') yield { sentence: say`${subject}: ${is}, as it is without this`, explains: [path] };
    return;
  }
  yield {
    sentence: say`${subject}: ${words(was)} -> ${words(is)}${consequence(is)}`,
    risks: risksOf(was, is),
    explains: [path],
  };
}

function consequence(mode: string): Sentence {
  if (mode === 'STRICT') return say` (plaintext clients will be refused)`;
  if (mode === 'DISABLE') return say` (traffic is accepted unencrypted only)`;
  return mode === 'PERMISSIVE' ? say` (plaintext clients will be accepted)` : say``;
}

function risksOf(was: string, is: string): Risk[] {
  const [from, to] = [STRENGTH[was], STRENGTH[is]];
  if (from === undefined || to === undefined)
    return [{ risk: 'cannot-judge', reason: 'the mode is known only after apply' }];
  return to < from
    ? [{ risk: 'accepts-plaintext', reason: `${was} is weakened to ${is}` }]
    : to === 2
      ? [{ risk: 'refuses-requests', reason: 'clients without a sidecar or with mTLS disabled are refused' }]
      : [];
}

function modeOf(spec: Fields, inherited: string): string {
  const mode = at(spec, 'mtls', 'mode');
  return mode === undefined || mode === 'UNSET' ? inherited : show(mode);
}

/** The mode that holds where this policy does not say: the namespace's, the mesh's, or Istio's own default. */
function inheritedMode(
  { namespace, name }: ObjectPair,
  spec: Fields,
  policies: readonly Seen[],
  mesh: MeshView,
): string {
  if (mesh.isMeshWide(namespace, spec)) return 'PERMISSIVE';
  const others = policies.filter((other) => !(other.name === name && other.namespace === namespace));
  const mode = (inNamespace: string | undefined): string | undefined => {
    for (const other of others) {
      const own = fieldsAt(other.content, 'spec');
      const found = at(own, 'mtls', 'mode');
      if (other.namespace === inNamespace && !own['selector'] && found !== undefined && found !== 'UNSET')
        return show(found);
    }
    return undefined;
  };
  return (spec['selector'] ? mode(namespace) : undefined) ?? mode(mesh.rootNamespace) ?? 'PERMISSIVE';
}
