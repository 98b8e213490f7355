import { type Duration, durationFaults } from '../duration';
import { checkGiven } from '../shapes/check';

/** What HTTP and gRPC authorizers have in common. */
interface AuthorizerProps {
  /** The host name of the authorizer's Service, such as `authorizer.security.svc.cluster.local`, or of a ServiceEntry. */
  readonly service: string;
  /** The Service's port. */
  readonly port: number;
  /**
   * How long a request may wait for the verdict.
   * @default - 600 seconds
   */
  readonly timeout?: Duration;
  /**
   * Whether requests pass while the authorizer cannot be asked.
   * @default false
   */
  readonly failOpen?: boolean;
  /**
   * The HTTP status of requests that are refused because the authorizer cannot be asked.
   * @default 403
   */
  readonly statusOnError?: number;
  /**
   * How much of a request's body the authorizer sees.
   * @default - nothing
   */
  readonly includeRequestBodyInCheck?: {
    /** Bytes; larger requests are refused with 413, unless partial ones are allowed. */
    readonly maxRequestBytes: number;
    readonly allowPartialMessage?: boolean;
    readonly packAsBytes?: boolean;
  };
}

/** How an authorizer is asked over HTTP: 200 allows, anything else denies. */
export interface HttpAuthorizerProps extends AuthorizerProps {
  /**
   * What is put before the path of each request when the authorizer is asked.
   * @default - nothing
   */
  readonly pathPrefix?: string;
  /**
   * Headers of the request that the authorizer sees, besides Host, Method, Path, Content-Length and Authorization. `*` at
   * either end for any beginning or end.
   * @default - no further ones
   */
  readonly includeRequestHeadersInCheck?: readonly string[];
  /**
   * Headers that the authorizer sees in addition.
   * @default - none
   */
  readonly includeAdditionalHeadersInCheck?: Readonly<Record<string, string>>;
  /**
   * Headers of the verdict that an allowed request carries on to the workload.
   * @default - none
   */
  readonly headersToUpstreamOnAllow?: readonly string[];
  /**
   * Headers of the verdict that an allowed client gets to see.
   * @default - none
   */
  readonly headersToDownstreamOnAllow?: readonly string[];
  /**
   * Headers of the verdict that a denied client gets to see.
   * @default - all, if the list is empty
   */
  readonly headersToDownstreamOnDeny?: readonly string[];
}

/** How an authorizer is asked over gRPC, by Envoy's `envoy.service.auth.v3.Authorization`. */
export type GrpcAuthorizerProps = AuthorizerProps;

/** An entry of `meshConfig.extensionProviders` that authorization policies can name. */
export type AuthorizerProvider = {
  /** What authorization policies name it by. */
  readonly name: string;
  /** How it is asked over HTTP. */
  readonly envoyExtAuthzHttp?: Settings;
  /** How it is asked over gRPC. */
  readonly envoyExtAuthzGrpc?: Settings;
};

type Settings = Omit<HttpAuthorizerProps, 'timeout' | 'statusOnError'> & {
  readonly timeout?: string;
  readonly statusOnError?: string;
};

/**
 * A service outside the proxy that decides about requests. Never changes.
 *
 * The control plane must know it: pass `extensionProvider` to it. One that is there already is referred to by
 * `ExternalAuthorizer.fromName`.
 *
 * @example
 * const authorizer = ExternalAuthorizer.grpc('opa', { service: 'opa.security.svc.cluster.local', port: 9191 });
 * new ControlPlane(this, 'ControlPlane', { extensionProviders: [authorizer.extensionProvider] });
 * @see https://istio.io/latest/docs/tasks/security/authorization/authz-custom/
 */
export class ExternalAuthorizer {
  /** Asks over HTTP. */
  static http(name: string, props: HttpAuthorizerProps): DefinedAuthorizer {
    checkGiven('ExternalAuthorizer.http', { name, props });
    return defined({ name, envoyExtAuthzHttp: settings(name, props) });
  }

  /** Asks over gRPC. */
  static grpc(name: string, props: GrpcAuthorizerProps): DefinedAuthorizer {
    checkGiven('ExternalAuthorizer.grpc', { name, props });
    return defined({ name, envoyExtAuthzGrpc: settings(name, props) });
  }

  /** Refers to one that the mesh configuration has already. */
  static fromName(name: string): ExternalAuthorizer {
    checkGiven('ExternalAuthorizer.fromName', { name });
    return new ExternalAuthorizer(name);
  }

  /** @param name what authorization policies name it by */
  private constructor(readonly name: string) {
    Object.freeze(this);
  }
}

/** An authorizer that the control plane is still to be configured with. */
export interface DefinedAuthorizer extends ExternalAuthorizer {
  /** What the control plane needs to know: an entry of `meshConfig.extensionProviders`. */
  readonly extensionProvider: AuthorizerProvider;
}

function defined(extensionProvider: AuthorizerProvider): DefinedAuthorizer {
  return Object.freeze({ name: extensionProvider.name, extensionProvider: Object.freeze(extensionProvider) });
}

function settings(name: string, { timeout, statusOnError, ...rest }: HttpAuthorizerProps): Settings {
  const faults = durationFaults('timeout', timeout);
  if (!Number.isInteger(rest.port) || rest.port < 1 || rest.port > 65_535)
    faults.push(`port: expected a port from 1 to 65535, got ${rest.port}`);
  if (statusOnError !== undefined && !(Number.isInteger(statusOnError) && statusOnError >= 200 && statusOnError < 600))
    faults.push(`statusOnError: expected an HTTP status from 200 to 599, got ${statusOnError}`);
  if (faults.length > 0)
    throw new Error(faults.map((fault) => `ExternalAuthorizer ${JSON.stringify(name)}: ${fault}`).join('\n'));
  return {
    ...rest,
    ...(timeout && { timeout: timeout.toString() }),
    ...(statusOnError !== undefined && { statusOnError: String(statusOnError) }),
  };
}
