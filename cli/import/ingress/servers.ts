import type { Segment } from '../../../constructs/resources/validation/fault';
import type { IstioVersion } from '../../../constructs/versions';
import { type Features, featuresOf } from './features';
import type { IngressObject, IngressPath, ServicePort } from './ingress-object';
import { expressionProblem, rewriteOf } from './rewrite';
import { servicePolicyOf } from './service-policy';

/** A Service by the number of its port. */
export interface Backend {
  readonly name: string;
  readonly port: number;
}

/** Requests that go to another Service than the rest of a location. */
export interface Canary {
  readonly backend: Backend;
  /** The header that decides; `always` and `never` unless a value or a pattern is given. */
  readonly header?: { readonly name: string; readonly value?: string; readonly pattern?: string };
  /** The cookie that decides, by `always` and `never`. */
  readonly cookie?: string;
  readonly weight: number;
  readonly total: number;
}

/** How ingress-nginx compares a path. */
export type PathType =
  | 'exact'
  /** By whole path elements. */
  | 'elements'
  /** By text. */
  | 'text'
  /** By an expression of which the path is to begin, whatever its case. */
  | 'expression';

/** Where the requests of a host with a path go. */
export interface Location {
  readonly ingress: IngressObject;
  readonly features: Features;
  readonly path: string;
  readonly type: PathType;
  readonly backend: Backend;
  readonly canaries: readonly Canary[];
}

/** A host, with its paths in the order in which ingress-nginx tries them. */
export interface Server {
  /** Empty for any host. */
  readonly host: string;
  readonly aliases: readonly string[];
  readonly namespace: string | undefined;
  readonly className: string;
  readonly locations: readonly Location[];
  readonly appRoot?: string;
  readonly redirectWww: boolean;
  /** The Secret with the certificate; undefined for a host without one. */
  readonly secretName?: string;
  readonly passthrough: boolean;
  readonly ciphers?: readonly string[];
  readonly clientCertificates?: Features['clientCertificates'];
}

/** Where the connections of a host go that are passed on as they are; a host without such a Service is named as lost. */
export function passthroughBackend({ passthrough, locations }: Server): Backend | undefined {
  if (!passthrough) return undefined;
  const root = locations.find(({ path }) => path === '/');
  if (root === undefined) {
    locations[0]?.ingress.lose(
      'ssl-passthrough',
      'not written: expected a path "/", whose Service gets the connections',
    );
  }
  return root?.backend;
}

/** What the Ingresses say of a Service beside its routes. */
export interface ServicePolicy {
  readonly ingress: IngressObject;
  readonly service: string;
  readonly policy: Readonly<Record<string, unknown>>;
}

/** The number of a Service's port; undefined where it is not known. */
export type PortOf = (namespace: string | undefined, service: string, port: string) => number | undefined;

interface Draft {
  readonly host: string;
  readonly className: string;
  readonly ingresses: IngressObject[];
  readonly locations: Location[];
}

