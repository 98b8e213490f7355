import { textPattern } from '../../../model/access/pattern';
import { KINDS } from '../../../model/kinds';
import { type Fields, fieldsOf, itemsOf } from '../../../model/value';
import type { Check } from '../check';

const SOURCES = [
  ['principals', 'notPrincipals'],
  ['requestPrincipals', 'notRequestPrincipals'],
  ['namespaces', 'notNamespaces'],
  ['ipBlocks', 'notIpBlocks'],
  ['remoteIpBlocks', 'notRemoteIpBlocks'],
] as const;
const OPERATIONS = [
  ['hosts', 'notHosts'],
  ['ports', 'notPorts'],
  ['methods', 'notMethods'],
  ['paths', 'notPaths'],
] as const;

/** Rules that exclude everything they allow, and so never hold. */
export const excludedRules: Check = (mesh, report) => {
  for (const policy of mesh.objects.of(KINDS.authorizationPolicy)) {
    const check = (of: Fields, pairs: readonly (readonly [string, string])[], path: string): void => {
      for (const [allowed, excluded] of pairs) {
        if (!excludesAll(itemsOf(of[allowed]), itemsOf(of[excluded]))) continue;
        const text = 'excludes everything that the rule allows: it never holds';
        report({ code: 'MESH0101', at: policy.origin, path: `${path}.${excluded}`, text });
      }
    };
    itemsOf(policy.spec['rules']).forEach((rule, i) => {
      const { from, to, when } = fieldsOf(rule) as Fields;
      itemsOf(from).forEach((one, k) => {
        check(fieldsOf(fieldsOf(one)['source']), SOURCES, `spec.rules[${i}].from[${k}].source`);
      });
      itemsOf(to).forEach((one, k) => {
        check(fieldsOf(fieldsOf(one)['operation']), OPERATIONS, `spec.rules[${i}].to[${k}].operation`);
      });
      itemsOf(when).forEach((one, k) => {
        check(fieldsOf(one), [['values', 'notValues']], `spec.rules[${i}].when[${k}]`);
      });
    });
  }
};

function excludesAll(allowed: readonly unknown[], excluded: readonly unknown[]): boolean {
  const fits = excluded.flatMap((one) => (typeof one === 'string' ? [textPattern(one)] : []));
  return allowed.length > 0 && allowed.every((value) => typeof value === 'string' && fits.some((one) => one(value)));
}
