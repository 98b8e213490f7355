import type { KindName } from '../../model/object';
import type { MeshFacts } from './facts';
import type { Report } from './finding';
import type { ProgramMesh } from './program';

export { namespaceOf, type ProgramMesh, type ProgramObject, pathOf } from './program';

/** A check of one cluster's mesh. */
export interface Check {
  /** The kinds it looks at: without an object of any of them it has nothing to say. */
  readonly inputs: readonly KindName[];
  run(mesh: ProgramMesh, report: Report, facts: MeshFacts): void;
}
