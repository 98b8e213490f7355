import { createHash } from 'node:crypto';
import { Construct, type IConstruct } from 'constructs';
import { serviceHost } from '../../model/hosts';
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
    const { clusterDomain, delivery, namespace: around } = MeshContext.of(this);
    const namespace = props.namespace ?? around;
    this.host = serviceHost(name, namespace, clusterDomain);
    const place = this.deliveryPlace(name, namespace, delivery);
    const parts = new ServiceParts(place, name, namespace, props);
    if (redis === undefined) this.redis = parts.redis();
    this.configMap = parts.configMap();
    this.service = parts.service();
    this.deployment = parts.deployment(
      replicas,
      redis ?? { url: `${serviceHost(`${name}-redis`, namespace, clusterDomain)}:${PORTS.redis}` },
    );
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

/** The objects that the service is made of. */
class ServiceParts {
  constructor(
    private readonly place: Construct,
    private readonly name: string,
    private readonly namespace: string,
    private readonly props: RateLimitServiceProps,
  ) {}

  redis(): { readonly deployment: CustomResource; readonly service: CustomResource } {
    const { redisImage } = this.props;
    const container = {
      name: 'redis',
      image: redisImage ?? REDIS_IMAGE,
      // Counts last as long as the longest unit: a disk would outlive their use. Without a password only the official image answers others.
      args: ['--save', '', '--appendonly', 'no', ...(redisImage === undefined ? [] : ['--protected-mode', 'no'])],
      ports: [{ name: 'tcp-redis', containerPort: PORTS.redis }],
      readinessProbe: { tcpSocket: { port: PORTS.redis } },
      ...MODEST,
    };
    const app = `${this.name}-redis`;
    return {
      deployment: this.deploymentOf('RedisDeployment', app, 1, { containers: [container] }),
      service: this.serviceOf('RedisService', app, [{ name: 'tcp-redis', port: PORTS.redis }]),
    };
  }

  configMap(): CustomResource {
    return new CustomResource(this.place, 'ConfigMap', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: `${this.name}-config`, namespace: this.namespace },
      fields: { data: {} },
      dependsOn: this.props.dependsOn,
    });
  }

  service(): CustomResource {
    return this.serviceOf(
      'Service',
      this.name,
      NAMED_PORTS.map(([name, port]) => ({ name, port })),
    );
  }

  deployment(replicas: number, redis: RedisServer): CustomResource {
    const container = {
      name: 'ratelimit',
      image: this.props.image ?? IMAGE,
      command: ['/bin/ratelimit'],
      env: environment(this.props, redis),
      ports: NAMED_PORTS.map(([name, containerPort]) => ({ name, containerPort })),
      readinessProbe: { httpGet: { path: '/healthcheck', port: PORTS.health } },
      ...MODEST,
      volumeMounts: [{ name: 'config', mountPath: '/data/ratelimit/config', readOnly: true }],
    };
    return this.deploymentOf('Deployment', this.name, replicas, {
      containers: [container],
      volumes: [{ name: 'config', configMap: { name: `${this.name}-config` } }],
    });
  }

  private deploymentOf(id: string, app: string, replicas: number, pod: object): CustomResource {
    return new CustomResource(this.place, id, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: app, namespace: this.namespace, labels: { app } },
      spec: {
        replicas,
        selector: { matchLabels: { app } },
        template: { metadata: { labels: { app } }, spec: pod },
      },
      dependsOn: this.props.dependsOn,
    });
  }

  private serviceOf(id: string, app: string, ports: readonly object[]): CustomResource {
    return new CustomResource(this.place, id, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: app, namespace: this.namespace, labels: { app } },
      spec: { selector: { app }, ports },
      dependsOn: this.props.dependsOn,
    });
  }
}

const NAMED_PORTS = [
  ['grpc', PORTS.grpc],
  ['http-health', PORTS.health],
  ['http-debug', PORTS.debug],
] as const;

const MODEST = {
  resources: { requests: { cpu: '10m', memory: '32Mi' } },
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
};

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
