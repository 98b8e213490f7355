import type { ChartFacts, MeshFacts, Releases, ValuesFacts } from './facts';

/** What is said of a field beyond the facts: a narrower type, and what it means. */
export interface Word {
  readonly type?: string;
  readonly text?: string;
}

/** Words by chart (`mesh` for the mesh configuration) and path. */
export type Words = Readonly<Record<string, Readonly<Record<string, Word>>>>;

const PLACEMENT: Readonly<Record<string, string>> = {
  affinity: 'PodSpecPart',
  annotations: 'StringMap',
  nodeSelector: 'StringMap',
  resources: 'ResourceRequirements',
  seccompProfile: 'PodSpecPart',
  securityContext: 'PodSpecPart',
  lifecycle: 'PodSpecPart',
  readinessProbe: 'PodSpecPart',
  env: 'StringMap',
  tolerations: 'readonly Toleration[]',
  toleration: 'readonly Toleration[]',
  defaultTolerations: 'readonly Toleration[]',
  topologySpreadConstraints: 'readonly TopologySpreadConstraint[]',
  volumes: 'readonly PodSpecPart[]',
  volumeMounts: 'readonly PodSpecPart[]',
  initContainers: 'readonly PodSpecPart[]',
  additionalContainers: 'readonly PodSpecPart[]',
  envVarFrom: 'readonly PodSpecPart[]',
  objectSelector: 'PodSpecPart',
  defaultNodeSelector: 'StringMap',
  strategy: 'DeploymentStrategy',
  ipFamilies: "readonly ('IPv4' | 'IPv6')[]",
  ipFamilyPolicy: "'SingleStack' | 'PreferDualStack' | 'RequireDualStack'",
  certSigners: 'readonly string[]',
  extraContainerArgs: 'readonly string[]',
  podDNSSearchNamespaces: 'readonly string[]',
  allocateLoadBalancerNodePorts: 'boolean',
  loadBalancerClass: 'string',
  internalTrafficPolicy: "'Cluster' | 'Local'",
  ownerName: 'string',
  platform: 'string',
  profile: 'string',
  compatibilityVersion: 'string',
  unhealthyPodEvictionPolicy: "'IfHealthyBudget' | 'AlwaysAllow'",
  minAvailable: 'number | string',
  maxUnavailable: 'number | string',
};

const TYPES: Readonly<Record<string, string>> = {
  any: 'unknown',
  boolean: 'boolean',
  duration: 'string',
  list: 'readonly unknown[]',
  map: 'PodSpecPart',
  number: 'number',
  'number-or-string': 'number | string',
  string: 'string',
  struct: 'Readonly<Record<string, unknown>>',
};

/** What pod-values.ts and its neighbours declare, which generated files import where they use it. */
const IMPORTED: Readonly<Record<string, string>> = {
  DeploymentStrategy: '../pod-values',
  GatewayServicePort: '../gateway-service',
  GatewayServiceType: '../gateway-service',
  ImagePullPolicy: '../pod-values',
  LabelSelector: '../pod-values',
  PodSpecPart: '../pod-values',
  ResourceRequirements: '../pod-values',
  StringMap: '../pod-values',
  Toleration: '../pod-values',
  TopologySpreadConstraint: '../pod-values',
  MeshConfig: './mesh-config',
};

const HEADER = '// Made by scripts/generate-values.ts from scripts/values/facts.json; do not edit.\n\n';

function since(releases: Releases, all: readonly string[]): string {
  const [first = '', last = first] = releases.split('-');
  if (first === all[0] && last === all.at(-1)) return '';
  if (last === all.at(-1)) return `Since Istio ${first}.`;
  return first === all[0] ? `Until Istio ${last}.` : `Istio ${first} to ${last}.`;
}

function comment(indent: string, sentences: readonly string[], deprecated = false): string {
  const text = sentences.filter(Boolean).join(' ').replaceAll('*/', '*\\/');
  if (!deprecated) return `${indent}/** ${text} */\n`;
  return `${indent}/**\n${indent} * ${text}\n${indent} * @deprecated Istio has deprecated it.\n${indent} */\n`;
}

interface Tree {
  readonly children: Map<string, Tree>;
}

function treeOf(paths: readonly string[]): Tree {
  const root: Tree = { children: new Map() };
  for (const path of paths) {
    let at = root;
    for (const name of path.split('.').filter(Boolean)) {
      const next = at.children.get(name) ?? { children: new Map() };
      at.children.set(name, next);
      at = next;
    }
  }
  return root;
}

/** The interfaces that parts of a chart's values are declared as, by path. */
const NAMED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  base: { '': 'BaseValues' },
  cni: { '': 'CniValues' },
  gateway: { '': 'GatewayValues' },
  istiod: { '': 'IstiodValues', pilot: 'PilotValues', 'global.proxy': 'ProxyValues' },
  ztunnel: { '': 'ZtunnelValues' },
};

const MEANING: Readonly<Record<string, string>> = {
  BaseValues: "Values of Istio's `base` chart.",
  CniValues: "Values of Istio's `cni` chart, which the chart of 1.17 reads below `cni`: this package puts them there.",
  GatewayValues: "Values of Istio's `gateway` chart, whose schema refuses any other key.",
  IstiodValues: "Values of Istio's `istiod` chart.",
  PilotValues: 'The istiod Deployment.',
  ProxyValues: 'The proxy that is injected next to an application.',
  ZtunnelValues: "Values of Istio's `ztunnel` chart.",
};

/** Every path of a chart's values: the defaults', and those that templates alone know. */
export function pathsOf({ values, reads }: ChartFacts): string[] {
  return [...new Set([...Object.keys(values), ...Object.keys(reads)])].filter((path) => !path.endsWith('.')).sort();
}

