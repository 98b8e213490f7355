import type { Segment } from '../../constructs/resources/validation/fault';
import { nearest } from '../../model/closest-name';
import { type Fields, isFields } from '../../model/value';
import { literal } from './literal';

/** An IstioOperator as it was written: what `istioctl install -f` reads. */
export interface WrittenOperator {
  readonly metadata: Fields;
  readonly spec: Fields;
}

/** The constructs that install the same mesh. */
export interface OperatorProgram {
  readonly imports: readonly string[];
  /** Statements of a constructor, one a construct. */
  readonly statements: readonly string[];
  /** The fields that no construct has a value for. */
  readonly leftOut: readonly (readonly Segment[])[];
  /** What istioctl would refuse, too. */
  readonly faults: readonly OperatorFault[];
}

/** What is wrong with a field, without its path. */
export interface OperatorFault {
  readonly path: readonly Segment[];
  readonly text: string;
}

/** The fields of an IstioOperatorSpec; the constructs have values for some of them. */
const FIELDS = [
  'profile',
  'installPackagePath',
  'hub',
  'tag',
  'resourceSuffix',
  'namespace',
  'revision',
  'compatibilityVersion',
  'meshConfig',
  'components',
  'addonComponents',
  'values',
  'unvalidatedValues',
] as const;
const PROFILES = [
  'default',
  'demo',
  'minimal',
  'empty',
  'ambient',
  'openshift',
  'openshift-ambient',
  'preview',
  'remote',
  'stable',
  'external',
];

const ROOT_NAMESPACE = 'istio-system';
/** Which gateways istioctl's profiles install. */
const GATEWAYS: Readonly<Record<string, { readonly ingress: boolean; readonly egress: boolean }>> = {
  default: { ingress: true, egress: false },
  demo: { ingress: true, egress: true },
  openshift: { ingress: true, egress: false },
  preview: { ingress: true, egress: false },
};
/** Values of istioctl that other charts than istiod's read. */
const OTHER_CHARTS = new Set([
  'base',
  'cni',
  'istio_cni',
  'gateways',
  'ztunnel',
  'tracing',
  'kiali',
  'prometheus',
  'grafana',
]);

function objectAt(value: unknown, ...path: readonly string[]): Fields {
  const found = path.reduce<unknown>((at, key) => (isFields(at) ? at[key] : undefined), value);
  return isFields(found) ? found : {};
}

function merged(left: Fields, right: Fields): Fields {
  const both = Object.entries(right).map(([key, value]) => [
    key,
    isFields(value) && isFields(left[key]) ? merged(left[key], value) : value,
  ]);
  return { ...left, ...Object.fromEntries(both) };
}

function without(value: Fields, ...keys: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}

const isEmpty = (value: Fields): boolean => Object.keys(value).length === 0;

/** What istiod's Deployment has in `components.pilot.k8s`, as the chart's values; the rest is left out. */
const PILOT_FIELDS = [
  'affinity',
  'nodeSelector',
  'podAnnotations',
  'replicaCount',
  'resources',
  'tolerations',
] as const;

/** What is not there in an IstioOperator, and is written there. */
function faultsOf(spec: Fields): readonly OperatorFault[] {
  const { profile } = spec;
  const unknown = Object.keys(spec).filter((key) => !(FIELDS as readonly string[]).includes(key));
  const faults = unknown.map((key): OperatorFault => {
    const meant = nearest(key, FIELDS);
    return {
      path: ['spec', key],
      text: `unknown field${meant === undefined ? `, expected one of ${FIELDS.join(', ')}` : ` (did you mean "${meant}"?)`}`,
    };
  });
  // istioctl reads files of profiles, too.
  if (typeof profile !== 'string' || profile.includes('/') || PROFILES.includes(profile)) return faults;
  const meant = nearest(profile, PROFILES);
  const hint = meant === undefined ? '' : ` (did you mean "${meant}"?)`;
  return [
    ...faults,
    { path: ['spec', 'profile'], text: `expected one of ${PROFILES.join(', ')}, got "${profile}"${hint}` },
  ];
}

