import { Construct, type IConstruct } from 'constructs';
import { INJECT_LABEL } from '../../model/data-plane';
import { DEFAULT_CLUSTER_DOMAIN, serviceHost } from '../../model/hosts';
import type { ExtensionProvider } from '../charts/generated/mesh-config';
import { CustomResource } from '../delivery/custom-resource';
import { ResourceBundle } from '../delivery/resource-bundle';
import { MeshContext } from '../mesh-context';
import { Telemetry } from '../resources/telemetry/telemetry';
import { checkGiven, checkProps } from '../shapes/check';
import { has, istioRelease } from '../versions';
import { Endpoint } from './endpoint';
import { type JaegerContainer, jaegerContainer } from './jaeger-container';

/** Where traces are looked up: a {@link Jaeger} of this program, or one of somebody else's. */
export interface TraceStore {
  /** Where it is reached from inside the cluster. */
  readonly endpoint: Endpoint;
  /** Whether `endpoint` speaks Jaeger's gRPC rather than HTTP. */
  readonly speaksGrpc: boolean;
}

/** Workloads of a namespace: all of them, or those that carry the labels. A gateway is one such. */
export interface TracedWorkloads {
  readonly namespace: string;
  readonly selector?: Readonly<Record<string, string>>;
}

/** Properties of {@link Jaeger}. */
export interface JaegerProps {
  /**
   * The namespace to run in; it must exist.
   * @default - the mesh's root namespace
   */
  readonly namespace?: string;
  /**
   * The image, with its tag.
   * @default - the one of Istio's sample
   */
  readonly image?: string;
  /**
   * Whose traces come here, where the release sends none unasked: one Telemetry resource each.
   * @default - nobody's: see {@link Jaeger.trace}
   */
  readonly traces?: readonly TracedWorkloads[];
  /**
   * The extension provider that traces go through; the mesh configuration must have it.
   * @default jaeger
   */
  readonly provider?: string;
  /**
   * Constructs that must be in the cluster before.
   * @default - none
   */
  readonly dependsOn?: readonly IConstruct[];
}

const DEFAULT_PROVIDER = 'jaeger';

/**
 * Jaeger as in Istio's samples: one pod that takes, keeps and shows traces, and forgets on restart.
 *
 * @see https://istio.io/latest/docs/ops/integrations/jaeger/
 */
export class Jaeger extends Construct implements TraceStore {
  /**
   * A Jaeger that runs already; its query service, by HTTP. The mesh's traces are not redirected to it.
   *
   * @throws Error when it is no http(s) URL
   */
  static fromUrl(url: string): TraceStore {
    checkGiven('Jaeger.fromUrl', { url });
    return { endpoint: Endpoint.ofUrl(url), speaksGrpc: false };
  }

  /**
   * What the mesh configuration needs so that Telemetry resources can name a Jaeger of that namespace.
   *
   * @param clusterDomain the domain of the cluster's Services
   */
  static extensionProvider(
    namespace: string,
    name: string = DEFAULT_PROVIDER,
    clusterDomain: string = DEFAULT_CLUSTER_DOMAIN,
  ): ExtensionProvider {
    checkGiven('Jaeger.extensionProvider', { namespace, name, clusterDomain });
    return { name, opentelemetry: { service: serviceHost('jaeger-collector', namespace, clusterDomain), port: 4317 } };
  }

  /** The namespace it runs in. */
  readonly namespace: string;
  /** Where it is reached from inside the cluster. */
  readonly endpoint: Endpoint;
  /** Whether Kiali can ask it over gRPC. */
  readonly speaksGrpc = true;

  private readonly tracesByDefault: boolean;
  private readonly provider: string;

  constructor(scope: Construct, id: string, props: JaegerProps = {}) {
    checkProps(scope, id, 'JaegerProps', props);
    super(scope, id);
    const context = MeshContext.of(this);
    const { addons } = istioRelease(context.istioVersion);
    this.tracesByDefault = has(context.istioVersion, 'tracesByDefault');
    this.provider = props.provider ?? DEFAULT_PROVIDER;
    this.namespace = props.namespace ?? context.rootNamespace;
    const container = jaegerContainer(addons.jaeger.generation, props.image ?? addons.jaeger.image);
    const bundle = new ResourceBundle(this, 'Resource', {
      namespace: this.namespace,
      releaseName: 'jaeger',
      dependsOn: props.dependsOn,
    });
    this.addObjects(bundle, container);
    for (const workloads of props.traces ?? []) this.trace(bundle, `Trace ${nameOf(workloads)}`, workloads);
    this.endpoint = Endpoint.ofService({
      name: 'tracing',
      namespace: this.namespace,
      port: 16685,
      path: '/jaeger',
    });
  }

  /**
   * Makes workloads send their traces here, where the release does not do so unasked. For the root namespace without
   * labels that is the whole mesh, but then this is the one Telemetry resource that a mesh may have for all of it.
   */
  trace(scope: Construct, id: string, workloads: TracedWorkloads): Telemetry | undefined {
    if (this.tracesByDefault) return undefined;
    return new Telemetry(scope, id, {
      metadata: { name: nameOf(workloads), namespace: workloads.namespace },
      spec: {
        ...(workloads.selector && { selector: { matchLabels: { ...workloads.selector } } }),
        tracing: [{ providers: [{ name: this.provider }] }],
      },
    });
  }

  private addObjects(bundle: ResourceBundle, container: JaegerContainer): void {
    const labels = { app: 'jaeger' };
    const service = (id: string, name: string, ports: readonly object[], type?: string): void => {
      new CustomResource(bundle, id, {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name, namespace: this.namespace, labels: id === 'Zipkin' ? { name } : labels },
        spec: { ...(type && { type }), ports, selector: labels },
      });
    };

    if (container.config !== undefined) {
      new CustomResource(bundle, 'Configuration', {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'jaeger', namespace: this.namespace, labels },
        fields: { data: { 'config.yaml': container.config } },
      });
    }
    new CustomResource(bundle, 'Deployment', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'jaeger', namespace: this.namespace, labels },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: {
            labels: { ...labels, [INJECT_LABEL]: 'false' },
            annotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/port': `${container.metricsPort}` },
          },
          spec: container.podSpec,
        },
      },
    });
    service(
      'Tracing',
      'tracing',
      [
        { name: 'http-query', port: 80, protocol: 'TCP', targetPort: 16686 },
        { name: 'grpc-query', port: 16685, protocol: 'TCP', targetPort: 16685 },
      ],
      'ClusterIP',
    );
    // Jaeger takes Zipkin's spans, and proxies look for a Service of that name.
    service('Zipkin', 'zipkin', [{ name: 'http-query', port: 9411, targetPort: 9411 }]);
    service(
      'Collector',
      'jaeger-collector',
      [
        { name: 'jaeger-collector-http', port: 14268, targetPort: 14268, protocol: 'TCP', appProtocol: 'http' },
        { name: 'jaeger-collector-grpc', port: 14250, targetPort: 14250, protocol: 'TCP', appProtocol: 'grpc' },
        { name: 'http-zipkin', port: 9411, targetPort: 9411 },
        ...container.collectorPorts,
      ],
      'ClusterIP',
    );
  }
}

const nameOf = ({ selector }: TracedWorkloads): string => ['jaeger', ...Object.values(selector ?? {})].join('-');
