import { Construct, type IConstruct } from 'constructs';
import { warnOfRetiredHost } from '../charts/retired-hosts';
import { ProviderResource } from '../delivery/provider-resource';
import { ResourceBundle } from '../delivery/resource-bundle';
import { InvalidPropsError } from '../invalid-props-error';
import { MeshContext } from '../mesh-context';
import { DECLARES, type Declaration, type Declaring, gatewayDeclarations } from '../references/declarations';
import type { IGateway, IWorkload } from '../references/workload';
import { DestinationRule } from '../resources/networking/destination-rule';
import { Gateway } from '../resources/networking/gateway';
import { VirtualService } from '../resources/networking/virtual-service';
import { checkProps } from '../shapes/check';
import { boundName } from '../traffic/gateway-reference';
import type { HttpRoute } from '../traffic/http-route';
import { MeshService } from '../traffic/mesh-service';
import { type RoutesApi, RouteTable } from '../traffic/route-table';
import { Subset } from '../traffic/subset';
import { WeightedSplit } from '../traffic/weighted-split';
import { istioRelease } from '../versions';
import { ApplicationDeployment } from './application-deployment';

const NAME = 'helloworld';
const PORT = 5000;

/** A version of the application. */
export type HelloWorldVersion = 'v1' | 'v2';

const VERSIONS: readonly HelloWorldVersion[] = ['v1', 'v2'];

/** Properties of {@link HelloWorld}. */
export interface HelloWorldProps {
  /**
   * The namespace to run in; it must exist, and have its pods injected.
   * @default - the mesh context's
   */
  readonly namespace?: string;
  /**
   * The gateway through which `/hello` is reached: by Istio's API, the Gateway API or both, as the mesh context's `trafficApi` says.
   * @default - the application is reached from inside the mesh only
   */
  readonly ingress?: IGateway;
  /**
   * The versions that run side by side.
   * @default - v1 and v2
   */
  readonly versions?: readonly HelloWorldVersion[];
  /**
   * The share of the requests that each version gets through the ingress, in percent: whole numbers that make 100. Once given, keep it: `{ v1: 100 }`
   * is a step back.
   * @default - no rule: each pod gets as many as the others
   */
  readonly weights?: Readonly<Partial<Record<HelloWorldVersion, number>>>;
  /**
   * How many pods each version has.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * Constructs that must be in the cluster before: istiod, and what switches injection on. A pod that is started
   * earlier stays without a sidecar.
   * @default - none
   */
  readonly dependsOn?: readonly IConstruct[];
}

/**
 * Istio's sample application: one Service in front of two versions, which say at `/hello` who they are.
 *
 * @see https://github.com/istio/istio/tree/master/samples/helloworld
 */
export class HelloWorld extends Construct implements IWorkload, Declaring {
  /** What policies know it by: the label `app` of its pods. */
  readonly name = NAME;
  /** The namespace it runs in. */
  readonly namespace: string;
  /** The label that the pods of all its versions carry. */
  readonly selector = Object.freeze({ app: NAME });
  /** The name of its Service. */
  readonly serviceName = NAME;
  /** The port of its Service. */
  readonly port = PORT;
  /** The path that the ingress lets through. */
  readonly path = '/hello';
  private readonly ingress: IGateway | undefined;

  /** @throws InvalidPropsError where the weights do not make 100, or belong to a version that does not run */
  constructor(scope: Construct, id: string, props: HelloWorldProps = {}) {
    checkProps(scope, id, 'HelloWorldProps', props);
    InvalidPropsError.throwIfAny(scope, id, weightFaults(props));
    super(scope, id);
    const context = MeshContext.of(this);
    const provider = context.providers.kubernetes;
    warnOfRetiredHost(this, 'imageHub', context.imageHub);
    const { imageHub, helloWorld } = istioRelease(context.istioVersion);
    const { versions = VERSIONS, replicas = 1 } = props;
    this.namespace = props.namespace ?? context.namespace;

    const { dependsOn } = props;
    const service = new ProviderResource(this, 'Service', {
      type: 'kubernetes_service_v1',
      attributes: {
        metadata: { name: NAME, namespace: this.namespace, labels: { app: NAME, service: NAME } },
        spec: { selector: { app: NAME }, port: [{ name: 'http', port: PORT, target_port: `${PORT}` }] },
      },
      provider,
      dependsOn,
    });

    for (const version of versions) {
      new ApplicationDeployment(this, version, {
        name: `${NAME}-${version}`,
        namespace: this.namespace,
        labels: { app: NAME, version },
        container: NAME,
        image: `${context.imageHub ?? imageHub}/${helloWorld.images[version]}`,
        port: PORT,
        requests: { cpu: '100m' },
        replicas,
        provider,
        dependsOn,
      });
    }

    this.node.defaultChild = service;

    this.ingress = props.ingress;
    if (props.ingress) this.expose(props.ingress, service, versions, props.weights);
  }

