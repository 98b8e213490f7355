import type { Duration } from '../duration';
import { checkGiven } from '../shapes/check';

/** Where a Service accepts telemetry. */
export interface TelemetryEndpoint {
  /** The host name of the Service, such as `jaeger-collector.istio-system.svc.cluster.local`, or of a ServiceEntry. */
  readonly service: string;
  /** The Service's port. */
  readonly port: number;
}

/** Properties of an OpenTelemetry provider of traces. */
export interface OpenTelemetryProps extends TelemetryEndpoint {
  /**
   * Sends over HTTP to this path, in the place of gRPC. Not in Istio 1.17.
   * @default - gRPC
   */
  readonly http?: { readonly path: string; readonly timeout?: Duration };
  /**
   * How many characters of a path a span keeps.
   * @default 256
   */
  readonly maxTagLength?: number;
}

/** Properties of a Zipkin provider of traces. */
export interface ZipkinProps extends TelemetryEndpoint {
  /**
   * Whether trace ids have 64 bits in the place of 128.
   * @default false
   */
  readonly enable64bitTraceId?: boolean;
  /**
   * How many characters of a path a span keeps.
   * @default 256
   */
  readonly maxTagLength?: number;
}

/** How a line of an access log is written: a text with Envoy's operators, or a JSON object of them. */
export type LogFormat = { readonly text: string } | { readonly labels: Readonly<Record<string, string>> };

/** Properties of a provider that writes access logs to a file. */
export interface FileLogProps {
  /**
   * @default /dev/stdout
   */
  readonly path?: string;
  /**
   * How a line is written.
   * @default - Istio's own text
   * @see https://www.envoyproxy.io/docs/envoy/latest/configuration/observability/access_log/usage#command-operators
   */
  readonly format?: LogFormat;
}

/** Properties of a provider that sends access logs to OpenTelemetry. */
export interface OpenTelemetryLogProps extends TelemetryEndpoint {
  /**
   * @default otel_envoy_accesslog
   */
  readonly logName?: string;
  /**
   * The body of a log record, and its attributes.
   * @default - Istio's own text, and none
   */
  readonly logFormat?: { readonly text?: string; readonly labels?: Readonly<Record<string, string>> };
}

/** An entry of `meshConfig.extensionProviders` that telemetry can name. */
export type TelemetryExtensionProvider = {
  /** What telemetry names it by. */
  readonly name: string;
  /** Traces by OpenTelemetry's protocol. */
  readonly opentelemetry?: TelemetryEndpoint & {
    readonly maxTagLength?: number;
    readonly http?: { readonly path: string; readonly timeout?: string };
  };
  /** Traces by Zipkin's protocol. */
  readonly zipkin?: ZipkinProps;
  /** Access logs in a file. */
  readonly envoyFileAccessLog?: { readonly path: string; readonly logFormat?: Readonly<Record<string, unknown>> };
  /** Access logs by OpenTelemetry's protocol. */
  readonly envoyOtelAls?: TelemetryEndpoint & {
    readonly logName?: string;
    readonly logFormat?: Readonly<Record<string, unknown>>;
  };
  /** Metrics for Prometheus. */
  readonly prometheus?: Readonly<Record<string, never>>;
};

/**
 * What telemetry is sent to. Never changes.
 *
 * The control plane must know it: pass `extensionProvider` to it. One that is there already is referred to by
 * `TelemetryProvider.fromName`.
 *
 * @example
 * const jaeger = TelemetryProvider.opentelemetry('jaeger', { service: 'jaeger-collector.istio-system.svc.cluster.local', port: 4317 });
 * new ControlPlane(this, 'ControlPlane', { extensionProviders: [jaeger.extensionProvider] });
 * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider
 */
export class TelemetryProvider {
  /** Istio's own Prometheus metrics, which every mesh has. */
  static readonly PROMETHEUS: TelemetryProvider = new TelemetryProvider('prometheus');
  /** Access logs on the standard output, which every mesh has. */
  static readonly ENVOY_LOG: TelemetryProvider = new TelemetryProvider('envoy');

  /** Sends traces by OpenTelemetry's protocol. */
  static opentelemetry(name: string, props: OpenTelemetryProps): DefinedTelemetryProvider {
    checkGiven('TelemetryProvider.opentelemetry', { name, props });
    const { http, ...rest } = props;
    const overHttp = http && { path: http.path, ...(http.timeout && { timeout: http.timeout.toString() }) };
    return defined({ name, opentelemetry: { ...endpoint(name, rest), ...(overHttp && { http: overHttp }) } });
  }

  /** Sends traces by Zipkin's protocol, which Jaeger accepts as well. */
  static zipkin(name: string, props: ZipkinProps): DefinedTelemetryProvider {
    checkGiven('TelemetryProvider.zipkin', { name, props });
    return defined({ name, zipkin: endpoint(name, props) });
  }

  /** Writes access logs to a file of the proxy. */
  static fileLog(name: string, props: FileLogProps = {}): DefinedTelemetryProvider {
    checkGiven('TelemetryProvider.fileLog', { name, props });
    const { path = '/dev/stdout', format } = props;
    return defined({ name, envoyFileAccessLog: { path, ...(format && { logFormat: { ...format } }) } });
  }

  /** Sends access logs by OpenTelemetry's protocol. */
  static opentelemetryLog(name: string, props: OpenTelemetryLogProps): DefinedTelemetryProvider {
    checkGiven('TelemetryProvider.opentelemetryLog', { name, props });
    return defined({ name, envoyOtelAls: endpoint(name, props) });
  }

  /** Refers to one that the mesh configuration has already. */
  static fromName(name: string): TelemetryProvider {
    checkGiven('TelemetryProvider.fromName', { name });
    return new TelemetryProvider(name);
  }

  /** @param name what telemetry names it by */
  private constructor(readonly name: string) {
    Object.freeze(this);
  }
}

/** A provider that the control plane is still to be configured with. */
export interface DefinedTelemetryProvider extends TelemetryProvider {
  /** What the control plane needs to know: an entry of `meshConfig.extensionProviders`. */
  readonly extensionProvider: TelemetryExtensionProvider;
}

function defined(extensionProvider: TelemetryExtensionProvider): DefinedTelemetryProvider {
  return Object.freeze({ name: extensionProvider.name, extensionProvider: Object.freeze(extensionProvider) });
}

function endpoint<Props extends TelemetryEndpoint>(name: string, props: Props): Props {
  if (!Number.isInteger(props.port) || props.port < 1 || props.port > 65_535) {
    throw new Error(
      `TelemetryProvider ${JSON.stringify(name)}: port: expected a port from 1 to 65535, got ${props.port}`,
    );
  }
  return props;
}
