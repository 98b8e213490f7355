import type { Labels } from './labels';
import { type Fields, fieldsOf, isFullyKnown, itemsOf, numberOf, textOf, type Value, valueAt } from './value';

/** The version of the chart that the package carries, which renders the objects it is given. */
export const MANIFESTS_CHART_VERSION = '1.0.0';

/** A release of a Helm chart whose objects only the chart knows. */
export interface ChartRelease<Origin = unknown> {
  /** The release's name. */
  readonly name: Value<string>;
  readonly namespace: Value<string>;
  /** The chart as Helm is told of it: a name, a path, a package, a reference. */
  readonly chart: string;
  readonly repository?: string;
  readonly version?: string;
  readonly values: Fields;
  readonly origin: Origin;
}

/** A port of a Service. */
export interface ServicePort {
  readonly port: Value<number>;
  readonly name?: Value<string>;
  readonly protocol?: Value<string>;
  readonly appProtocol?: Value<string>;
  /** The port that the pods listen on, or the name of one of their ports. */
  readonly targetPort?: Value<number | string>;
}

/** What a chart makes of its values, as far as meshes ask for it. */
export interface ChartContents {
  readonly services: readonly {
    readonly name: string;
    readonly ports: readonly ServicePort[];
    readonly selector: Labels;
  }[];
  readonly workloads: readonly {
    readonly kind: string;
    readonly name: string;
    readonly labels: Labels;
    readonly serviceAccount: string;
  }[];
  readonly configMaps: readonly string[];
  readonly secrets: readonly string[];
  /** Whether the chart makes no further pods, Services, accounts or Secrets. */
  readonly isComplete: boolean;
}

/** The charts of Istio itself. */
export const ISTIO_CHARTS: readonly string[] = ['base', 'istiod', 'gateway', 'cni', 'ztunnel'];

/** The name of a chart, wherever it comes from: a repository, a folder, a package in it (`istiod-1.30.3.tgz`), an OCI reference. */
export function chartName(chart: string): string {
  const last =
    chart
      .replace(/[/\\]+$/, '')
      .split(/[/\\]/)
      .at(-1) ?? '';
  const name = last
    .replace(/[@:].*$/, '')
    .replace(/\.tgz$|\.tar\.gz$/, '')
    .replace(/-v?\d+(?:\.\d+)*(?:[-+.].*)?$/, '');
  return name === 'istio-discovery' ? 'istiod' : name;
}

/** The version of a release's chart; that of a package in a folder is in its file name. Undefined where neither says it. */
export function chartVersion({ chart, version }: Pick<ChartRelease, 'chart' | 'version'>): string | undefined {
  return version ?? /-v?(\d+\.\d+[^/]*?)\.(?:tgz|tar\.gz)$/.exec(chart)?.[1];
}

type Maker = (release: { readonly name: string; readonly values: Fields }) => ChartContents;

const NOTHING: ChartContents = { services: [], workloads: [], configMaps: [], secrets: [], isComplete: true };

const at = (value: unknown, ...path: readonly string[]): unknown => valueAt(value, path);
const textAt = (value: unknown, ...path: readonly string[]): string | undefined => {
  const found = textOf(at(value, ...path));
  return found === '' ? undefined : found;
};
const tcp = (port: number, name: string, targetPort: number | string = port): ServicePort => ({
  port,
  name,
  targetPort,
});

/** What the gateway's Service has where the values name no ports. */
const GATEWAY_PORTS: readonly ServicePort[] = [tcp(15021, 'status-port'), tcp(80, 'http2'), tcp(443, 'https')];
const NETWORK_GATEWAY_PORTS: readonly ServicePort[] = [
  tcp(15021, 'status-port'),
  tcp(15443, 'tls'),
  tcp(15012, 'tls-istiod'),
  tcp(15017, 'tls-webhook'),
];

function gateway({ name: release, values }: { readonly name: string; readonly values: Fields }): ChartContents {
  const name = textAt(values, 'name') ?? release;
  const given = fieldsOf(at(values, 'labels')) as Labels;
  const labels = { app: name, istio: name.replace(/^istio-/, ''), ...given };
  const serviceAccount = textAt(values, 'serviceAccount', 'name') ?? name;
  const written = itemsOf(at(values, 'service', 'ports')) as readonly ServicePort[];
  const defaults = textAt(values, 'networkGateway') === undefined ? GATEWAY_PORTS : NETWORK_GATEWAY_PORTS;
  const hasService = textAt(values, 'service', 'type') !== 'None';
  return {
    ...NOTHING,
    services: hasService
      ? [{ name, ports: written.length > 0 ? written : defaults, selector: { app: labels.app, istio: labels.istio } }]
      : [],
    workloads: [{ kind: textAt(values, 'kind') ?? 'Deployment', name, labels, serviceAccount }],
  };
}