  /** The gateway that it was given, which may be somebody else's. */
  *[DECLARES](): Iterable<Declaration> {
    if (this.ingress !== undefined) yield* gatewayDeclarations(this.ingress);
  }

  private expose(
    ingress: IGateway,
    service: IConstruct,
    versions: readonly HelloWorldVersion[],
    weights: HelloWorldProps['weights'],
  ): void {
    const bundle = new ResourceBundle(this, 'Routing', {
      namespace: this.namespace,
      releaseName: NAME,
      dependsOn: [service, ...(Construct.isConstruct(ingress) ? [ingress] : [])],
    });
    // Every version stays a subset, whatever its weight: a route must never lead to one that is not there yet.
    const subsets = weights === undefined ? [] : versions.map((version) => Subset.version(version));
    const split = subsets.map((subset) => [subset, weights?.[subset.name as HelloWorldVersion] ?? 0] as const);
    const route: HttpRoute = {
      match: { path: this.path },
      to: split.length === 0 ? undefined : WeightedSplit.of(...split),
    };
    const { trafficApi } = MeshContext.of(this);
    if (trafficApi !== 'istio') {
      // Loaded by programs that use that API.
      const { exposeByGatewayApi } = require('./gateway-api-routing') as typeof import('./gateway-api-routing');
      const rules = this.tableOf('gateway', ingress, route).renderRules();
      exposeByGatewayApi(bundle, { name: NAME, service: MeshService.of(this), ingress, subsets, rules });
    }
    if (trafficApi !== 'gateway') this.exposeByIstio(bundle, ingress, subsets, route);
  }

  private exposeByIstio(bundle: ResourceBundle, ingress: IGateway, subsets: readonly Subset[], route: HttpRoute): void {
    new Gateway(bundle, 'Gateway', {
      metadata: { name: `${NAME}-gateway` },
      spec: {
        selector: { ...ingress.selector },
        servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'] }],
      },
    });
    if (subsets.length > 0) {
      new DestinationRule(bundle, 'DestinationRule', {
        metadata: { name: NAME },
        spec: { host: NAME, subsets: subsets.map(({ name, labels }) => ({ name, labels })) },
      });
    }
    new VirtualService(bundle, 'VirtualService', {
      metadata: { name: NAME },
      spec: this.tableOf('istio', ingress, route).render(),
    });
  }

  private tableOf(api: RoutesApi, ingress: IGateway, route: HttpRoute): RouteTable {
    const { clusterDomain, istioVersion } = MeshContext.of(this);
    const service = MeshService.of(this);
    const table = new RouteTable({
      ...{ api, service, namespace: this.namespace, clusterDomain, istioVersion },
      gateways: [boundName(ingress, { api, service, namespace: this.namespace })],
      parents: [],
      hosts: ['*'],
      unmatched: 'not-found',
    });
    table.add(table.checkHttp(route, []));
    return table;
  }
}

function weightFaults({ versions = VERSIONS, weights, ingress }: HelloWorldProps): string[] {
  if (weights === undefined) return [];
  const given = Object.entries(weights) as [HelloWorldVersion, number][];
  const faults = given.flatMap(([version, weight]) => {
    if (!versions.includes(version)) return [`weights.${version}: expected one of ${versions.join(', ')}`];
    const isWhole = Number.isInteger(weight) && weight >= 0 && weight <= 100;
    return isWhole ? [] : [`weights.${version}: expected an integer from 0 to 100, got ${weight}`];
  });
  const total = given.reduce((sum, [, weight]) => sum + weight, 0);
  if (faults.length === 0 && total !== 100) faults.push(`weights: expected a total of 100, got ${total}`);
  if (ingress === undefined) faults.push('weights: requires ingress, whose requests they share');
  return faults;
}
