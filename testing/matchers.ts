import type { MeshAccess } from '../model/access/mesh-access';
import { type AccessAnswer, type AccessRequest, asksAllowed, asksClosed, asksDenied, type OpenPaths } from './access';
import { differences, type Equals, show } from './differences';
import type { DestinationShare, Outcome } from './simulator/outcome';
import type { MeshRequest } from './simulator/request';
import { type KindOf, type MeshInput, SynthesizedMesh } from './synthesized-mesh';

/** What is expected of a request's way. Members that are not named are not looked at; asymmetric matchers fit anywhere. */
export type ExpectedOutcome = {
  readonly [Key in 'kind' | 'status' | 'location' | 'body' | 'path' | 'authority' | 'timeout']?: unknown;
} & {
  /** The name of the route, or where it stands. */
  readonly route?: unknown;
  readonly fault?: unknown;
  /** The only destination, by its name or full name. */
  readonly host?: string;
  /** The only destination's subset. */
  readonly subset?: string;
  /** Percent by destination, `host` or `host/subset`: all of them. */
  readonly shares?: Readonly<Record<string, number>>;
  /** Where copies go: names or full names, all of them. */
  readonly mirrors?: readonly string[];
  /** Header changes of the route. */
  readonly headers?: unknown;
  /** What the gateway behind the only destination does with the request. */
  readonly next?: ExpectedOutcome;
};

interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

interface MatcherContext {
  readonly equals: Equals;
  readonly isNot?: boolean;
}

/**
 * Matchers for `expect.extend`, of jest as of vitest.
 *
 * @example
 * expect.extend(istioMatchers);
 * expect(stack).toHaveIstioResource(VirtualService, { metadata: { name: 'hello' } });
 * expect(stack).toRoute({ host: 'shop.example', path: '/checkout' }, { shares: { 'checkout/v1': 90, 'checkout/v2': 10 } });
 */