/** The bounds of a HorizontalPodAutoscaler, where it says nothing else. */
function scaleOf(k8s: Fields): { readonly minReplicas?: unknown; readonly maxReplicas?: unknown } | undefined {
  const { minReplicas, maxReplicas, ...others } = without(objectAt(k8s, 'hpaSpec'), 'scaleTargetRef');
  if (!isEmpty(others) || (minReplicas ?? maxReplicas) === undefined) return undefined;
  return { ...(minReplicas !== undefined && { minReplicas }), ...(maxReplicas !== undefined && { maxReplicas }) };
}

/** Turns an IstioOperator into the constructs whose charts it stands for. */
export function operatorProgram({ metadata, spec }: WrittenOperator): OperatorProgram {
  const leftOut: (readonly Segment[])[] = [];
  const imports = new Set(['ControlPlane']);
  const statements: string[] = [];
  const named = spec.namespace ?? objectAt(spec, 'values', 'global').istioNamespace ?? metadata.namespace;
  const namespace = typeof named === 'string' ? named : ROOT_NAMESPACE;
  const profile = typeof spec.profile === 'string' ? spec.profile : 'default';
  const revision = spec.revision;

  const settings = {
    ...(typeof revision === 'string' && { revision }),
    ...(namespace !== ROOT_NAMESPACE && { rootNamespace: namespace }),
    ...(typeof spec.hub === 'string' && { imageHub: spec.hub }),
    ...((typeof spec.tag === 'string' || typeof spec.tag === 'number') && { imageTag: `${spec.tag}` }),
  };
  if (!isEmpty(settings)) {
    imports.add('MeshContext');
    statements.push(`MeshContext.set(this, ${literal(settings, '    ')});`);
  }

  const values = merged(objectAt(spec, 'values'), objectAt(spec, 'unvalidatedValues'));
  for (const key of Object.keys(values)) if (OTHER_CHARTS.has(key)) leftOut.push(['spec', 'values', key]);
  const k8s = objectAt(spec, 'components', 'pilot', 'k8s');
  const scale = scaleOf(k8s);
  for (const key of Object.keys(k8s)) {
    if (key === 'hpaSpec' && scale !== undefined) continue;
    if (key !== 'env' && !(PILOT_FIELDS as readonly string[]).includes(key))
      leftOut.push(['spec', 'components', 'pilot', 'k8s', key]);
  }
  const variables = (Array.isArray(k8s.env) ? k8s.env : []).filter(isFields);
  const env = variables.flatMap(({ name, value }) => (value === undefined ? [] : [[`${name}`, `${value}`]]));
  if (env.length < variables.length) leftOut.push(['spec', 'components', 'pilot', 'k8s', 'env']);
  const pilot = {
    ...Object.fromEntries(PILOT_FIELDS.flatMap((key) => (k8s[key] === undefined ? [] : [[key, k8s[key]]]))),
    ...(env.length > 0 && { env: Object.fromEntries(env) }),
    ...(scale?.minReplicas !== undefined && { autoscaleMin: scale.minReplicas }),
    ...(scale?.maxReplicas !== undefined && { autoscaleMax: scale.maxReplicas }),
  };
  const extra = [...(isEmpty(pilot) ? [] : [{ pilot }]), without(values, ...OTHER_CHARTS, 'meshConfig')].reduce<Fields>(
    merged,
    {},
  );
  const meshConfig = merged(objectAt(values, 'meshConfig'), objectAt(spec, 'meshConfig'));
  const props = {
    ...(profile === 'demo' && { chartProfile: 'demo' }),
    ...(typeof spec.compatibilityVersion === 'string' && { compatibilityVersion: spec.compatibilityVersion }),
    ...(!isEmpty(meshConfig) && { istiod: { meshConfig } }),
    ...(!isEmpty(extra) && { extraIstiodValues: extra }),
  };
  if (!Object.hasOwn(GATEWAYS, profile) && !['minimal', 'empty'].includes(profile)) leftOut.push(['spec', 'profile']);
  statements.push(`const controlPlane = new ControlPlane(this, 'ControlPlane', ${literal(props, '    ')});`);

  const brought = GATEWAYS[profile] ?? { ingress: false, egress: false };
  for (const [field, className, name, wanted] of [
    ['ingressGateways', 'IngressGateway', 'istio-ingressgateway', brought.ingress],
    ['egressGateways', 'EgressGateway', 'istio-egressgateway', brought.egress],
  ] as const) {
    for (const gateway of gatewaysOf(spec, field, name, wanted, leftOut)) {
      imports.add(className);
      const id = gateway.name === name ? className : pascal(gateway.name);
      const own = {
        ...(gateway.name !== name && { name: gateway.name }),
        ...(gateway.namespace !== undefined && gateway.namespace !== namespace && { namespace: gateway.namespace }),
        ...gateway.props,
      };
      const text = literal(own, '    ');
      statements.push(
        `new ${className}(this, '${id}', ${text === '{}' ? '{ controlPlane }' : text.replace(/^\{(\s)/, (_, space) => (space === '\n' ? '{\n      controlPlane,\n' : '{ controlPlane, '))});`,
      );
    }
  }
  for (const key of ['installPackagePath', 'resourceSuffix', 'addonComponents'])
    if (spec[key] !== undefined) leftOut.push(['spec', key]);
  for (const [key, value] of Object.entries(objectAt(spec, 'components'))) {
    if (['pilot', 'base', 'ingressGateways', 'egressGateways'].includes(key)) continue;
    if (!isFields(value) || value.enabled !== false) leftOut.push(['spec', 'components', key]);
  }
  return { imports: [...imports], statements, leftOut, faults: faultsOf(spec) };
}

