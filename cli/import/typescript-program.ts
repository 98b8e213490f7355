import { defaultApiVersion } from '../../constructs/resources/istio-resource';
import { isGatewayApiKind, type ReleasesInForce } from '../../constructs/resources/kinds';
import type { GatewayApiRelease, IstioVersion } from '../../constructs/versions';
import { istioKindOf } from './istio-kinds';
import { operatorProgram, type WrittenOperator } from './istio-operator';
import { literal } from './literal';
import { othersObjects } from './others-objects';
import type { WrittenManifest } from './written-manifest';

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
  return freeId(taken.has(plain) ? `${pascalCase(metadata.namespace ?? '')}${plain}` : plain, taken);
}

function freeId(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let copy = 2; taken.has(id); copy++) id = `${wanted}${copy}`;
  taken.add(id);
  return id;
}

function propsOf(
  manifest: WrittenManifest,
  releases: ReleasesInForce,
): { readonly className: string; readonly props: object } {
  const { apiVersion, kind, metadata, fields } = manifest;
  const known = istioKindOf(manifest);
  if (known !== undefined) {
    const usual = defaultApiVersion(known, releases, 'release') === apiVersion;
    const className = isGatewayApiKind(known) ? `gatewayApi.${kind}` : known;
    return { className, props: { ...(!usual && { apiVersion }), metadata, spec: fields.spec ?? {} } };
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

/** Writes a construct that deploys what was read: charts for an IstioOperator, typed resources for the Istio API, custom resources for the rest. */
export function typescriptProgram(
  {
    manifests,
    operators = [],
    gatewayApi,
  }: {
    manifests: readonly WrittenManifest[];
    operators?: readonly WrittenOperator[];
    gatewayApi?: GatewayApiRelease;
  },
  options: ProgramOptions,
): string {
  const { className, packageName, istioVersion } = options;
  const taken = new Set<string>();
  const meshes = operators.map(operatorProgram);
  const resources = manifests.map((manifest) => ({
    id: idOf(manifest, taken),
    ...propsOf(manifest, { istioVersion, gatewayApi }),
  }));
  const others = othersObjects(manifests).map(({ method, props }) => ({
    id: `Others${pascalCase('name' in props ? `${props.name}-${method === 'secretFromName' ? 'Secret' : 'Service'}` : `${Object.values(props.selector)[0]}-Gateway`)}`,
    method,
    props,
  }));
  const imports = [
    ...new Set([
      ...(others.length > 0 ? ['DeclaredObject'] : []),
      ...(gatewayApi !== undefined ? ['MeshContext'] : []),
      ...meshes.flatMap((mesh) => mesh.imports),
      ...resources.map((resource) => resource.className.replace(/\..*/, '')),
    ]),
  ].sort();
  // A kind may have the name that the construct shall have.
  const name = imports.includes(className) ? `${className}Resources` : className;
  return [
    `import { Construct } from 'constructs';\n`,
    imports.length > 0 ? `import { ${imports.join(', ')} } from '${packageName}';\n` : '',
    `\nexport class ${name} extends Construct {\n  constructor(scope: Construct, id: string) {\n    super(scope, id);\n`,
    gatewayApi === undefined ? '' : `    MeshContext.set(this, ${literal({ gatewayApi }, '    ')});\n`,
    ...meshes.map((mesh) => `\n${mesh.statements.map((statement) => `    ${statement}\n`).join('')}`),
    ...resources.map(
      ({ id, className: made, props }) => `\n    new ${made}(this, '${id}', ${literal(props, '    ')});\n`,
    ),
    others.length > 0 ? '\n    // What others deploy: declared, so that the checks know about it.\n' : '',
    ...others.map(({ id, method, props }) => {
      return `    DeclaredObject.${method}(this, '${freeId(id, taken)}', ${literal(props, '    ')});\n`;
    }),
    '  }\n}\n',
  ].join('');
}
