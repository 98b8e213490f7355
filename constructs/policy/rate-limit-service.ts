import { createHash } from 'node:crypto';
import { Construct, type IConstruct } from 'constructs';
import { CustomResource } from '../delivery/custom-resource';
import { ResourceBundle } from '../delivery/resource-bundle';
import { InvalidPropsError } from '../invalid-props-error';
import { MeshContext } from '../mesh-context';
import { checkAtSynthesis } from '../place';
import { checkGiven, checkProps } from '../shapes/check';
import type { RateLimitDomain } from './rate-limit-configuration';

/** The rate limit service that proxies ask. */
export interface IRateLimitService {
  /** The host name of its Service. */
  readonly host: string;
  /** The port that accepts gRPC. */
  readonly port: number;
  /** Tells the service the limits of a domain; absent where somebody else does. */
  readonly setDomain?: (domain: RateLimitDomain, owner: IConstruct) => void;
}

/** A Redis that is there already. */
export interface RedisServer {
  /** Host and port. */
  readonly url: string;
  /**
   * The secret, in the service's namespace, that holds its password.
   * @default - it asks for none
   */
  readonly password?: { readonly secretName: string; readonly key: string };
  /**
   * Whether it speaks TLS.
   * @default false
   */
  readonly tls?: boolean;
}

/** Properties of {@link RateLimitService}. */
export interface RateLimitServiceProps {
  /**
   * The name of the Deployment and the Service; Redis' goes on with `-redis`, the ConfigMap's with `-config`.
   * @default ratelimit
   */
  readonly name?: string;
  /**
   * @default - the mesh context's
   */
  readonly namespace?: string;
  /**
   * How many pods; they share their counts in Redis.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * @default - the release of envoyproxy/ratelimit that Istio's own sample names
   */
  readonly image?: string;
  /**
   * Where the counts are kept.
   * @default - in a Redis of the service's own, one pod without a disk: its counts start again with it
   */
  readonly redis?: RedisServer;
  /**
   * The image of the service's own Redis.
   * @default - Redis 7.2 on Alpine Linux
   */
  readonly redisImage?: string;
  /**
   * @default warn
   */
  readonly logLevel?: 'debug' | 'info' | 'warn' | 'error';
  /** What must be in the cluster before. */
  readonly dependsOn?: readonly IConstruct[];
}

const IMAGE = 'docker.io/envoyproxy/ratelimit:30a4ce1a';
const REDIS_IMAGE = 'docker.io/redis:7.2.5-alpine';
const PORTS = { health: 8080, grpc: 8081, debug: 6070, redis: 6379 } as const;

/**
 * The service that counts requests for all proxies together: envoyproxy/ratelimit, and the Redis it keeps its counts in.
 * GlobalRateLimits tell it their limits; a change of them restarts its pods.
 *
 * Makes a Deployment, a Service and a ConfigMap and, unless Redis is there already, a Deployment and a Service for it.
 *
 * @see https://github.com/envoyproxy/ratelimit
 */
export class RateLimitService extends Construct implements IRateLimitService {
  /**
   * Refers to a rate limit service that somebody else owns, and tells the limits: those of GlobalRateLimits are in their
   * `configuration`.
   *
   * @param host the host name of its Service
   * @param port the port that accepts gRPC
   */
  static fromHost(host: string, port: number = PORTS.grpc): IRateLimitService {
    checkGiven('RateLimitService.fromHost', { host, port });
    return Object.freeze({ host, port });
  }

  /** The host name of its Service. */
  readonly host: string;
  /** The port that accepts gRPC. */
  readonly port = PORTS.grpc;
  /** The Deployment of the service. */
  readonly deployment: CustomResource;
  /** The Service in front of it. */
  readonly service: CustomResource;
  /** The limits, a file for each domain. */
  readonly configMap: CustomResource;
  /** Absent where Redis is there already. */
  readonly redis?: { readonly deployment: CustomResource; readonly service: CustomResource };
  private readonly domains = new Map<string, { readonly domain: RateLimitDomain; readonly owner: IConstruct }>();