function pascal(name: string): string {
  return name.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

interface OperatorGateway {
  readonly name: string;
  readonly namespace?: string;
  readonly props: Fields;
}

/** The gateways of one edge: those of the profile, as the component list changes them. */
function gatewaysOf(
  spec: Fields,
  field: 'ingressGateways' | 'egressGateways',
  usual: string,
  wanted: boolean,
  leftOut: (readonly Segment[])[],
): readonly OperatorGateway[] {
  const list = objectAt(spec, 'components')[field];
  const gateways = new Map<string, OperatorGateway>(wanted ? [[usual, { name: usual, props: {} }]] : []);
  for (const [index, item] of (Array.isArray(list) ? list : []).entries()) {
    if (!isFields(item)) continue;
    const name = typeof item.name === 'string' ? item.name : usual;
    if (item.enabled === false) {
      gateways.delete(name);
      continue;
    }
    // A component that is not enabled here is so only where the profile enables it.
    if (item.enabled === undefined && !gateways.has(name)) continue;
    const k8s = objectAt(item, 'k8s');
    const service = objectAt(k8s, 'service');
    const scale = scaleOf(k8s);
    const props = {
      ...(typeof service.type === 'string' && { serviceType: service.type }),
      ...(Array.isArray(service.ports) && { ports: service.ports }),
      ...(isFields(k8s.resources) && { resources: k8s.resources }),
      ...(typeof k8s.replicaCount === 'number' && { replicas: k8s.replicaCount }),
      ...((isFields(item.label) || scale !== undefined) && {
        values: {
          ...(isFields(item.label) && { labels: item.label }),
          ...(scale !== undefined && { autoscaling: { enabled: true, ...scale } }),
        },
      }),
    };
    for (const key of Object.keys(
      without(k8s, ...(scale === undefined ? [] : ['hpaSpec']), 'resources', 'replicaCount', 'service'),
    )) {
      leftOut.push(['spec', 'components', field, index, 'k8s', key]);
    }
    for (const key of Object.keys(without(service, 'type', 'ports'))) {
      leftOut.push(['spec', 'components', field, index, 'k8s', 'service', key]);
    }
    const namespace = typeof item.namespace === 'string' ? { namespace: item.namespace } : {};
    gateways.set(name, { name, ...namespace, props });
  }
  return [...gateways.values()];
}
