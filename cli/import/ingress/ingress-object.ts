import type { Segment } from '../../../constructs/resources/validation/fault';
import { type Fields, isFields, itemsOf, textOf } from '../../../model/value';
import type { WrittenManifest } from '../written-manifest';
import { NO_EQUAL, OTHER_CONTROLLERS } from './no-equal';

/** The prefix of ingress-nginx's annotations. */
const NGINX = 'nginx.ingress.kubernetes.io/';
const CLASS = 'kubernetes.io/ingress.class';

/** A Service and its port, as an Ingress refers to it: in its own namespace. */
export interface ServicePort {
  readonly name: string;
  readonly port: number | string;
}

/** A path of a rule of an Ingress. */
export interface IngressPath {
  readonly path: string;
  readonly pathType: string;
  /** Undefined where it is no Service. */
  readonly backend?: ServicePort;
  /** Where it was written, from the object's root. */
  readonly at: readonly Segment[];
}

/** A rule of an Ingress. */
export interface IngressRule {
  /** Empty for any host. */
  readonly host: string;
  readonly paths: readonly IngressPath[];
}

/** An entry of `spec.tls`. */
export interface IngressTls {
  readonly hosts: readonly string[];
  readonly secretName?: string;
  readonly at: readonly Segment[];
}

const listOf = (value: unknown): readonly Fields[] => itemsOf(value).filter(isFields);