  /**
   * @throws InvalidPropsError for numbers of pods that are none, and for a Redis without a port
   */
  constructor(scope: Construct, id: string, props: RateLimitServiceProps = {}) {
    checkProps(scope, id, 'RateLimitServiceProps', props);
    const { name = 'ratelimit', replicas = 1, redis } = props;
    const faults: string[] = [];
    if (!Number.isInteger(replicas) || replicas < 1)
      faults.push(`replicas: expected an integer of at least 1, got ${replicas}`);
    if (redis && /^[a-z]+:\/\//.test(redis.url)) faults.push(`redis.url: expected host:port, got "${redis.url}"`);
    if (redis && props.redisImage)
      faults.push('redisImage: expected none with redis, which is there already, got an image');
    InvalidPropsError.throwIfAny(scope, id, faults);
    super(scope, id);
    const context = MeshContext.of(this);
    const namespace = props.namespace ?? context.namespace;
    this.host = `${name}.${namespace}.svc.${context.clusterDomain}`;
    const place = this.deliveryPlace(name, namespace, context.delivery);
    const { dependsOn } = props;
    const metadata = (suffix = '') => ({ name: `${name}${suffix}`, namespace });

    const redisName = `${name}-redis`;
    if (redis === undefined) {
      this.redis = {
        deployment: new CustomResource(place, 'RedisDeployment', {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { ...metadata('-redis'), labels: { app: redisName } },
          spec: deploymentSpec(redisName, 1, {
            containers: [
              {
                name: 'redis',
                image: props.redisImage ?? REDIS_IMAGE,
                // Counts last as long as the longest unit: a disk would outlive their use.
                args: ['--save', '', '--appendonly', 'no'],
                ports: [{ name: 'tcp-redis', containerPort: PORTS.redis }],
                readinessProbe: { tcpSocket: { port: PORTS.redis } },
                resources: { requests: { cpu: '10m', memory: '32Mi' } },
                securityContext: RESTRICTED,
              },
            ],
          }),
          dependsOn,
        }),
        service: new CustomResource(place, 'RedisService', {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { ...metadata('-redis'), labels: { app: redisName } },
          spec: { selector: { app: redisName }, ports: [{ name: 'tcp-redis', port: PORTS.redis }] },
          dependsOn,
        }),
      };
    }
    this.configMap = new CustomResource(place, 'ConfigMap', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: metadata('-config'),
      fields: { data: {} },
      dependsOn,
    });
    this.service = new CustomResource(place, 'Service', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { ...metadata(), labels: { app: name } },
      spec: {
        selector: { app: name },
        ports: [
          { name: 'grpc', port: PORTS.grpc },
          { name: 'http-health', port: PORTS.health },
          { name: 'http-debug', port: PORTS.debug },
        ],
      },
      dependsOn,
    });
    this.deployment = new CustomResource(place, 'Deployment', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { ...metadata(), labels: { app: name } },
      spec: deploymentSpec(name, replicas, {
        containers: [
          {
            name: 'ratelimit',
            image: props.image ?? IMAGE,
            command: ['/bin/ratelimit'],
            env: environment(
              props,
              redis ?? { url: `${redisName}.${namespace}.svc.${context.clusterDomain}:${PORTS.redis}` },
            ),
            ports: [
              { name: 'grpc', containerPort: PORTS.grpc },
              { name: 'http-health', containerPort: PORTS.health },
              { name: 'http-debug', containerPort: PORTS.debug },
            ],
            readinessProbe: { httpGet: { path: '/healthcheck', port: PORTS.health } },
            resources: { requests: { cpu: '10m', memory: '32Mi' } },
            securityContext: RESTRICTED,
            volumeMounts: [{ name: 'config', mountPath: '/data/ratelimit/config', readOnly: true }],
          },
        ],
        volumes: [{ name: 'config', configMap: { name: `${name}-config` } }],
      }),
      dependsOn,
    });
    checkAtSynthesis(this, () =>
      this.domains.size > 0 ? [] : ['no GlobalRateLimit counts by this service: give it to one, or remove it'],
    );
  }

  /**
   * Tells the service the limits of a domain, in the place of those it had.
   *
   * @throws InvalidPropsError for a domain of another owner
   */
  setDomain(domain: RateLimitDomain, owner: IConstruct): void {
    const { owner: other } = this.domains.get(domain.domain) ?? {};
    if (other !== undefined && other !== owner) {
      throw new InvalidPropsError(owner.node.path, [
        `domain: duplicate "${domain.domain}", which is ${other.node.path}'s already: give one of them another`,
      ]);
    }
    this.domains.set(domain.domain, { domain, owner });
    // Loaded by those who have a rate limit service.
    const { stringify } = require('yaml') as typeof import('yaml');
    const entries = [...this.domains.values()].map((one) => [`${one.domain.domain}.yaml`, stringify(one.domain)]);
    const data = Object.fromEntries(entries.sort(([a = ''], [b = '']) => (a < b ? -1 : 1)));
    this.configMap.patch({ data });
    const checksum = createHash('sha256').update(JSON.stringify(data)).digest('hex').slice(0, 16);
    this.deployment.patch({ spec: { template: { metadata: { annotations: { 'checksum/config': checksum } } } } });
  }

  // What belongs together travels together, unless somebody above has decided already.
  private deliveryPlace(name: string, namespace: string, delivery: string): Construct {
    if (delivery !== 'release' || ResourceBundle.of(this) !== undefined) {
      return new Construct(this, 'Resource');
    }
    return new ResourceBundle(this, 'Resource', { namespace, releaseName: name });
  }
}

const RESTRICTED = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };

function deploymentSpec(app: string, replicas: number, pod: object): object {
  return {
    replicas,
    selector: { matchLabels: { app } },
    template: { metadata: { labels: { app } }, spec: pod },
  };
}

function environment(props: RateLimitServiceProps, redis: RedisServer): object[] {
  return [
    { name: 'LOG_LEVEL', value: props.logLevel ?? 'warn' },
    { name: 'REDIS_SOCKET_TYPE', value: 'tcp' },
    { name: 'REDIS_URL', value: redis.url },
    ...(redis.tls ? [{ name: 'REDIS_TLS', value: 'true' }] : []),
    ...(redis.password
      ? [
          {
            name: 'REDIS_AUTH',
            valueFrom: { secretKeyRef: { name: redis.password.secretName, key: redis.password.key } },
          },
        ]
      : []),
    { name: 'USE_STATSD', value: 'false' },
    { name: 'RUNTIME_ROOT', value: '/data' },
    { name: 'RUNTIME_SUBDIRECTORY', value: 'ratelimit' },
    // A mounted ConfigMap is a folder of links that begin with dots.
    { name: 'RUNTIME_IGNOREDOTFILES', value: 'true' },
    { name: 'RUNTIME_WATCH_ROOT', value: 'false' },
  ];
}
