import { defaultApiVersion } from '../../constructs/resources/istio-resource';
import type { IstioVersion } from '../../constructs/versions';
import { istioKindOf, type WrittenManifest } from './manifests';

const WIDTH = 110;

/** Kinds of Kubernetes and its neighbours that belong to no namespace. */
const CLUSTER_WIDE = new Set([
  'APIService',
  'ClusterIssuer',
  'ClusterRole',
  'ClusterRoleBinding',
  'CSIDriver',
  'CustomResourceDefinition',
  'GatewayClass',
  'IngressClass',
  'MutatingWebhookConfiguration',
  'Namespace',
  'Node',
  'PersistentVolume',
  'PriorityClass',
  'RuntimeClass',
  'StorageClass',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
]);

/** How a program is written. */
export interface ProgramOptions {
  /** The name of the construct that holds the resources. */
  readonly className: string;
  /** The package that the classes are imported from. */
  readonly packageName: string;
  readonly istioVersion: IstioVersion;
}

/** A value as TypeScript: on one line where it fits, on several otherwise. */
export function literal(value: unknown, indent = ''): string {
  const line = inline(value);
  if (line.length + indent.length <= WIDTH && !line.includes('\n')) return line;
  const inner = `${indent}  `;
  if (Array.isArray(value)) return `[\n${value.map((item) => `${inner}${literal(item, inner)},\n`).join('')}${indent}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(
      ([key, child]) => `${inner}${memberName(key)}: ${literal(child, inner)},\n`,
    );
    return `{\n${entries.join('')}${indent}}`;
  }
  return line;
}

function inline(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, child]) => `${memberName(key)}: ${inline(child)}`);
    return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
  }
  return String(value);
}

function quoted(text: string): string {
  const escaped = JSON.stringify(text)
    .slice(1, -1)
    .replace(/\\"/g, '"')
    .replace(/[\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`);
  return text.includes("'") && !text.includes('"') ? JSON.stringify(text) : `'${escaped.replaceAll("'", "\\'")}'`;
}

function memberName(key: string): string {
  // A literal `__proto__` would set the prototype.
  if (key === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(key) || /^(?:0|[1-9]\d{0,14})$/.test(key) ? key : quoted(key);
}

function pascalCase(text: string): string {
  return text
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
    .map((word) => (word[0] ?? '').toUpperCase() + word.slice(1))
    .join('');
}

/** An id that says what it is: the object's name, and its kind where the name does not end in it. */
function idOf({ metadata, kind }: WrittenManifest, taken: Set<string>): string {
  const name = pascalCase(metadata.name);
  const plain = name.toLowerCase().endsWith(kind.toLowerCase()) ? name : `${name}${kind}`;
  const wider = `${pascalCase(metadata.namespace ?? '')}${plain}`;
  let id = taken.has(plain) ? wider : plain;
  for (let copy = 2; taken.has(id); copy++) id = `${wider}${copy}`;
  taken.add(id);
  return id;
}

function propsOf(
  manifest: WrittenManifest,
  istioVersion: IstioVersion,
): { readonly className: string; readonly props: object } {
  const { apiVersion, kind, metadata, fields } = manifest;
  const known = istioKindOf(manifest);
  if (known !== undefined) {
    const usual = defaultApiVersion(known, istioVersion, 'release') === apiVersion;
    return { className: known, props: { ...(!usual && { apiVersion }), metadata, spec: fields.spec ?? {} } };
  }
  const { spec, ...rest } = fields;
  const hasSpec = typeof spec === 'object' && spec !== null;
  const others = hasSpec || spec === undefined || spec === null ? rest : fields;
  return {
    className: 'CustomResource',
    props: {
      apiVersion,
      kind,
      metadata,
      ...(CLUSTER_WIDE.has(kind) && { clusterWide: true }),
      ...(hasSpec && { spec }),
      ...(Object.keys(others).length > 0 && { fields: others }),
    },
  };
}

/** Writes a construct that deploys what was read: typed resources for the Istio API, custom resources for the rest. */
export function typescriptProgram(manifests: readonly WrittenManifest[], options: ProgramOptions): string {
  const { className, packageName, istioVersion } = options;
  const taken = new Set<string>();
  const resources = manifests.map((manifest) => ({ id: idOf(manifest, taken), ...propsOf(manifest, istioVersion) }));
  const imports = [...new Set(resources.map((resource) => resource.className))].sort();
  // A kind may have the name that the construct shall have.
  const name = imports.includes(className) ? `${className}Resources` : className;
  return [
    `import { Construct } from 'constructs';\n`,
    imports.length > 0 ? `import { ${imports.join(', ')} } from '${packageName}';\n` : '',
    `\nexport class ${name} extends Construct {\n  constructor(scope: Construct, id: string) {\n    super(scope, id);\n`,
    ...resources.map(
      ({ id, className: made, props }) => `\n    new ${made}(this, '${id}', ${literal(props, '    ')});\n`,
    ),
    '  }\n}\n',
  ].join('');
}
