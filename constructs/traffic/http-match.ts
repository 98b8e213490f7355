import type { GatewayReference } from './gateway-reference';

/** A text compared in one of three ways. */
export type StringMatch =
  | {
      /** The whole text. */
      readonly exact: string;
      readonly prefix?: undefined;
      readonly regex?: undefined;
    }
  | {
      /** The beginning of the text. */
      readonly prefix: string;
      readonly exact?: undefined;
      readonly regex?: undefined;
    }
  | {
      /** A regular expression (RE2) that the whole text must match. */
      readonly regex: string;
      readonly exact?: undefined;
      readonly prefix?: undefined;
    };

/** A text to match: as it is, or by `exact`, `prefix` or `regex` (RE2, the whole text). */
export type TextMatch = string | StringMatch;

/** What a header or query parameter must be: a text, or just there, or not there. */
export type ValueMatch = TextMatch | { readonly present: boolean };

/** What a request must be like: all of what is given here. */
export interface HttpMatch {
  /** The path, without the query. */
  readonly path?: TextMatch;
  /**
   * Whether `/Hello` is `/hello`, for `exact` and `prefix`.
   * @default false
   */
  readonly ignorePathCase?: boolean;
  /** The request's method. */
  readonly method?: TextMatch;
  /** By name; case does not matter. */
  readonly headers?: Readonly<Record<string, ValueMatch>>;
  /** By name, at most one: all cookies are one header, which is matched once. */
  readonly cookies?: Readonly<Record<string, ValueMatch>>;
  /** Parameters of the query, by name. */
  readonly queryParams?: Readonly<Record<string, ValueMatch>>;
  /** The host that the client requested, with the port where the client gave one. */
  readonly host?: TextMatch;
  /** The URI's scheme. */
  readonly scheme?: TextMatch;
  /** The port that the client requested. */
  readonly port?: number;
  /** Labels of the client's pod. Within the mesh only. */
  readonly sourceLabels?: Readonly<Record<string, string>>;
  /** The namespace of the client's pod. Within the mesh only. */
  readonly sourceNamespace?: string;
  /**
   * Where the match holds: some of the gateways that the traffic is bound to, or `mesh`.
   * @default - all of them
   */
  readonly gateways?: readonly (GatewayReference | 'mesh')[];
  /** @deprecated Use `path`. */
  readonly uri?: TextMatch;
  /** @deprecated Use `ignorePathCase`. */
  readonly ignoreUriCase?: boolean;
  /** @deprecated Use `host`. */
  readonly authority?: TextMatch;
}
