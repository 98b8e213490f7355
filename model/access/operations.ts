import type { AccessAttributes } from './decision';
import { hostPattern, pathPattern, textPattern } from './pattern';
import type { OperationPatterns } from './rule';

/** Requests that no policy in force tells from each other. */
export interface OperationClass {
  /** The method, or a pattern of it; undefined where methods make no difference. `other` for those that no policy names. */
  readonly method?: string;
  /** Likewise the path. */
  readonly path?: string;
  /** Likewise the host. */
  readonly host?: string;
  /** Set for connections that are not HTTP, at a port that may speak either. */
  readonly isPlainTcp?: true;
  /** A request of the class. */
  readonly request: Pick<AccessAttributes, 'method' | 'path' | 'host' | 'protocol'>;
}

/** What names the rest of the methods, paths or hosts. */
export const OTHER = 'other';

// Beyond it every combination is one too many to read, and to compute.
const MOST_CLASSES = 4096;

/** Connections that are not HTTP. */
export const PLAIN_TCP: OperationClass = { isPlainTcp: true, request: { protocol: 'tcp' } };

interface Representative {
  readonly pattern: string;
  readonly value: string;
}

/** Divides all requests into classes that the rules treat alike: one for every combination of patterns that they have. */
export function operationClasses(patterns: Iterable<OperationPatterns>): readonly OperationClass[] {
  const lists = [...patterns];
  const of = (name: keyof OperationPatterns): readonly string[] =>
    [...new Set(lists.flatMap((one) => one[name]))].sort();
  const methods = representatives(of('methods'), textPattern, 'OTHER');
  const paths = representatives(of('paths'), pathPattern, '/other');
  const hosts = representatives(of('hosts'), hostPattern, 'other.example');
  const classes: OperationClass[] = [];
  for (const host of hosts) {
    for (const path of paths) {
      for (const method of methods) {
        if (classes.length === MOST_CLASSES) return classes;
        classes.push({
          ...(method && { method: method.pattern }),
          ...(path && { path: path.pattern }),
          ...(host && { host: host.pattern }),
          request: {
            ...(method && { method: method.value }),
            ...(path && { path: path.value }),
            ...(host && { host: host.value }),
          },
        });
      }
    }
  }
  return classes;
}

/** A value for every pattern, for every pair of patterns that overlap, and one for the rest; `undefined` where there is no pattern. */
function representatives(
  patterns: readonly string[],
  compile: (pattern: string) => (text: string) => boolean,
  rest: string,
): readonly (Representative | undefined)[] {
  if (patterns.length === 0) return [undefined];
  const compiled = patterns.map(compile);
  const found = new Map<string, Representative>();
  const add = (pattern: string, value: string): void => {
    // Values that the same patterns take are one class.
    const key = compiled.map((fits) => (fits(value) ? 1 : 0)).join('');
    if (!found.has(key)) found.set(key, { pattern, value });
  };
  for (const pattern of patterns) add(pattern, instanceOf(pattern));
  for (const prefix of patterns.filter((one) => one.endsWith('*') && !one.startsWith('*'))) {
    for (const suffix of patterns.filter((one) => one.startsWith('*') && one !== '*')) {
      add(`${prefix} ${suffix}`, `${prefix.slice(0, -1)}other${suffix.slice(1)}`);
    }
  }
  add(OTHER, rest);
  return [...found.values()];
}

/** A text that fits a pattern, and as few others as possible. */
export function instanceOf(pattern: string): string {
  if (pattern.includes('{*')) return pattern.replaceAll('{**}', 'other/other').replaceAll('{*}', 'other');
  if (pattern === '*') return 'other';
  if (pattern.startsWith('*')) return `other${pattern.slice(1)}`;
  return pattern.endsWith('*') ? `${pattern.slice(0, -1)}other` : pattern;
}
