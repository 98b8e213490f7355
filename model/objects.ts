import { put } from './multimap';
import { type KindName, kindName, type ModelObject } from './object';
import { isKnown, type Partly, type Value } from './value';

/** The objects of a mesh by kind, namespace and name. */
export class ModelObjects<Origin = unknown> implements Iterable<ModelObject<Origin>> {
  private readonly all: ModelObject<Origin>[] = [];
  private readonly byKind = new Map<KindName, Objects<Origin>>();

  constructor(objects: Iterable<ModelObject<Origin>> = []) {
    for (const object of objects) this.add(object);
  }

  /** How many objects there are. */
  get size(): number {
    return this.all.length;
  }

  [Symbol.iterator](): Iterator<ModelObject<Origin>> {
    return this.all[Symbol.iterator]();
  }

  /** Adds an object. Of two with one name, both count. */
  add(object: ModelObject<Origin>): void {
    this.all.push(object);
    const name = kindName(object.group, object.kind);
    const objects = this.byKind.get(name) ?? new Objects<Origin>();
    this.byKind.set(name, objects);
    objects.add(object);
  }

  /** The kinds of which there are objects. */
  kinds(): IterableIterator<KindName> {
    return this.byKind.keys();
  }

  /** The objects of a kind, in the order in which they were added. */
  of<Spec = Record<string, unknown>>(kind: KindName): readonly ModelObject<Origin, Fields<Spec>>[] {
    return (this.byKind.get(kind)?.list ?? []) as unknown as readonly ModelObject<Origin, Fields<Spec>>[];
  }

  /** The objects of a kind in a namespace. Those whose namespace is not known are not among them. */
  in<Spec = Record<string, unknown>>(kind: KindName, namespace: string): readonly ModelObject<Origin, Fields<Spec>>[] {
    return (this.byKind.get(kind)?.in(namespace) ?? []) as unknown as readonly ModelObject<Origin, Fields<Spec>>[];
  }

  /** The first object of a kind with a namespace and a name. */
  find<Spec = Record<string, unknown>>(
    kind: KindName,
    namespace: string | undefined,
    name: string,
  ): ModelObject<Origin, Fields<Spec>> | undefined {
    return this.byKind.get(kind)?.find(namespace, name) as ModelObject<Origin, Fields<Spec>> | undefined;
  }

  /** Whether an object of a kind may stand in a namespace whose name is not known. */
  hasUnknownNamespace(kind: KindName): boolean {
    return this.byKind.get(kind)?.hasUnknownNamespace ?? false;
  }
}

/** A spec of which any part may be a hole. */
type Fields<Spec> = { readonly [Key in keyof Spec]?: Partly<Spec[Key]> };

/** The objects of one kind. */
class Objects<Origin> {
  readonly list: ModelObject<Origin>[] = [];
  hasUnknownNamespace = false;
  private readonly byNamespace = new Map<string | undefined, ModelObject<Origin>[]>();
  private readonly byName = new Map<string, ModelObject<Origin>>();

  add(object: ModelObject<Origin>): void {
    this.list.push(object);
    const { namespace, name } = object.metadata;
    if (!isKnown(namespace)) {
      this.hasUnknownNamespace = true;
      return;
    }
    put(this.byNamespace, namespace, object);
    const key = keyOf(namespace, name);
    if (key !== undefined && !this.byName.has(key)) this.byName.set(key, object);
  }

  in(namespace: string): readonly ModelObject<Origin>[] {
    return this.byNamespace.get(namespace) ?? [];
  }

  find(namespace: string | undefined, name: string): ModelObject<Origin> | undefined {
    return this.byName.get(keyOf(namespace, name) ?? '');
  }
}

function keyOf(namespace: string | undefined, name: Value<string>): string | undefined {
  return isKnown(name) ? `${namespace ?? ''}/${name}` : undefined;
}