/** What several Ingresses say together, host by host, as ingress-nginx has it: the first one to name a host or path holds. */
export function serversOf(
  ingresses: readonly IngressObject[],
  portOf: PortOf,
  istioVersion: IstioVersion,
): { readonly servers: readonly Server[]; readonly policies: readonly ServicePolicy[] } {
  const canaries = ingresses.filter((ingress) => ingress.flag('canary', false));
  const main = ingresses.filter((ingress) => !canaries.includes(ingress));
  const features = new Map(main.map((ingress) => [ingress, featuresOf(ingress)]));
  const drafts = new Map<string, Draft>();
  const policies = new Map<string, ServicePolicy>();
  const reached = new Map(main.map((ingress) => [ingress, servicePolicyOf(ingress, istioVersion)]));
  const numbered = (ingress: IngressObject, backend: ServicePort, at: readonly Segment[]): Backend | undefined => {
    const { name, port } = backend;
    const number = typeof port === 'number' ? port : portOf(ingress.namespace, name, port);
    if (number !== undefined) return { name, port: number };
    ingress.refuse(at, `expected the number of a port, got "${port}": give the Service "${name}" among the files`);
    return undefined;
  };

  const add = (ingress: IngressObject, host: string, path: Omit<IngressPath, 'backend'>, backend: Backend): void => {
    const { locations } = draftOf(drafts, host, ingress);
    const { path: text, pathType, at } = path;
    const type = plainType(ingress, pathType);
    const earlier = locations.find((one) => one.path === text && one.type === type);
    if (earlier !== undefined) {
      ingress.loseAt(
        at,
        `path "${text}" of "${host || '*'}" not written: the Ingress "${earlier.ingress.name}" has it`,
      );
      return;
    }
    const own = features.get(ingress) as Features;
    locations.push({ ingress, features: own, ...pathAndType(ingress, text, type, at), backend, canaries: [] });
    addPolicy(ingress, backend.name, at);
  };
  const addPolicy = (ingress: IngressObject, service: string, at: readonly Segment[]): void => {
    const policy = reached.get(ingress);
    if (policy === undefined) return;
    const key = `${ingress.namespace} ${service}`;
    const earlier = policies.get(key);
    if (earlier === undefined) policies.set(key, { ingress, service, policy });
    else if (JSON.stringify(earlier.policy) !== JSON.stringify(policy)) {
      ingress.loseAt(
        at,
        `how "${service}" is reached not written: the Ingress "${earlier.ingress.name}" says it otherwise`,
      );
    }
  };
  for (const ingress of main) {
    for (const { host, paths } of ingress.rules) {
      draftOf(drafts, host, ingress).ingresses.push(ingress);
      for (const path of paths) {
        const backend = path.backend && numbered(ingress, path.backend, [...path.at, 'backend']);
        if (backend !== undefined) add(ingress, host, path, backend);
      }
    }
  }
  for (const ingress of main) {
    if (ingress.defaultBackend === undefined) continue;
    const at: readonly Segment[] = ['spec', 'defaultBackend'];
    const backend = numbered(ingress, ingress.defaultBackend, at);
    // With rules, ingress-nginx has it for their hosts alone.
    const rest = ingress.isNginx && ingress.rules.length > 0 ? [] : [''];
    for (const host of backend === undefined ? [] : new Set([...ingress.rules.map((rule) => rule.host), ...rest])) {
      const { ingresses: named, locations } = draftOf(drafts, host, ingress);
      if (!named.includes(ingress)) named.push(ingress);
      // What is left of a host is the matter of the Ingress that names it first.
      const hasRoot = locations.some(({ path, type }) => path === '/' && type !== 'exact');
      if (named[0] === ingress && !hasRoot)
        add(ingress, host, { path: '/', pathType: 'Prefix', at }, backend as Backend);
    }
  }
  for (const canary of canaries) mergeCanary(canary, drafts, numbered);
  const servers = [...drafts.values()].flatMap((draft) => serversFrom(draft, features));
  return { servers, policies: [...policies.values()] };
}

/** What the Gateway is called: the class, which may be no name of an object. */
function classOf({ className = 'ingress' }: IngressObject): string {
  return (
    className
      .toLowerCase()
      .replace(/[^a-z0-9.-]+/g, '-')
      .replace(/^[.-]+|[.-]+$/g, '') || 'ingress'
  );
}

function draftOf(drafts: Map<string, Draft>, host: string, ingress: IngressObject): Draft {
  const className = classOf(ingress);
  const key = `${className} ${host}`;
  const draft = drafts.get(key) ?? { host, className, ingresses: [], locations: [] };
  drafts.set(key, draft);
  return draft;
}

function plainType(ingress: IngressObject, pathType: string): PathType {
  if (pathType === 'Exact') return 'exact';
  if (pathType === 'Prefix') return 'elements';
  return ingress.isNginx ? 'text' : 'elements';
}

/** The path without the star that load balancers of clouds write for all that follows. */
function pathAndType(
  ingress: IngressObject,
  path: string,
  type: PathType,
  at: readonly Segment[],
): { path: string; type: PathType } {
  if (ingress.isNginx || !path.endsWith('/*')) return { path, type };
  ingress.loseAt(at, `path "${path}": written as all that begins with "${path.slice(0, -1)}"`);
  return { path: path.slice(0, -2) || '/', type: 'elements' };
}