export const istioMatchers = {
  /** Passes where an object of the kind has all the members of `expected`. Objects are compared member by member, lists item by item. */
  toHaveIstioResource(this: MatcherContext, received: MeshInput, kind: KindOf, expected: object = {}): MatcherResult {
    const mesh = SynthesizedMesh.of(received);
    const name = typeof kind === 'string' ? kind : kind.kind;
    const candidates = mesh
      .all(kind)
      .map((object) => ({ object, faults: differences(object.manifest, expected, this.equals) }))
      .sort((a, b) => a.faults.length - b.faults.length);
    const pass = candidates[0]?.faults.length === 0;
    return {
      pass,
      message: () => {
        if (pass) {
          const { metadata, constructPath } = candidates[0]?.object ?? { metadata: { name: '' }, constructPath: '' };
          return `expected no ${name} like ${show(expected)}\ngot ${metadata.namespace ?? ''}/${metadata.name} (${constructPath})`;
        }
        if (candidates.length === 0) {
          const kinds = [...new Set(mesh.objects.map((object) => object.kind))].sort();
          return `expected a ${name}, got none\nkinds that are there: ${kinds.join(', ') || 'none'}`;
        }
        const closest = candidates
          .slice(0, 3)
          .flatMap(({ object: { metadata, constructPath }, faults }) => [
            `  ${metadata.namespace ?? ''}/${metadata.name} (${constructPath})`,
            ...faults.slice(0, 6).map((fault) => `    ${fault}`),
            ...(faults.length > 6 ? [`    and ${faults.length - 6} more`] : []),
          ]);
        return `expected a ${name} like ${show(expected)}\ngot ${candidates.length}, the closest first:\n${closest.join('\n')}`;
      },
    };
  },

  /** Passes where so many objects of the kind are there. */
  toHaveIstioResourceCount(this: MatcherContext, received: MeshInput, kind: KindOf, count: number): MatcherResult {
    const found = SynthesizedMesh.of(received).all(kind);
    const name = typeof kind === 'string' ? kind : kind.kind;
    const names = found.map(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`);
    return {
      pass: found.length === count,
      message: () =>
        `expected ${this.isNot ? 'not ' : ''}${count} ${name}, got ${found.length}: ${names.join(', ') || 'none'}`,
    };
  },

  /**
   * Passes where the checks of the whole program report nothing: neither a warning nor an info, errors having failed before.
   *
   * @param except codes that may be there, such as `IST0174`
   */
  toHaveNoFindings(
    this: MatcherContext,
    received: MeshInput | SynthesizedMesh,
    { except = [] }: { readonly except?: readonly string[] } = {},
  ): MatcherResult {
    const { findings } = SynthesizedMesh.of(received);
    const found = findings.filter((line) => !except.some((code) => line.includes(` ${code}: `)));
    return {
      pass: found.length === 0,
      message: () =>
        found.length === 0
          ? 'expected findings of the checks, got none'
          : `expected no findings, got ${found.length}\n  ${found.join('\n  ')}`,
    };
  },

  /** Passes where a request ends as expected. */
  toRoute(
    this: MatcherContext,
    received: MeshInput | SynthesizedMesh,
    request: MeshRequest,
    expected: ExpectedOutcome,
  ): MatcherResult {
    const outcome = SynthesizedMesh.of(received).send(request);
    const faults = outcomeFaults(outcome, expected, this.equals);
    const asked = `${request.method ?? 'GET'} ${request.host}${request.path ?? '/'}`;
    return {
      pass: faults.length === 0,
      message: () =>
        faults.length === 0
          ? `expected ${asked} to go elsewhere\n  ${described(outcome)}`
          : `${asked}\n${faults.map((fault) => `  ${fault}`).join('\n')}\n  ${described(outcome)}`,
    };
  },

  /** Passes where the policies let a request through. A failing test prints the way of the decision. */
  toAllow(this: MatcherContext, received: MeshInput | SynthesizedMesh, request: AccessRequest): MatcherResult {
    return accessResult(received, 'to allow the request', (access) => asksAllowed(access, request));
  },

  /** Passes where a request is stopped: by a policy, or because no connection comes about. */
  toDeny(
    this: MatcherContext,
    received: MeshInput | SynthesizedMesh,
    request: AccessRequest,
    { by }: { readonly by?: string } = {},
  ): MatcherResult {
    const what = `to deny the request${by === undefined ? '' : ` by ${by}`}`;
    return accessResult(received, what, (access) => asksDenied(access, request, by));
  },

  /** Passes where only the exceptions get any request through to a destination. */
  toHaveNoOpenPaths(this: MatcherContext, received: MeshInput | SynthesizedMesh, paths: OpenPaths): MatcherResult {
    return accessResult(received, 'to have no open paths', (access) => asksClosed(access, paths));
  },
};

function accessResult(
  received: MeshInput | SynthesizedMesh,
  what: string,
  ask: (access: MeshAccess) => AccessAnswer,
): MatcherResult {
  const { pass, lines } = ask(SynthesizedMesh.of(received).access);
  return {
    pass,
    message: () => [`expected ${pass ? 'not ' : ''}${what}`, ...lines.map((line) => `  ${line}`)].join('\n'),
  };
}

function outcomeFaults(
  outcome: Outcome,
  { host, subset, shares, mirrors, route, next, ...plain }: ExpectedOutcome,
  equals: Equals,
): string[] {
  const faults = differences(outcome, plain, equals);
  if (route !== undefined && 'route' in outcome) {
    const actual = typeof route === 'string' ? outcome.route?.name : outcome.route;
    faults.push(...differences(actual, route, equals, ['route']));
  } else if (route !== undefined) {
    faults.push(`route: expected ${show(route)}, got none`);
  }
  if (next) faults.push(...nextFaults(outcome, next, equals));
  if (host === undefined && subset === undefined && !shares && !mirrors) return faults;
  if (outcome.kind !== 'forwarded') return [...faults, `kind: expected forwarded, got ${outcome.kind}`];
  const { destinations } = outcome;
  const [first] = destinations;
  if (host !== undefined && !(first && destinations.length === 1 && isNamed(first, host))) {
    faults.push(`host: expected ${host}, got ${destinations.map((each) => each.host).join(', ') || 'none'}`);
  }
  if (subset !== undefined && !(first && destinations.length === 1 && first.subset === subset)) {
    faults.push(`subset: expected ${subset}, got ${destinations.map((each) => each.subset ?? 'none').join(', ')}`);
  }
  if (shares) faults.push(...shareFaults(destinations, shares));
  if (mirrors) {
    const fits =
      mirrors.length === outcome.mirrors.length &&
      mirrors.every((name) => outcome.mirrors.some((each) => isNamed(each, name)));
    if (!fits)
      faults.push(
        `mirrors: expected ${mirrors.join(', ') || 'none'}, got ${outcome.mirrors.map((each) => each.host).join(', ') || 'none'}`,
      );
  }
  return faults;
}

function nextFaults(outcome: Outcome, expected: ExpectedOutcome, equals: Equals): string[] {
  const [first, ...others] = outcome.kind === 'forwarded' ? outcome.destinations : [];
  const next = first?.next;
  if (!next || others.length > 0) return ['next: expected one destination that is a gateway of the mesh, got none'];
  if (next.kind === 'not simulated') return [`next: not simulated: ${next.reason}`];
  return outcomeFaults(next, expected, equals).map((fault) => `next.${fault}`);
}

function shareFaults(destinations: readonly DestinationShare[], shares: Readonly<Record<string, number>>): string[] {
  const left = new Set(destinations);
  const faults = Object.entries(shares).flatMap(([key, percent]) => {
    const found = destinations.find(
      (each) =>
        isNamed(each, key) ||
        (each.subset !== undefined &&
          isNamed(each, key.slice(0, key.lastIndexOf('/'))) &&
          key.endsWith(`/${each.subset}`)),
    );
    if (found) left.delete(found);
    return found?.percent === percent
      ? []
      : [`shares: ${key}: expected ${percent} %, got ${found ? `${found.percent} %` : 'none'}`];
  });
  return [
    ...faults,
    ...[...left].map(
      (each) => `shares: ${each.host}${each.subset ? `/${each.subset}` : ''}: expected none, got ${each.percent} %`,
    ),
  ];
}

function isNamed({ host }: DestinationShare, name: string): boolean {
  return host === name || (!name.includes('/') && host.startsWith(`${name}.`));
}

function described(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'forwarded': {
      const to = outcome.destinations.map(
        ({ host, subset, percent }) => `${percent} % to ${host}${subset ? `/${subset}` : ''}`,
      );
      return `it is forwarded by ${routeName(outcome)}: ${to.join(', ')}`;
    }
    case 'redirected':
      return `it is redirected by ${routeName(outcome)}: ${outcome.status} ${outcome.location}`;
    case 'answered':
      return `it is answered by ${routeName(outcome)}: ${outcome.status}`;
    case 'passthrough':
      return `it passes through: ${outcome.reason}`;
    case 'lost':
      return `it is lost (${outcome.status}): ${outcome.reason}`;
  }
}

function routeName(outcome: Exclude<Outcome, { kind: 'lost' | 'passthrough' }>): string {
  if (!outcome.route) return 'the Gateway';
  const { virtualService, kind, index, name } = outcome.route;
  const place = kind === undefined ? `http[${index}]` : `rules[${index}]`;
  return `${kind ?? 'VirtualService'} ${virtualService.namespace}/${virtualService.name} ${place}${name ? ` "${name}"` : ''}`;
}

interface IstioMatchers<Result> {
  /** Passes where the policies let a request through. */
  toAllow(request: AccessRequest): Result;
  /** Passes where a request is stopped: by a policy, or because no connection comes about. */
  toDeny(request: AccessRequest, expected?: { readonly by?: string }): Result;
  /** Passes where only the exceptions get any request through to a destination. */
  toHaveNoOpenPaths(paths: OpenPaths): Result;
  /** Passes where an object of the kind has all the members of `expected`. */
  toHaveIstioResource(kind: KindOf, expected?: object): Result;
  /** Passes where so many objects of the kind are there. */
  toHaveIstioResourceCount(kind: KindOf, count: number): Result;
  /** Passes where the checks of the whole program report nothing, codes in `except` aside. */
  toHaveNoFindings(options?: { readonly except?: readonly string[] }): Result;
  /** Passes where a request ends as expected. */
  toRoute(request: MeshRequest, expected: ExpectedOutcome): Result;
}

declare global {
  namespace jest {
    // biome-ignore lint/complexity/noBannedTypes: an interface is merged only with its own type parameters
    interface Matchers<R, T = {}> extends IstioMatchers<R> {}
  }
}
