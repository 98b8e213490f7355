import { execFileSync } from 'node:child_process';
import { parse } from 'yaml';
import { ISTIO_MINORS } from '../../constructs/versions';
import { type ChartFacts, Collected, type MeshFacts, Span, type ValuesFacts } from './facts';
import { type ProtoFiles, readProtos, resolveName } from './proto';

/** The charts by name, and their folders in Istio's repository. */
const CHARTS: Readonly<Record<string, string>> = {
  base: 'base',
  istiod: 'istio-control/istio-discovery',
  gateway: 'gateway',
  cni: 'istio-cni',
  ztunnel: 'ztunnel',
};

/** The messages of Istio's own type of values that each chart's begin with. */
const PROTO_ROOTS: Readonly<Record<string, string>> = { istiod: 'Values', cni: 'CNIConfig', ztunnel: 'ZtunnelConfig' };

/** A copy of a repository that is read at tags. */
class Repository {
  constructor(private readonly folder: string) {}

  private git(...args: readonly string[]): string {
    return execFileSync('git', ['-C', this.folder, ...args], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  }

  tags(): string[] {
    return this.git('tag').split('\n');
  }

  files(tag: string, folder: string): string[] {
    return this.git('ls-tree', '-r', '--name-only', tag, folder).split('\n').filter(Boolean);
  }

  show(tag: string, path: string): string | undefined {
    try {
      return this.git('show', `${tag}:${path}`);
    } catch {
      return undefined;
    }
  }
}

const minorOf = (tag: string): string => tag.split('.').slice(0, 2).join('.');

/** The last release of each known minor, and of newer ones, that both repositories have. */
function lastReleases(istio: Repository, api: Repository): string[] {
  const known = new Set(api.tags());
  const newest = new Map<string, string>();
  const [oldest = ''] = ISTIO_MINORS;
  const order = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });
  for (const tag of istio
    .tags()
    .filter((one) => /^1\.\d+\.\d+$/.test(one))
    .sort(order)) {
    if (known.has(tag) && order(minorOf(tag), oldest) >= 0) newest.set(minorOf(tag), tag);
  }
  return [...newest.values()];
}

type Kind = 'string' | 'number' | 'boolean' | 'list' | 'map' | 'any';

function kindOf(value: unknown): Kind {
  if (Array.isArray(value)) return 'list';
  if (value === null || value === undefined) return 'any';
  if (typeof value === 'object') return 'map';
  return typeof value as Kind;
}

const SCALARS: Readonly<Record<string, Kind>> = {
  bool: 'boolean',
  string: 'string',
  'google.protobuf.BoolValue': 'boolean',
  'google.protobuf.StringValue': 'string',
};

function scalarOf(type: string): string | undefined {
  if (/^(google\.protobuf\.)?(u?int(32|64)|U?Int(32|64)Value|float|double|FloatValue|DoubleValue)$/.test(type))
    return 'number';
  if (type === 'google.protobuf.Duration') return 'duration';
  if (type === 'google.protobuf.Struct') return 'struct';
  if (type === 'google.protobuf.Value' || type === 'google.protobuf.Any') return 'any';
  if (type === 'IntOrString') return 'number-or-string';
  return SCALARS[type];
}

class Chart {
  private readonly values = new Collected(() => ({ kinds: new Set<string>(), span: this.span(), standard: '' }));
  private readonly reads = new Collected(() => this.span());

  constructor(
    private readonly name: string,
    private readonly releases: readonly string[],
  ) {}

  private span(): Span {
    return new Span(this.releases);
  }

  private add(path: string, kind: string, minor: string, standard?: unknown): void {
    const value = this.values.of(path);
    value.kinds.add(kind);
    value.span.add(minor);
    // Where images come from changes with each release; the catalogue knows it.
    const isSource = /(^|\.)(hub|tag)$/.test(path);
    const scalar =
      typeof standard === 'number' ||
      typeof standard === 'boolean' ||
      (standard !== '' && typeof standard === 'string');
    value.standard = scalar && !isSource ? String(standard) : '';
  }

