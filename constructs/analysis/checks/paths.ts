import { KINDS } from '../../../model/kinds';
import { fieldsOf, itemsOf, textOf } from '../../../model/value';
import type { Check } from '../check';

/** The path of every request begins with a slash: what matches another one never holds. */
export const paths: Check = {
  inputs: [KINDS.virtualService, KINDS.authorizationPolicy],
  run(mesh, report, facts) {
    for (const routes of facts.routes) {
      facts.tableOf(routes).http.forEach(({ matches }, i) => {
        matches.forEach(({ path: uri }, k) => {
          for (const kind of ['exact', 'prefix'] as const) {
            const path = textOf(uri?.[kind]);
            if (path === undefined || !lacksSlash(path)) continue;
            const at = `spec.http[${i}].match[${k}].uri.${kind}`;
            report({ code: 'MESH0110', at: routes.origin, path: at, text: expected(path) });
          }
        });
      });
    }
    for (const { spec, origin } of mesh.objects.of(KINDS.authorizationPolicy)) {
      itemsOf(spec['rules']).forEach((rule, i) => {
        itemsOf(fieldsOf(rule)['to']).forEach((one, k) => {
          const operation = fieldsOf(fieldsOf(one)['operation']);
          for (const field of ['paths', 'notPaths']) {
            itemsOf(operation[field]).forEach((path, n) => {
              if (typeof path !== 'string' || !lacksSlash(path)) return;
              const at = `spec.rules[${i}].to[${k}].operation.${field}[${n}]`;
              report({ code: 'MESH0110', at: origin, path: at, text: expected(path) });
            });
          }
        });
      });
    }
  },
};

/** Templates in braces and `*`, also the path of `OPTIONS *`, may stand for what begins with one. */
function lacksSlash(path: string): boolean {
  return path !== '' && !/^[/*{]/.test(path) && !/^https?:/.test(path);
}

function expected(path: string): string {
  return `no request has this path: expected "/${path}", got "${path}"`;
}