function istiod({ values }: { readonly name: string; readonly values: Fields }): ChartContents {
  const revision = textAt(values, 'revision');
  const suffix = revision === undefined || revision === 'default' ? '' : `-${revision}`;
  const name = `istiod${suffix}`;
  const labels = {
    app: 'istiod',
    istio: revision === undefined ? 'pilot' : `istiod-${revision}`,
    'istio.io/rev': revision ?? 'default',
  };
  const ports = [
    tcp(15010, 'grpc-xds'),
    tcp(15012, 'https-dns'),
    tcp(443, 'https-webhook', 15017),
    tcp(15014, 'http-monitoring'),
  ];
  const tags = itemsOf(at(values, 'revisionTags')).flatMap((tag) => textOf(tag) ?? []);
  const selector: Labels =
    revision === undefined ? { app: 'istiod', istio: 'pilot' } : { app: 'istiod', 'istio.io/rev': revision };
  return {
    ...NOTHING,
    services: [name, ...tags.map((tag) => `istiod-revision-tag-${tag}`)].map((service) => ({
      name: service,
      ports,
      selector,
    })),
    workloads: [{ kind: 'Deployment', name, labels, serviceAccount: name }],
    configMaps: [`istio${suffix}`, `istio-sidecar-injector${suffix}`, 'istio-ca-root-cert'],
    secrets: ['istio-ca-secret', 'cacerts'],
  };
}

const daemon = (name: string, labels: Labels): ChartContents => ({
  ...NOTHING,
  workloads: [{ kind: 'DaemonSet', name, labels, serviceAccount: name }],
});

/** A chart of a release `x` makes what is named `x`, or `x-chart` where its name does not stand in that of the release. */
function fullName(chart: string, release: string, values: Fields): string {
  const override = textAt(values, 'fullnameOverride');
  if (override !== undefined) return override;
  const name = textAt(values, 'nameOverride') ?? chart;
  return release.includes(name) ? release : `${release}-${name}`;
}

function addon(name: string, port: ServicePort, labels: Labels, more: readonly ServicePort[] = []): ChartContents {
  return {
    ...NOTHING,
    services: [{ name, ports: [port, ...more], selector: labels }],
    workloads: [{ kind: 'Deployment', name, labels, serviceAccount: name }],
    configMaps: [name],
    // Which of its parts are on is for the chart to say.
    isComplete: false,
  };
}

const MAKERS: Readonly<Record<string, Maker>> = {
  base: () => NOTHING,
  gateway,
  istiod,
  cni: () => daemon('istio-cni-node', { 'k8s-app': 'istio-cni-node' }),
  ztunnel: ({ values }) => {
    const name = textAt(values, 'resourceName') ?? 'ztunnel';
    return daemon(name, { app: name });
  },
  'kiali-server': ({ values }) => {
    const name = textAt(values, 'fullnameOverride') ?? textAt(values, 'deployment', 'instance_name') ?? 'kiali';
    const port = numberOf(at(values, 'server', 'port')) ?? 20001;
    return addon(name, tcp(port, 'http'), { 'app.kubernetes.io/name': 'kiali', 'app.kubernetes.io/instance': name }, [
      tcp(9090, 'http-metrics'),
    ]);
  },
  grafana: ({ name: release, values }) => {
    const name = fullName('grafana', release, values);
    const port = numberOf(at(values, 'service', 'port')) ?? 80;
    return addon(name, tcp(port, textAt(values, 'service', 'portName') ?? 'service', 3000), {
      'app.kubernetes.io/name': 'grafana',
      'app.kubernetes.io/instance': release,
    });
  },
  prometheus: ({ name: release, values }) => {
    const full = fullName('prometheus', release, values);
    const name =
      textAt(values, 'server', 'fullnameOverride') ?? `${full}-${textAt(values, 'server', 'name') ?? 'server'}`;
    const port = numberOf(at(values, 'server', 'service', 'servicePort')) ?? 80;
    return addon(name, tcp(port, 'http', 9090), {
      'app.kubernetes.io/component': 'server',
      'app.kubernetes.io/name': 'prometheus',
      'app.kubernetes.io/instance': release,
    });
  },
};

/** The charts whose contents are known. */
export const KNOWN_CHARTS: readonly string[] = Object.keys(MAKERS);

/** What a release makes; undefined where its chart is not known, or the values that decide are not. */
export function contentsOf(release: ChartRelease): ChartContents | undefined {
  const maker = MAKERS[chartName(release.chart)];
  const name = textOf(release.name);
  if (maker === undefined || name === undefined) return undefined;
  const contents = maker({ name, values: release.values });
  return isFullyKnown(contents.workloads) ? contents : undefined;
}