  /** The path as every release has it: cni's of old stand below `cni`, istiod's of today beside the other sections. */
  private place(path: string, sections: ReadonlySet<string>): string {
    const [first = '', ...rest] = path.split('.');
    if (this.name === 'cni' && first === 'cni') return rest.join('.');
    return this.name === 'istiod' && !sections.has(first) ? `pilot.${path}` : path;
  }

  readDefaults(minor: string, text: string, sections: ReadonlySet<string>): void {
    const parsed = parse(text) as Record<string, unknown> | null;
    const values = (parsed?.['_internal_defaults_do_not_set'] ?? parsed?.['defaults'] ?? parsed ?? {}) as Record<
      string,
      unknown
    >;
    const walk = (value: unknown, path: string): void => {
      const at = this.place(path, sections);
      const isOpen =
        value !== null && typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0;
      if (at !== '') this.add(at, isOpen ? 'map' : kindOf(value), minor, value);
      if (kindOf(value) !== 'map') return;
      for (const [key, inner] of Object.entries(value as object))
        if (isName(key)) walk(inner, path === '' ? key : `${path}.${key}`);
    };
    walk(values, '');
  }

  readProto(minor: string, protos: ProtoFiles): void {
    const walk = (message: string, path: string, above: readonly string[]): void => {
      for (const [name, { type, holds }] of protos.messages.get(message) ?? []) {
        const at = path === '' ? name : `${path}.${name}`;
        const inner = resolveName(type, message, protos);
        const isMessage = inner !== undefined && protos.messages.has(inner);
        const kind = holds === 'one' ? (scalarOf(type) ?? (isMessage ? 'map' : 'string')) : holds;
        // Istio's type of values serves all charts; what is another's, or goes round in a circle, is left out.
        if (this.name === 'istiod' && path === '' && OTHER_SECTIONS.has(name)) continue;
        if (kind !== 'any' && kind !== 'struct') this.add(at, kind, minor);
        else this.add(at, kind === 'struct' ? 'map' : 'any', minor);
        if (isMessage && holds === 'one' && !above.includes(inner)) walk(inner, at, [...above, inner]);
      }
    };
    const root = PROTO_ROOTS[this.name];
    if (root !== undefined) walk(root, '', [root]);
  }

  readSchema(minor: string, text: string): void {
    interface Schema {
      readonly type?: string | readonly string[];
      readonly properties?: Readonly<Record<string, Schema>>;
      readonly $defs?: { readonly values?: Schema };
    }
    const schema = JSON.parse(text) as Schema;
    const walk = (one: Schema, path: string): void => {
      for (const [name, inner] of Object.entries(one.properties ?? {})) {
        if (!isName(name) || name.startsWith('_')) continue;
        const at = path === '' ? name : `${path}.${name}`;
        for (const type of [inner.type ?? 'any'].flat()) {
          if (type === 'null') continue;
          this.add(at, { object: 'map', array: 'list', integer: 'number' }[type as string] ?? (type as string), minor);
        }
        walk(inner, at);
      }
    };
    walk(schema.$defs?.values ?? schema, '');
  }

  readTemplate(minor: string, text: string, sections: ReadonlySet<string>): void {
    for (const [, path = ''] of text.matchAll(/\.Values\)?((?:\.[A-Za-z]\w*)+)/g)) {
      this.reads.of(this.place(path.slice(1), sections)).add(minor);
    }
  }

  get facts(): ChartFacts {
    return {
      values: this.values.sorted(({ kinds, span, standard }) => {
        const known = [...kinds].filter((kind) => kind !== 'any').sort();
        const type = known.join('|') || 'any';
        return standard === '' ? [type, span.releases] : [type, span.releases, standard];
      }),
      reads: this.reads.sorted((span) => span.releases),
    };
  }
}

const isName = (key: string): boolean => /^[A-Za-z_]\w*$/.test(key);

/** The parts of istiod's values that are no settings of its Deployment. */
const SECTIONS = new Set([
  ...['global', 'meshConfig', 'pilot', 'sidecarInjectorWebhook', 'istiodRemote', 'telemetry', 'experimental', 'base'],
  ...[
    'revision',
    'revisionTags',
    'profile',
    'compatibilityVersion',
    'platform',
    'ownerName',
    'gateways',
    'gatewayClasses',
  ],
  ...['istio_cni', 'cni', 'ztunnel', 'defaultRevision', '_original', 'enhancedResourceScoping'],
]);

