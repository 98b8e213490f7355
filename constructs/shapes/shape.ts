/** What a value must be for the constructs to work with it; short, because it is loaded with every program. */
export type Shape =
  /** Anything; a string, a number, true or false, a function, any object, a construct. */
  | '*'
  | 's'
  | 'n'
  | 'b'
  | 'f'
  | 'o'
  | 'construct'
  /** A list; an object whose values are alike; one of several; one of some texts; an object of a class, known by its members; by name. */
  | { readonly list: Shape }
  | { readonly map: Shape }
  | { readonly any: readonly Shape[] }
  | { readonly texts: readonly string[] }
  | { readonly instance: string; readonly members: readonly string[] }
  | { readonly ref: string }
  | { readonly fields: Fields };

/** The fields of an object; those that are required have a name that ends in `!`. */
export type Fields = Readonly<Record<string, Shape>>;
