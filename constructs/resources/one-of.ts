/** At most one of the fields of `T`. */
export type OneOf<T> = {
  [Chosen in keyof T]: { readonly [Field in Chosen]?: T[Field] } & {
    readonly [Other in Exclude<keyof T, Chosen>]?: never;
  };
}[keyof T];
