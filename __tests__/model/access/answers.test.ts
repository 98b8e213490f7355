import { createHash } from 'node:crypto';
import { type AccessDecision, decide } from '../../../model/access/decision';
import { ExternalAuthorizers } from '../../../model/access/external-authorizers';
import { PeerAuthentications } from '../../../model/access/mutual-tls';
import { accessPolicies } from '../../../model/access/policies';
import { RequestAuthentications } from '../../../model/access/request-authentication';
import recorded from '../../fixtures/access-answers.json';
import { generatedPeerAuthentications, generatedPolicies } from './generated-policies';

const sets = generatedPolicies(recorded.seed);
const meshes = generatedPeerAuthentications(recorded.seed);
const MODES: Readonly<Record<string, string>> = { S: 'STRICT', P: 'PERMISSIVE', D: 'DISABLE' };

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

/** `a` for 200, `t` for 401, `d` for 403 (for a token with other audiences too) or a closed connection. */
function letterOf({ verdict, by }: AccessDecision): string {
  if (verdict === 'allowed') return 'a';
  if (verdict !== 'denied') return verdict;
  return by.status === 401 ? 't' : 'd';
}

describe(`the answers of Envoy ${recorded.envoy} as Istio ${recorded.istio} configures it`, () => {
  it('were recorded for the policies that are generated now', () => {
    expect(hashOf(sets)).toBe(recorded.policies);
    expect(recorded.answers.map((each) => each.length)).toEqual(sets.map(({ requests }) => requests.length));
    expect(recorded.answers.join('').length).toBeGreaterThanOrEqual(15_000);
  });

  it('are those of the model, every one', () => {
    const differences = sets.flatMap(({ access, tokens, rootNamespace, trustDomains, target, ...set }, index) => {
      const policies = {
        peerAuthentications: new PeerAuthentications([], rootNamespace),
        requestAuthentications: new RequestAuthentications(tokens, rootNamespace),
        accessPolicies: accessPolicies(access, { rootNamespace, trustDomains }),
        authorizers: ExternalAuthorizers.unknown,
      };
      return set.requests.flatMap(({ identity, sourceIp, port, attributes }, at) => {
        const decision = decide(
          { identity, dataPlane: identity === 'none' ? 'none' : 'sidecar', ip: sourceIp },
          { ...target, dataPlane: 'sidecar', port, protocol: set.protocol },
          attributes,
          policies,
        );
        const envoy = recorded.answers[index]?.[at];
        const model = letterOf(decision);
        return model === envoy ? [] : [{ set: index, request: at, envoy, model, by: decision.by }];
      });
    });
    expect(differences).toEqual([]);
  });

  it('are of all sorts', () => {
    for (const protocol of ['http', 'tcp']) {
      const all = recorded.answers.filter((_, index) => sets[index]?.protocol === protocol).join('');
      expect(all.split('a').length).toBeGreaterThan(500);
      expect(all.split('d').length).toBeGreaterThan(500);
      expect(all.includes('t')).toBe(protocol === 'http');
    }
  });
});

describe(`the modes of mutual TLS that Istio ${recorded.istio} composes`, () => {
  it('were recorded for the PeerAuthentications that are generated now', () => {
    expect(hashOf(meshes)).toBe(recorded.peerAuthentications);
    expect(meshes.flatMap(({ targets }) => targets).length).toBeGreaterThanOrEqual(1000);
  });

  it('are those of the model, every one', () => {
    const modes = meshes.map(({ policies, rootNamespace, targets }) => {
      const peers = new PeerAuthentications(policies, rootNamespace);
      return targets.flatMap((target) => target.ports.map((port) => peers.modeOf(target, port).mode));
    });
    expect(modes).toEqual(recorded.modes.map((each) => [...each].map((letter) => MODES[letter])));
  });
});
