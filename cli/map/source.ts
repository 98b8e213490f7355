import type { Mesh, MeshSource } from '../../model/mesh';
import type { ModelObject } from '../../model/object';

/** What a map is made of, wherever it was read. */
export interface MapSource {
  readonly kind: 'synthesized' | 'live';
  readonly name: string;
  readonly mesh: MeshSource<MapOrigin>;
  readonly notes: readonly string[];
}

/** What leads back to an object or a release: one of its own for each. */
export interface MapOrigin {
  /** Absent for what runs in a cluster. */
  readonly declared?: { readonly stack: string; readonly constructPath: string; readonly address: string };
}

export type MapObject = ModelObject<MapOrigin>;
export type DrawnMesh = Mesh<MapOrigin>;
