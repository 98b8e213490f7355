import { KINDS } from '../../../model/kinds';
import { fieldsOf, itemsOf, textOf } from '../../../model/value';
import type { Check, ProgramMesh, ProgramObject } from '../check';
import type { MeshFacts } from '../facts';

/** A path as it is written in a match or a rule, and how it is read there. */
interface WrittenPath {
  readonly object: ProgramObject;
  readonly at: string;
  readonly path: string;
  readonly field: string;
  /** Whether a `*` at one end stands for any text: in policies alone. */
  readonly hasEnds: boolean;
}

/** The path of every request begins with a slash, and is compared letter by letter: what matches something else never holds. */
export const paths: Check = (mesh, report, facts) => {
  for (const written of [...ofVirtualServices(facts), ...ofHttpRoutes(mesh), ...ofPolicies(mesh)]) {
    const { object, at, path } = written;
    const found = { at: object.origin, path: at };
    if (isPattern(written)) report({ ...found, code: 'MESH0112', text: expected(written) });
    else if (lacksSlash(path)) {
      report({ ...found, code: 'MESH0110', text: `no request has this path: expected "/${path}", got "${path}"` });
    }
  }
};

function* ofVirtualServices(facts: MeshFacts): Generator<WrittenPath> {
  for (const object of facts.routes) {
    for (const [i, { matches }] of facts.matchesOf(object).http.entries()) {
      for (const [k, { path: uri }] of matches.entries()) {
        const field = uri?.exact === undefined ? 'prefix' : 'exact';
        const path = textOf(uri?.[field]);
        if (path !== undefined)
          yield { object, at: `spec.http[${i}].match[${k}].uri.${field}`, path, field, hasEnds: false };
      }
    }
  }
}

function* ofHttpRoutes(mesh: ProgramMesh): Generator<WrittenPath> {
  for (const object of mesh.objects.of(KINDS.httpRoute)) {
    for (const [i, rule] of itemsOf(object.spec['rules']).entries()) {
      for (const [k, match] of itemsOf(fieldsOf(rule)['matches']).entries()) {
        const { type = 'PathPrefix', value } = fieldsOf(fieldsOf(match)['path']);
        if (typeof value !== 'string' || (type !== 'PathPrefix' && type !== 'Exact')) continue;
        yield { object, at: `spec.rules[${i}].matches[${k}].path.value`, path: value, field: type, hasEnds: false };
      }
    }
  }
}

function* ofPolicies(mesh: ProgramMesh): Generator<WrittenPath> {
  for (const object of mesh.objects.of(KINDS.authorizationPolicy)) {
    for (const [i, rule] of itemsOf(object.spec['rules']).entries()) {
      for (const [k, one] of itemsOf(fieldsOf(rule)['to']).entries()) {
        const operation = fieldsOf(fieldsOf(one)['operation']);
        for (const field of ['paths', 'notPaths']) {
          for (const [n, path] of itemsOf(operation[field]).entries()) {
            const at = `spec.rules[${i}].to[${k}].operation.${field}[${n}]`;
            if (typeof path === 'string') yield { object, at, path, field, hasEnds: true };
          }
        }
      }
    }
  }
}

/** Templates in braces and `*`, also the path of `OPTIONS *`, may stand for what begins with one. */
function lacksSlash(path: string): boolean {
  return path !== '' && !/^[/*{]/.test(path) && !/^https?:/.test(path);
}

/** What no path has unescaped (RFC 3986), or what follows one, and what hardly any ends with. */
const SIGNS = /[\\^|[\]?#]|\.[*+]|\)[*+]|\$$/;

function isPattern({ path, hasEnds }: WrittenPath): boolean {
  // Of these, the validation of the policy says what is wrong.
  if (/[{}]/.test(path)) return false;
  const between = hasEnds ? path.replace(/^\*|\*$/, '') : path;
  return SIGNS.test(path) || (between.includes('*') && path !== '*');
}

function expected({ path, field, hasEnds }: WrittenPath): string {
  const meant = meantBy(path, hasEnds);
  const suggestion = meant === undefined ? '' : ` (did you mean ${meant}?)`;
  const what = hasEnds ? 'a path, with "*" at one end at most' : `a path, which ${field} compares letter by letter`;
  return `expected ${what}, got "${path}"${suggestion}`;
}

/** What a path with signs of patterns probably means, where that is plain. */
function meantBy(path: string, hasEnds: boolean): string | undefined {
  const query = path.search(/[?#]/);
  if (query > 0 && !SIGNS.test(path.slice(0, query))) return `"${path.slice(0, query)}", without the query`;
  const plain = path
    .replace(/^\^/, '')
    .replace(/\$$/, '')
    .replace(/\.[*+]/g, '*')
    .replace(/\\([./-])/g, '$1');
  if (!hasEnds)
    return SIGNS.test(path) ? `regex: "${path}"` : /^[^*]+\*$/.test(path) ? `"${path.slice(0, -1)}"` : undefined;
  if (SIGNS.test(plain) || plain === path) return templateOf(path);
  return templateOf(plain) ?? `"${plain}"`;
}

/** A path with a `*` for whole segments, as the template that means so. */
function templateOf(path: string): string | undefined {
  const segments = path.split('/');
  const isTemplate = segments.every((one) => one === '*' || !one.includes('*')) && !SIGNS.test(path);
  if (!isTemplate || !segments.slice(0, -1).includes('*')) return undefined;
  const last = segments.length - 1;
  return `"${segments.map((one, i) => (one !== '*' ? one : i === last ? '{**}' : '{*}')).join('/')}"`;
}
