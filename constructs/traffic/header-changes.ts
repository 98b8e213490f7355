/** Headers to set, add and remove, in that order. */
export interface HeaderOperations {
  /** Headers that get this value, whatever they had. */
  readonly set?: Readonly<Record<string, string>>;
  /** Values that headers get in addition. */
  readonly add?: Readonly<Record<string, string>>;
  /** Headers that are removed. */
  readonly remove?: readonly string[];
}

/** Headers to change, on requests and responses. */
export interface HeaderChanges {
  /** Changes to the request, before it is sent to the service. */
  readonly request?: HeaderOperations;
  /** Changes to the response, before it is sent to the client. */
  readonly response?: HeaderOperations;
}
