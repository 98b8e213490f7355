import type { HeaderChanges } from './header-changes';
import type { ValueMatch } from './http-match';
import type { HttpRoute } from './http-route';

/** A name of a gRPC service or method: as it is, or by an expression (RE2, the whole name). */
export type GrpcName = string | { readonly regex: string };

/** What a gRPC call must be like: all of what is given here. */
export interface GrpcMatch {
  /** The service with its package, such as `shop.v1.Reviews`. */
  readonly service?: GrpcName;
  /** The method, such as `List`. */
  readonly method?: GrpcName;
  /** Headers, which gRPC calls metadata, by name; case does not matter. */
  readonly headers?: Readonly<Record<string, ValueMatch>>;
}

/** What happens to the gRPC calls that match. */
export interface GrpcRoute extends Pick<HttpRoute, 'to' | 'mirror' | 'fault' | 'retries' | 'timeout'> {
  /**
   * Shown in logs and metrics, and named in messages.
   * @default - none
   */
  readonly name?: string;
  /**
   * What a call must be like; of several, any.
   * @default - the route matches the calls that no other route matches
   */
  readonly match?: GrpcMatch | readonly GrpcMatch[];
  /** Headers to set, add or remove, on calls and their answers. */
  readonly headers?: HeaderChanges;
}
