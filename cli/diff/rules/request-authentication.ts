import type { Rule } from '../rule';
import { scopeOf } from '../scope';
import { say } from '../sentence';
import { at, type Fields, fieldsAt, listAt, show } from '../values';

/** Whose tokens are accepted. */
export const requestAuthentication: Rule = {
  id: 'request-authentication',
  about: "issuers whose tokens are checked: those that come and go; without any, a request's token is ignored",
  kinds: ['RequestAuthentication'],
  *explain(pair, mesh) {
    const scope = scopeOf(pair, fieldsAt(pair.after ?? pair.before, 'spec'), mesh);
    const [was, is] = [issuers(pair.before), issuers(pair.after)];
    for (const issuer of is.filter((name) => !was.includes(name))) {
      yield {
        sentence: say`tokens of ${issuer} are checked for ${scope}; one that is not valid gets 401`,
        risks: [{ risk: 'refuses-requests', reason: 'requests with an invalid token are refused' }],
        explains: ['spec.jwtRules[]'],
      };
    }
    for (const issuer of was.filter((name) => !is.includes(name))) {
      yield {
        sentence: say`tokens of ${issuer} are no longer checked for ${scope}`,
        risks: [{ risk: 'disables-check', reason: `tokens of ${issuer} are not validated any more` }],
        explains: ['spec.jwtRules[]'],
      };
    }
  },
};

function issuers(content: Fields | undefined): string[] {
  return listAt(content, 'spec', 'jwtRules').map((rule) => show(at(rule, 'issuer')));
}
