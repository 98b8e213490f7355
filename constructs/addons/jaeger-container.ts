/** What differs between the generations of Jaeger. */
export interface JaegerContainer {
  readonly podSpec: object;
  /** The port that Jaeger's own metrics are scraped from. */
  readonly metricsPort: number;
  /** Jaeger's configuration file; none where environment variables do. */
  readonly config?: string;
  /** Ports of the collector that the other generation lacks. */
  readonly collectorPorts: readonly object[];
}

const DATA = '/badger';
const CONFIGURATION = '/jaeger-configuration';

/** The pod that runs Jaeger: 1 is configured by environment variables, 2 by a file. */
export function jaegerContainer(generation: 1 | 2, image: string): JaegerContainer {
  return generation === 1 ? firstGeneration(image) : secondGeneration(image);
}

function firstGeneration(image: string): JaegerContainer {
  const probe = { httpGet: { path: '/', port: 14269 } };
  const env = {
    BADGER_EPHEMERAL: 'false',
    SPAN_STORAGE_TYPE: 'badger',
    BADGER_DIRECTORY_VALUE: `${DATA}/data`,
    BADGER_DIRECTORY_KEY: `${DATA}/key`,
    COLLECTOR_ZIPKIN_HOST_PORT: ':9411',
    MEMORY_MAX_TRACES: '50000',
    QUERY_BASE_PATH: '/jaeger',
  };
  return {
    metricsPort: 14269,
    collectorPorts: [],
    podSpec: {
      containers: [
        {
          name: 'jaeger',
          image,
          env: Object.entries(env).map(([name, value]) => ({ name, value })),
          livenessProbe: probe,
          readinessProbe: probe,
          volumeMounts: [{ name: 'data', mountPath: DATA }],
          resources: { requests: { cpu: '10m' } },
        },
      ],
      volumes: [{ name: 'data', emptyDir: {} }],
    },
  };
}

function secondGeneration(image: string): JaegerContainer {
  const probe = { httpGet: { path: '/status', port: 13133 } };
  return {
    metricsPort: 8888,
    collectorPorts: [
      { name: 'grpc-otel', port: 4317 },
      { name: 'http-otel', port: 4318 },
    ],
    config: JSON.stringify(configuration(), null, 2),
    podSpec: {
      containers: [
        {
          name: 'jaeger',
          image,
          args: ['--config', `${CONFIGURATION}/config.yaml`],
          livenessProbe: probe,
          readinessProbe: probe,
          volumeMounts: [
            { name: 'data', mountPath: DATA },
            { name: 'jaeger-configuration', mountPath: CONFIGURATION },
          ],
          resources: { requests: { cpu: '10m' } },
        },
      ],
      volumes: [
        { name: 'data', emptyDir: {} },
        { name: 'jaeger-configuration', configMap: { name: 'jaeger' } },
      ],
    },
  };
}

/**
 * Takes OTLP, Jaeger and Zipkin spans, keeps them in Badger below {@link DATA}, answers queries below `/jaeger`. JSON is
 * YAML, which Jaeger reads.
 *
 * @see https://www.jaegertracing.io/docs/2.14/deployment/configuration/
 */
function configuration(): object {
  const on = (port: number): object => ({ endpoint: `0.0.0.0:${port}` });
  return {
    service: {
      extensions: ['jaeger_storage', 'jaeger_query', 'remote_sampling', 'healthcheckv2', 'expvar', 'zpages'],
      pipelines: {
        traces: {
          receivers: ['otlp', 'jaeger', 'zipkin'],
          processors: ['batch'],
          exporters: ['jaeger_storage_exporter'],
        },
      },
      telemetry: {
        resource: { 'service.name': 'jaeger' },
        metrics: {
          level: 'detailed',
          readers: [{ pull: { exporter: { prometheus: { host: '0.0.0.0', port: 8888 } } } }],
        },
        logs: { level: 'info' },
      },
    },
    extensions: {
      jaeger_query: { base_path: '/jaeger', storage: { traces: 'badger_storage' } },
      jaeger_storage: {
        backends: {
          badger_storage: {
            badger: { ephemeral: false, directories: { keys: `${DATA}/key`, values: `${DATA}/data/` } },
          },
        },
      },
      remote_sampling: {
        file: { path: null, default_sampling_probability: 1, reload_interval: '1s' },
        http: on(5778),
        grpc: on(5779),
      },
      healthcheckv2: { use_v2: true, http: on(13133), grpc: null },
      expvar: on(27777),
      zpages: on(27778),
    },
    receivers: {
      otlp: { protocols: { grpc: on(4317), http: on(4318) } },
      jaeger: {
        protocols: { grpc: on(14250), thrift_http: on(14268), thrift_binary: on(6832), thrift_compact: on(6831) },
      },
      zipkin: on(9411),
    },
    processors: { batch: null },
    exporters: { jaeger_storage_exporter: { trace_storage: 'badger_storage' } },
  };
}
