import { type App, TerraformStack, Testing } from 'cdktf';
import type { Reported } from '../constructs/analysis/analyse';
import type { gatewayApi, networking } from '../constructs/resources';
import { has } from '../constructs/versions';
import { MeshAccess } from '../model/access/mesh-access';
import { chartVersion } from '../model/charts';
import { hostOfBackend } from '../model/gateway-api/backends';
import { completeHost, shorterNames } from '../model/hosts';
import { ROUTE_KINDS, type RouteKind } from '../model/kinds';
import { Mesh } from '../model/mesh';
import { readStacks } from '../model/read/stack-model';
import { readSynthesizedStack, type SynthesizedChart, type SynthesizedObject } from '../model/read/synthesized-stack';
import { writtenBackends, writtenDestinations } from '../model/routes/destinations';
import { MeshObjects } from './simulator/mesh-objects';
import type { Outcome } from './simulator/outcome';
import type { MeshRequest } from './simulator/request';
import { send } from './simulator/send';

/**
 * What can be asked about: an app, stacks, the text that cdktf's `Testing.synth` gives, the parsed content of a cdk.tf.json, or several
 * of them that go to one cluster.
 */
export type MeshInput = App | TerraformStack | string | object | readonly (TerraformStack | string | object)[];

/** A class of the Istio API, or the name of any kind. */
export type KindOf = string | { readonly kind: string };

/** A route of a VirtualService, or a rule of a route of the Gateway API, and where it stands. */
export interface FoundRoute {
  /** Where it is written. */
  readonly virtualService: { readonly name: string; readonly namespace: string };
  /** The kind of the object that it is written in; undefined for a VirtualService. */
  readonly kind?: 'HTTPRoute' | 'GRPCRoute' | 'TLSRoute' | 'TCPRoute';
  /** Which of the VirtualService's lists it stands in, and what a route of the Gateway API carries. */
  readonly protocol: 'http' | 'tls' | 'tcp';
  /** Its place among the routes of its protocol, from 0. */
  readonly index: number;
  /** The route as it is written. */
  readonly route: networking.HTTPRoute | networking.TLSRoute | networking.TCPRoute | GatewayApiRule;
}

/** A rule of a route of the Gateway API, as it is written. */
export type GatewayApiRule = NonNullable<
  (gatewayApi.HTTPRouteSpec | gatewayApi.GRPCRouteSpec | gatewayApi.TLSRouteSpec | gatewayApi.TCPRouteSpec)['rules']
>[number] & {
  /** Words of VirtualServices, which no such rule has. */
  readonly route?: undefined;
  readonly match?: undefined;
};

/** Which objects a question is about. */
export interface ObjectFilter {
  /** @default - any name */
  readonly name?: string;
  /** @default - any namespace */
  readonly namespace?: string;
}

/**
 * The objects that synthesized stacks bring to a cluster, whichever way they are delivered: in Helm releases, as manifests, or as typed
 * resources of the provider.
 *
 * @example
 * const mesh = SynthesizedMesh.of(stack);
 * mesh.send({ host: 'shop.example', path: '/checkout' });
 */
export class SynthesizedMesh {
  /**
   * Synthesizes what is not synthesized yet, and has the program of an app or a stack checked as `cdktf synth` does.
   *
   * @throws Error for what is neither a stack nor synthesized output, and with every error that the checks of the program find
   */
  static of(input: MeshInput | SynthesizedMesh): SynthesizedMesh {
    if (input instanceof SynthesizedMesh) return input;
    const findings = stacksIn(input).flatMap(checked);
    const errors = findings
      .filter(({ severity }) => severity === 'error')
      .map(({ at, line }) => `${at.node.path}: ${line}`);
    if (errors.length > 0)
      throw new Error(`the checks of the program find errors, which stop its synthesis:\n${errors.join('\n')}`);
    const stacks = contentsOf(input);
    const contents = stacks.map((content) => readSynthesizedStack(content));
    return new SynthesizedMesh(
      contents.flatMap(({ objects }) => objects),
      contents.flatMap(({ charts }) => charts),
      findings.map(({ at, severity, line }) => `${severity}: ${at.node.path}: ${line}`),
      stacks,
    );
  }