/** Whether a manifest is an Ingress of Kubernetes, of the version that is served or the ones before it. */
export function isIngress({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): boolean {
  return kind === 'Ingress' && /^(networking\.k8s\.io|extensions)\//.test(apiVersion);
}

/** An Ingress as it was written, and what is said about it while it is read. */
export class IngressObject {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly rules: readonly IngressRule[];
  readonly tls: readonly IngressTls[];
  readonly defaultBackend: ServicePort | undefined;
  /** The class of the controller that reads it, where it says so. */
  readonly className: string | undefined;
  /** What the program says otherwise, or not at all, one line each. */
  readonly losses: string[] = [];
  /** Why no program can be written, one line each. */
  readonly faults: string[] = [];

  private readonly annotations: Readonly<Record<string, string>>;
  private readonly heard = new Set<string>();

  constructor(
    readonly manifest: WrittenManifest,
    readonly at: (path: readonly Segment[]) => string,
  ) {
    const { metadata, fields } = manifest;
    const spec = isFields(fields.spec) ? fields.spec : {};
    this.name = metadata.name;
    this.namespace = metadata.namespace;
    this.annotations = Object.fromEntries(
      Object.entries(metadata.annotations ?? {}).map(([key, value]) => [key, `${value}`]),
    );
    this.className = textOf(spec.ingressClassName) ?? this.annotations[CLASS];
    this.heard.add(CLASS);
    this.rules = listOf(spec.rules).map((rule, i) => this.ruleOf(rule, i));
    this.tls = listOf(spec.tls).map((entry, i) => ({
      hosts: Array.isArray(entry.hosts) ? entry.hosts.filter((host) => typeof host === 'string') : [],
      secretName: textOf(entry.secretName),
      at: ['spec', 'tls', i],
    }));
    const [key, backend] =
      spec.backend === undefined ? ['defaultBackend', spec.defaultBackend] : ['backend', spec.backend];
    this.defaultBackend = backend === undefined ? undefined : this.backendOf(backend, ['spec', key as string]);
  }

  /** Whether ingress-nginx reads it: by its class, else by its annotations. */
  get isNginx(): boolean {
    if (this.className === undefined || /nginx/.test(this.className)) return true;
    return Object.keys(this.annotations).some((key) => key.startsWith(NGINX));
  }

  /** An annotation of ingress-nginx, without the prefix; empty ones are as good as none. */
  annotation(name: string): string | undefined {
    this.heard.add(NGINX + name);
    const value = this.annotations[NGINX + name]?.trim();
    return value === '' ? undefined : value;
  }

  /** An annotation that is true or false. */
  flag(name: string, otherwise: boolean): boolean {
    const value = this.annotation(name);
    if (value === undefined) return otherwise;
    if (/^(1|t|true)$/i.test(value)) return true;
    if (/^(0|f|false)$/i.test(value)) return false;
    this.lose(name, `expected true or false, got "${value}"`);
    return otherwise;
  }

  /** An annotation that is a whole number. */
  count(name: string): number | undefined {
    const value = this.annotation(name);
    if (value === undefined) return undefined;
    if (/^\d+s?$/.test(value)) return Number.parseInt(value, 10);
    this.lose(name, `expected a whole number, got "${value}"`);
    return undefined;
  }

  /** Says that an annotation is not written, or written otherwise. */
  lose(name: string, text: string): void {
    const key = NGINX + name;
    this.heard.add(key);
    const line = `${this.at(['metadata', 'annotations', key])}: Ingress "${this.name}": ${key}: ${text}`;
    if (!this.losses.includes(line)) this.losses.push(line);
  }

  /** Says what of the spec is not written, or written otherwise. */
  loseAt(path: readonly Segment[], text: string): void {
    const line = `${this.at(path)}: Ingress "${this.name}": ${text}`;
    if (!this.losses.includes(line)) this.losses.push(line);
  }

  /** Says why the program cannot be written. */
  refuse(path: readonly Segment[], text: string): void {
    const line = `${this.at(path)}: Ingress "${this.name}": ${text}`;
    if (!this.faults.includes(line)) this.faults.push(line);
  }

  /** The annotations that hold for whatever serves the hosts: they go on with the Gateway. */
  carried(pattern: RegExp): Readonly<Record<string, string>> {
    return Object.fromEntries(
      Object.entries(this.annotations).filter(([key]) => {
        const matches = pattern.test(key);
        if (matches) this.heard.add(key);
        return matches;
      }),
    );
  }

  /** Says of every annotation that nothing has read what becomes of it. */
  loseTheRest(): void {
    const canary = this.flag('canary', false);
    for (const key of Object.keys(this.annotations)) {
      if (this.heard.has(key)) continue;
      if (key.startsWith(NGINX)) {
        const name = key.slice(NGINX.length);
        this.lose(
          name,
          canary
            ? 'not read on a canary: the Ingress beside it says'
            : (NO_EQUAL[name] ?? 'not written: no equal is known'),
        );
        continue;
      }
      const controller = OTHER_CONTROLLERS.find(([pattern]) => pattern.test(key));
      if (controller === undefined) continue;
      const at = this.at(['metadata', 'annotations', key]);
      this.losses.push(`${at}: Ingress "${this.name}": ${key}: not written: ${controller[1]}`);
    }
  }

  /** The annotations that are nothing to a controller. */
  get ownAnnotations(): Readonly<Record<string, string>> | undefined {
    const own = Object.entries(this.annotations).filter(
      ([key]) =>
        !this.heard.has(key) && !key.startsWith(NGINX) && !OTHER_CONTROLLERS.some(([pattern]) => pattern.test(key)),
    );
    return own.length === 0 ? undefined : Object.fromEntries(own);
  }

  private ruleOf(rule: Fields, index: number): IngressRule {
    const http = isFields(rule.http) ? rule.http : {};
    return {
      host: textOf(rule.host) ?? '',
      paths: listOf(http.paths).map((path, i) => {
        const at: readonly Segment[] = ['spec', 'rules', index, 'http', 'paths', i];
        return {
          path: textOf(path.path) || '/',
          pathType: textOf(path.pathType) ?? 'ImplementationSpecific',
          backend: this.backendOf(path.backend, [...at, 'backend']),
          at,
        };
      }),
    };
  }

  private backendOf(value: unknown, at: readonly Segment[]): ServicePort | undefined {
    const backend = isFields(value) ? value : {};
    const service = isFields(backend.service) ? backend.service : undefined;
    const port = isFields(service?.port) ? (service.port.number ?? service.port.name) : backend.servicePort;
    const name = textOf(service?.name) ?? textOf(backend.serviceName);
    if (name === undefined) {
      this.loseAt(
        at,
        `${at.at(-1)}: not written: Istio routes to Services, this is ${isFields(backend.resource) ? `a ${backend.resource.kind}` : 'none'}`,
      );
      return undefined;
    }
    if (typeof port === 'number') return { name, port };
    if (port === 'use-annotation') {
      this.loseAt(at, `${at.at(-1)}: not written: "${name}" is an action of a load balancer's annotations`);
      return undefined;
    }
    if (typeof port !== 'string') {
      this.loseAt(at, `${at.at(-1)}: not written: the port of the Service "${name}" is not given`);
      return undefined;
    }
    return { name, port: /^\d+$/.test(port) ? Number(port) : port };
  }
}