/** The parts of Istio's type of values that other charts read. */
const OTHER_SECTIONS = new Set(['cni', 'gateways', 'base', 'istio_cni', 'ztunnel']);

function sectionsOf(flat: boolean): ReadonlySet<string> {
  // Below `pilot` already, istiod's `cni` is a setting of the Deployment.
  return flat ? new Set([...SECTIONS].filter((name) => name !== 'cni')) : SECTIONS;
}

const camelCase = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

function readMesh(api: Repository, tags: readonly string[], releases: readonly string[]): MeshFacts {
  const messages = new Collected(() => new Collected(() => ({ types: new Set<string>(), span: new Span(releases) })));
  const enums = new Collected(() => new Set<string>());
  const deprecated = new Set<string>();
  for (const tag of tags) {
    const texts = ['mesh/v1alpha1/config', 'mesh/v1alpha1/proxy', 'mesh/v1alpha1/network']
      .concat([
        'networking/v1alpha3/destination_rule',
        'networking/v1alpha3/virtual_service',
        'networking/v1beta1/proxy_config',
      ])
      .concat(['type/v1beta1/selector'])
      .flatMap((path) => api.show(tag, `${path}.proto`) ?? []);
    const protos = readProtos(texts);
    const done = new Set<string>();
    const visit = (message: string): void => {
      if (done.has(message)) return;
      done.add(message);
      for (const [name, field] of protos.messages.get(message) ?? []) {
        const inner = resolveName(field.type, message, protos);
        const base = scalarOf(field.type) ?? inner ?? 'struct';
        const at = messages.of(message).of(camelCase(name));
        at.types.add(field.holds === 'one' ? base : `${field.holds} ${base}`);
        at.span.add(minorOf(tag));
        if (field.deprecated) deprecated.add(`${message}.${camelCase(name)}`);
        if (inner === undefined) continue;
        for (const value of protos.enums.get(inner) ?? []) enums.of(inner).add(value);
        visit(inner);
      }
    };
    visit('MeshConfig');
    visit('ProxyConfig');
  }
  return {
    messages: messages.sorted((fields) =>
      fields.sorted(({ types, span }) => [[...types].sort().join('|'), span.releases] as const),
    ),
    enums: enums.sorted((values) => [...values]),
    deprecated: [...deprecated].sort(),
  };
}

/** Reads the facts from copies of Istio's repositories (`istio/istio`, `istio/api`), with their tags. */
export function readFacts(istioFolder: string, apiFolder: string): ValuesFacts {
  const [istio, api] = [new Repository(istioFolder), new Repository(apiFolder)];
  const tags = lastReleases(istio, api);
  const releases = tags.map(minorOf);
  const charts: Record<string, ChartFacts> = {};
  for (const [name, folder] of Object.entries(CHARTS)) {
    const chart = new Chart(name, releases);
    for (const tag of tags) {
      const minor = minorOf(tag);
      const root = `manifests/charts/${folder}`;
      const defaults = istio.show(tag, `${root}/values.yaml`);
      if (defaults === undefined) continue;
      const sections = sectionsOf(/^_internal_defaults_do_not_set:|^defaults:/m.test(defaults));
      chart.readDefaults(minor, defaults, sections);
      const schema = istio.show(tag, `${root}/values.schema.json`);
      if (schema !== undefined) chart.readSchema(minor, schema);
      const types =
        istio.show(tag, 'operator/pkg/apis/values_types.proto') ??
        istio.show(tag, 'operator/pkg/apis/istio/v1alpha1/values_types.proto');
      if (types !== undefined) chart.readProto(minor, readProtos([types]));
      for (const file of istio.files(tag, root)) {
        if (
          !/\/(templates|files)\//.test(file) ||
          /NOTES|gen-istio|profile-|crd-all|grafana|waypoint|kube-gateway/.test(file)
        )
          continue;
        chart.readTemplate(minor, istio.show(tag, file) ?? '', sections);
      }
    }
    charts[name] = chart.facts;
  }
  return { releases, charts, mesh: readMesh(api, tags, releases) };
}