function mergeCanary(
  ingress: IngressObject,
  drafts: ReadonlyMap<string, Draft>,
  numbered: (ingress: IngressObject, backend: ServicePort, at: readonly Segment[]) => Backend | undefined,
): void {
  const header = ingress.annotation('canary-by-header');
  const value = ingress.annotation('canary-by-header-value');
  const pattern = ingress.annotation('canary-by-header-pattern');
  const weight = ingress.count('canary-weight') ?? 0;
  const given = ingress.count('canary-weight-total') ?? 100;
  const rest: Omit<Canary, 'backend'> = {
    ...(header !== undefined && {
      header: { name: header, ...(value !== undefined ? { value } : pattern !== undefined && { pattern }) },
    }),
    cookie: ingress.annotation('canary-by-cookie'),
    total: Math.max(given, 100),
    weight: Math.min(weight, Math.max(given, 100)),
  };
  if (header === undefined && (value ?? pattern) !== undefined) {
    ingress.lose(
      value === undefined ? 'canary-by-header-pattern' : 'canary-by-header-value',
      'not written: it needs canary-by-header',
    );
  }
  for (const { host, paths } of ingress.rules) {
    for (const path of paths) {
      const backend = path.backend && numbered(ingress, path.backend, [...path.at, 'backend']);
      if (backend === undefined) continue;
      const draft = drafts.get(`${classOf(ingress)} ${host}`);
      const type = plainType(ingress, path.pathType);
      const index = draft?.locations.findIndex((one) => one.path === path.path && one.type === type) ?? -1;
      const location = draft?.locations[index];
      if (draft === undefined || location === undefined) {
        ingress.loseAt(
          path.at,
          `path "${path.path}" of "${host || '*'}" not written: a canary needs an Ingress beside it with the same path`,
        );
      } else if (location.canaries.length > 0) {
        ingress.loseAt(path.at, `path "${path.path}" of "${host || '*'}" not written: it has a canary already`);
      } else {
        draft.locations[index] = { ...location, canaries: [{ backend, ...rest }] };
      }
    }
  }
}

/** The server of a host: one for each namespace that has paths of it. */
function serversFrom(
  { host, className, ingresses, locations }: Draft,
  features: ReadonlyMap<IngressObject, Features>,
): Server[] {
  const isExpression = locations.some(
    ({ path, features: own }) => own.useRegex || rewriteOf(path, own.rewriteTarget).kind !== 'none',
  );
  const all = locations.flatMap((location) => {
    const { path, ingress } = location;
    if (!isExpression) return [location];
    const problem = expressionProblem(path);
    if (problem === undefined) return [{ ...location, type: 'expression' as const }];
    ingress.loseAt(
      pathAt(ingress, host, path),
      `path "${path}" not written: Envoy reads no such expression (${problem})`,
    );
    return [];
  });
  const namespaces = [...new Set(ingresses.map(({ namespace }) => namespace))];
  return namespaces.map((namespace) => {
    const here = ingresses.filter((ingress) => ingress.namespace === namespace);
    const own = here.map((ingress) => features.get(ingress) as Features);
    const secret = here.map((ingress) => certificateOf(ingress, host)).find((one) => one !== undefined);
    return {
      host,
      aliases: own.flatMap((one) => one.aliases),
      namespace,
      className,
      locations: inOrder(all.filter(({ ingress }) => ingress.namespace === namespace)),
      appRoot: own.find((one) => one.appRoot !== undefined)?.appRoot,
      redirectWww: own.some((one) => one.redirectWww) && host !== '',
      secretName: secret,
      passthrough: own.some((one) => one.passthrough),
      ciphers: own.find((one) => one.ciphers !== undefined)?.ciphers,
      clientCertificates: own.find((one) => one.clientCertificates !== undefined)?.clientCertificates,
    };
  });
}

function pathAt(ingress: IngressObject, host: string, path: string): readonly Segment[] {
  return (
    ingress.rules
      .filter((rule) => rule.host === host)
      .flatMap(({ paths }) => paths)
      .find((one) => one.path === path)?.at ?? ['spec']
  );
}

function covers(pattern: string, host: string): boolean {
  return (
    pattern === host ||
    (pattern.startsWith('*.') && host.endsWith(pattern.slice(1)) && !host.slice(0, -pattern.length + 1).includes('.'))
  );
}

function certificateOf(ingress: IngressObject, host: string): string | undefined {
  const entry = ingress.tls.find(({ hosts }) => hosts.length === 0 || hosts.some((one) => covers(one, host)));
  if (entry === undefined) return undefined;
  if (entry.secretName === undefined) {
    ingress.loseAt(
      entry.at,
      `HTTPS of "${host || '*'}" not written: expected a secretName: Istio has no certificate of its own for hosts`,
    );
  }
  return entry.secretName;
}

/** Whole paths first, then the longest. */
function inOrder(locations: readonly Location[]): readonly Location[] {
  return [...locations].sort((a, b) => rank(b) - rank(a) || b.path.length - a.path.length);
}

const rank = ({ type }: Location): number => (type === 'exact' ? 1 : 0);
