import type { Risk } from '../risks';
import type { Remark, Rule } from '../rule';
import { type Sentence, say, words } from '../sentence';
import { at, type Fields, fieldsAt, isFields, listAt, same, show, textAt, type Value } from '../values';

/** How proxies connect to a destination. */
export const clientTls: Rule = {
  id: 'client-tls',
  about: 'the TLS mode with which proxies connect to a destination, and whether they check its certificate',
  kinds: ['DestinationRule'],
  *explain({ before, after, action }) {
    const host = show(at(after ?? before, 'spec', 'host'));
    const [was, is] = [settingsOf(before), settingsOf(after)];
    for (const [place, { label, explains }] of new Map([...was, ...is])) {
      const sides = [was.get(place)?.tls, is.get(place)?.tls] as const;
      if (action === 'delete' && sides[1] === undefined && sides[0] === undefined) continue;
      yield* compare(say`TLS towards ${host}${label}`, sides[0], sides[1], explains);
    }
  },
};

interface Setting {
  readonly label: Sentence;
  readonly explains: string;
  readonly tls?: Value;
}

/** The TLS settings of a destination rule: its own, of its ports and of its subsets. */
function settingsOf(content: Fields | undefined): Map<string, Setting> {
  const settings = new Map<string, Setting>();
  const add = (policy: Value | undefined, place: string, label: Sentence, path: string): void => {
    const tls = at(policy, 'tls');
    settings.set(place, { label, explains: `${path}.tls`, ...(tls === undefined ? {} : { tls }) });
    for (const port of listAt(policy, 'portLevelSettings')) {
      const number = show(at(port, 'port', 'number'));
      const own = at(port, 'tls');
      settings.set(`${place}:${number}`, {
        label: say`${label} port ${words(number)}`,
        explains: `${path}.portLevelSettings[].tls`,
        ...(own === undefined ? {} : { tls: own }),
      });
    }
  };
  add(at(content, 'spec', 'trafficPolicy'), '', say``, 'spec.trafficPolicy');
  for (const subset of listAt(content, 'spec', 'subsets').filter(isFields)) {
    const name = textAt(subset, 'name') ?? '';
    add(fieldsAt(subset, 'trafficPolicy'), name, say` subset ${name}`, 'spec.subsets[].trafficPolicy');
  }
  return settings;
}

/** Without a mode, proxies use mutual TLS wherever the other side can. */
const AUTOMATIC = 'automatic';

function* compare(
  subject: Sentence,
  before: Value | undefined,
  after: Value | undefined,
  explains: string,
): Generator<Remark> {
  if (same(before, after)) return;
  const [was, is] = [modeOf(before), modeOf(after)];
  if (was !== is) {
    yield {
      sentence: say`${subject}: ${words(was)} -> ${words(is)}`,
      risks: modeRisks(is),
      explains: [`${explains}.mode`],
    };
  }
  const [unchecked, skips] = [at(before, 'insecureSkipVerify') === true, at(after, 'insecureSkipVerify') === true];
  if (unchecked !== skips) {
    yield {
      sentence: say`${subject}: the certificate is ${words(skips ? 'no longer checked' : 'checked')}`,
      ...(skips
        ? { risks: [{ risk: 'accepts-plaintext' as const, reason: 'anybody can pose as the destination' }] }
        : {}),
      explains: [`${explains}.insecureSkipVerify`],
    };
  }
}

function modeRisks(mode: string): Risk[] {
  return mode === 'DISABLE' ? [{ risk: 'accepts-plaintext', reason: 'proxies connect unencrypted' }] : [];
}

function modeOf(tls: Value | undefined): string {
  const mode = at(tls, 'mode');
  return mode === undefined ? AUTOMATIC : show(mode);
}
