import type { MeshFacts } from './facts';
import type { Report } from './finding';
import type { ProgramMesh } from './program';

export { namespaceOf, type ProgramMesh, type ProgramObject, pathOf } from './program';

/** A check of one cluster's mesh. */
export type Check = (mesh: ProgramMesh, report: Report, facts: MeshFacts) => void;
