import type { MeshView } from './mesh-view';
import type { ObjectPair } from './objects/object-pair';
import type { Risk } from './risks';
import type { Sentence } from './sentence';

/** Something a rule has to say about a change. */
export interface Remark {
  readonly sentence: Sentence;
  readonly risks?: readonly Risk[];
  /** Paths of fields this explains, as `spec.http[].route`; what no rule explains is listed field by field. */
  readonly explains?: readonly string[];
  /** Paths it is about: it is left away where earlier remarks explain all of them. @default - it is always given */
  readonly about?: readonly string[];
}

/** A rule turns what changes in one object into words. A file of `rules/` is one rule. */
export interface Rule {
  /** The name under which reports give its remarks. */
  readonly id: string;
  /** One line for the documentation: what it tells. */
  readonly about: string;
  /** The kinds it looks at. @default - all kinds */
  readonly kinds?: readonly string[];
  readonly explain: (pair: ObjectPair, mesh: MeshView) => Iterable<Remark>;
}