function chartModule(name: string, facts: ChartFacts, words: Words, all: readonly string[]): string {
  const own = words[name] ?? {};
  const named = NAMED[name] ?? {};
  const typeOf = (path: string, tree: Tree, indent: string): string => {
    const leaf = path.split('.').at(-1) ?? '';
    const declared = named[path] ?? own[path]?.type ?? PLACEMENT[leaf];
    if (declared !== undefined) return declared;
    if (tree.children.size > 0) return `{\n${fields(path, tree, `${indent}  `)}${indent}}`;
    const kinds = (facts.values[path]?.[0] ?? 'any')
      .split('|')
      .filter((kind, _, kinds) => kind !== 'map' || kinds.length === 1);
    return [...new Set(kinds.map((kind) => TYPES[kind] ?? 'unknown'))].join(' | ');
  };
  const fields = (path: string, tree: Tree, indent: string): string =>
    [...tree.children]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => {
        const at = path === '' ? key : `${path}.${key}`;
        const [, releases = facts.reads[at] ?? '', standard] = facts.values[at] ?? [];
        const text = own[at]?.text ?? `The chart's \`${at}\`.`;
        const note = standard === undefined ? '' : `The chart's default is \`${standard}\`.`;
        const sentences = [/[.)]$/.test(text) ? text : `${text}.`, note, since(releases, all)];
        return `${comment(indent, sentences)}${indent}readonly ${key}?: ${typeOf(at, inner, indent)};\n`;
      })
      .join('');
  const root = treeOf(pathsOf(facts));
  const at = (path: string): Tree =>
    path
      .split('.')
      .filter(Boolean)
      .reduce<Tree>((tree, key) => tree.children.get(key) ?? tree, root);
  const bodies = Object.entries(named).map(
    ([path, title]) => `/** ${MEANING[title]} */\nexport interface ${title} {\n${fields(path, at(path), '  ')}}\n`,
  );
  return withImports(bodies.reverse().join('\n'), `./${name}-values`);
}

function withImports(body: string, own: string): string {
  const files = new Map<string, string[]>();
  for (const [name, file] of Object.entries(IMPORTED)) {
    if (file === own || !new RegExp(`[^\\w']${name}[^\\w']`).test(body)) continue;
    files.set(file, [...(files.get(file) ?? []), name]);
  }
  const imports = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = imports.map(([file, names]) => `import type { ${names.sort().join(', ')} } from '${file}';\n`);
  return `${HEADER}${lines.join('')}${lines.length > 0 ? '\n' : ''}${body}`;
}

const PAGE = 'https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/';

/** Names that are public already, or shorter than Istio's own. */
const titleOf = (message: string): string =>
  message.replace(/^MeshConfig\.ExtensionProvider\b/, 'ExtensionProvider').replaceAll('.', '');

const REQUIRED = new Set([
  'MeshConfig.ExtensionProvider.name',
  'MeshConfig.OutboundTrafficPolicy.mode',
  'MeshConfig.InboundTrafficPolicy.mode',
  'MeshConfig.ProxyPathNormalization.normalization',
]);

function meshModule(facts: MeshFacts, words: Words, all: readonly string[]): string {
  const own = words['mesh'] ?? {};
  const single = (type: string): string => {
    if (type === 'LabelSelector') return 'LabelSelector';
    const values = facts.enums[type];
    if (values !== undefined) return `(${values.map((value) => `'${value}'`).join(' | ')})`;
    if (type in facts.messages) return titleOf(type);
    return TYPES[type] ?? 'unknown';
  };
  const typeOf = (types: string): string => {
    const [type = ''] = types.split('|').filter((one, _, each) => each.length === 1 || !one.endsWith('struct'));
    if (type.startsWith('list ')) return `readonly ${single(type.slice(5))}[]`;
    if (type.startsWith('map ')) return `Readonly<Record<string, ${single(type.slice(4))}>>`;
    return single(type).replace(/^\((.*)\)$/, '$1');
  };
  const messages = Object.entries(facts.messages).filter(([name]) => !name.startsWith('LabelSelector'));
  const bodies = messages.map(([message, fields]) => {
    const lines = Object.entries(fields).map(([name, [types, releases]]) => {
      const path = `${message}.${name}`;
      const word = own[message === 'MeshConfig.ExtensionProvider' ? `ExtensionProvider.${name}` : path];
      const text = word?.text ?? `[Reference](${PAGE}#${message.replaceAll('.', '-')}-${snakeCase(name)}).`;
      const sentences = [/[.)]$/.test(text) ? text : `${text}.`, since(releases, all)];
      const optional = REQUIRED.has(path) ? '' : '?';
      return `${comment('  ', sentences, facts.deprecated.includes(path))}  readonly ${name}${optional}: ${typeOf(types)};\n`;
    });
    const page = `[${message}](${PAGE}#${message.replaceAll('.', '-')}) of the Istio reference.`;
    return `/** ${page} */\nexport interface ${titleOf(message)} {\n${lines.join('')}}\n`;
  });
  return withImports(bodies.join('\n'), './mesh-config');
}

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The modules by file name. */
export function declarations(facts: ValuesFacts, words: Words): Readonly<Record<string, string>> {
  const charts = Object.entries(facts.charts).map(
    ([name, chart]) => [`${name}-values.ts`, chartModule(name, chart, words, facts.releases)] as const,
  );
  return { ...Object.fromEntries(charts), 'mesh-config.ts': meshModule(facts.mesh, words, facts.releases) };
}