  private routing: MeshObjects | undefined;
  private mesh: Mesh | undefined;

  private constructor(
    /** The objects in the order of the stacks, each with its construct path. */
    readonly objects: readonly SynthesizedObject[],
    /** Helm releases of charts, whose objects are not in sight. */
    readonly charts: readonly SynthesizedChart[],
    /**
     * The warnings and infos of the checks of the whole program, a line each; none for synthesized output, which no checks can be run on.
     *
     * @see docs/checks.md for each code
     */
    readonly findings: readonly string[],
    private readonly stacks: readonly unknown[],
  ) {}

  /** All objects of a kind. */
  all(kind: KindOf, { name, namespace }: ObjectFilter = {}): readonly SynthesizedObject[] {
    const wanted = typeof kind === 'string' ? kind : kind.kind;
    return this.objects.filter(
      (object) =>
        object.kind === wanted &&
        (name === undefined || object.metadata.name === name) &&
        (namespace === undefined || object.metadata.namespace === namespace),
    );
  }

  /**
   * The one object of a kind and name.
   *
   * @throws Error where there is none or are several, naming those of the kind that are there
   */
  one(kind: KindOf, name: string, namespace?: string): SynthesizedObject {
    const found = this.all(kind, { name, ...(namespace === undefined ? {} : { namespace }) });
    const [object] = found;
    if (object && found.length === 1) return object;
    const wanted = typeof kind === 'string' ? kind : kind.kind;
    const there = this.all(kind).map(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`);
    throw new Error(
      `${wanted} ${namespace === undefined ? '' : `${namespace}/`}${name}: expected one, got ${found.length}; there is ${there.join(', ') || 'none'}`,
    );
  }

  /** The routes that lead to a service, by its full name or a shorter one that clients of their namespace call it by, in the order of their VirtualServices, and then of their routes of the Gateway API. */
  routesTo(host: string): readonly FoundRoute[] {
    const { clusterDomain } = this.model.config;
    return this.routes().filter(({ virtualService: { namespace }, kind, protocol, route }) => {
      const led =
        kind === undefined
          ? writtenDestinations({ spec: { [protocol]: [route] } }).map((to) => ({
              ...to,
              full: completeHost(`${to.host}`, namespace, clusterDomain),
            }))
          : writtenBackends({ spec: { rules: [route] } }).map((to) => ({
              ...to,
              full: hostOfBackend(to, namespace, clusterDomain),
            }));
      return led.some(
        ({ full, isMirror }) => !isMirror && [full, ...shorterNames(full, namespace, clusterDomain)].includes(host),
      );
    });
  }

  /** The routes of the VirtualServices and of the routes of the Gateway API with the given name, or for the given host. */
  routesOf(nameOrHost: string): readonly FoundRoute[] {
    const objects = this.all('VirtualService').filter(({ metadata, manifest }) => {
      const { hosts = [] } = (manifest['spec'] ?? {}) as networking.VirtualServiceSpec;
      return metadata.name === nameOrHost || hosts.includes(nameOrHost);
    });
    const others = ROUTE_KINDS.flatMap((kind) => this.all(kind)).filter(({ metadata, manifest }) => {
      const { hostnames = [] } = (manifest['spec'] ?? {}) as { readonly hostnames?: readonly string[] };
      return metadata.name === nameOrHost || hostnames.includes(nameOrHost);
    });
    return [...objects.flatMap(routesIn), ...others.flatMap(rulesIn)];
  }

  /**
   * What becomes of a request.
   *
   * @throws NotSimulatedError where it depends on what is not simulated, or is known after apply only
   * @throws Error for a request that makes no sense, and for a route with a regex that Istio would refuse
   */
  send(request: MeshRequest): Outcome {
    this.routing ??= new MeshObjects(this.model, settingsOf(this.model));
    return send(this.routing, request);
  }

  /** Who may call whom. */
  get access(): MeshAccess {
    return new MeshAccess(this.model);
  }

  private get model(): Mesh {
    this.mesh ??= new Mesh(readStacks(this.stacks));
    return this.mesh;
  }

  private routes(): FoundRoute[] {
    return [
      ...this.all('VirtualService').flatMap(routesIn),
      ...ROUTE_KINDS.flatMap((kind) => this.all(kind)).flatMap(rulesIn),
    ];
  }
}

/** {@link SynthesizedMesh.routesOf} in one call. */
export function routesOf(input: MeshInput | SynthesizedMesh, nameOrHost: string): readonly FoundRoute[] {
  return SynthesizedMesh.of(input).routesOf(nameOrHost);
}

function routesIn({ metadata, manifest }: SynthesizedObject): FoundRoute[] {
  const spec = (manifest['spec'] ?? {}) as networking.VirtualServiceSpec;
  const virtualService = { name: metadata.name, namespace: metadata.namespace ?? 'default' };
  return (['http', 'tls', 'tcp'] as const).flatMap((protocol) =>
    (spec[protocol] ?? []).map((route, index) => ({ virtualService, protocol, index, route })),
  );
}

function rulesIn({ kind: written, metadata, manifest }: SynthesizedObject): FoundRoute[] {
  const kind = written as RouteKind;
  const { rules = [] } = (manifest['spec'] ?? {}) as { readonly rules?: readonly GatewayApiRule[] };
  const virtualService = { name: metadata.name, namespace: metadata.namespace ?? 'default' };
  const protocol = kind === 'TLSRoute' ? 'tls' : kind === 'TCPRoute' ? 'tcp' : 'http';
  return rules.map((route, index) => ({ virtualService, kind, protocol, index, route }));
}

function contentsOf(input: Exclude<MeshInput, SynthesizedMesh>): unknown[] {
  if (Array.isArray(input)) return input.flatMap((each) => contentsOf(each));
  if (typeof input === 'string') return [parsed(input)];
  if (TerraformStack.isStack(input)) return [parsed(Testing.synth(input))];
  if (isApp(input)) {
    const stacks = input.node.findAll().filter(TerraformStack.isStack);
    return stacks.map((stack) => parsed(Testing.synth(stack)));
  }
  if (typeof input === 'object' && input !== null && ('resource' in input || '//' in input || 'terraform' in input))
    return [input];
  throw new Error('mesh: expected an app, a stack or synthesized output, got something else');
}

/** What the release of the control plane decides; the newest one where the stacks deploy none. */
function settingsOf({ controlPlane }: Mesh): { readonly excludesSidecarHosts?: boolean } {
  const version = controlPlane === undefined ? undefined : chartVersion(controlPlane);
  if (version === undefined) return {};
  return { excludesSidecarHosts: has(version, 'sidecarExcludedHosts') };
}

/** The stacks of a program, without what is synthesized already. */
function stacksIn(input: MeshInput): TerraformStack[] {
  if (Array.isArray(input)) return input.flatMap((each) => stacksIn(each));
  if (TerraformStack.isStack(input)) return [input];
  return isApp(input) ? input.node.findAll().filter(TerraformStack.isStack) : [];
}

/** What the checks report in a stack. */
function checked(stack: TerraformStack): readonly Reported[] {
  // Loaded here: synthesized output is read without them.
  const { reportedIn } = require('../constructs/analysis/analyse') as typeof import('../constructs/analysis/analyse');
  return [...reportedIn(stack)];
}

function isApp(input: unknown): input is App {
  const node = (input as { readonly node?: { readonly findAll?: unknown } } | null)?.node;
  return typeof node?.findAll === 'function';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`synthesized output: expected the text that Testing.synth gives: ${(error as Error).message}`);
  }
}
