import type { IConstruct } from 'constructs';
import type { Mesh } from '../../model/mesh';
import type { ModelObject } from '../../model/object';
import type { Partly } from '../../model/value';

/** A mesh whose objects lead back to the constructs of a program. */
export type ProgramMesh = Mesh<IConstruct>;

/** An object of a program. */
export type ProgramObject<Spec = Record<string, unknown>> = ModelObject<
  IConstruct,
  { readonly [Key in keyof Spec]?: Partly<Spec[Key]> }
>;

/** The namespace of an object, where it can be read. */
export function namespaceOf({ metadata: { namespace = 'default' } }: ModelObject): string | undefined {
  return typeof namespace === 'string' ? namespace : undefined;
}

/** The path of an object's construct. */
export function pathOf({ origin }: { readonly origin: IConstruct }): string {
  return origin.node.path;
}
