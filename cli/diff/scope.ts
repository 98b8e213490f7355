import { selectorOf } from '../../model/object';
import { fieldsOf } from '../../model/value';
import type { MeshView } from './mesh-view';
import type { ObjectPair } from './objects/object-pair';
import { type Sentence, say } from './sentence';
import { type Fields, fieldsAt, listAt, show, textAt } from './values';

/** Whom a policy holds for: the mesh, a namespace, or the workloads that it selects. */
export function scopeOf({ namespace }: Pick<ObjectPair, 'namespace'>, spec: Fields, mesh: MeshView): Sentence {
  if (mesh.isMeshWide(namespace, spec)) return say`the whole mesh`;
  const labels = fieldsOf(selectorOf(spec)) as Fields;
  const chosen = Object.entries(labels).map(([name, value]) => `${name}=${show(value)}`);
  if (chosen.length > 0) return say`workload ${chosen.join(', ')} in ${namespace ?? 'default'}`;
  const targets = [...listAt(spec, 'targetRefs'), ...(spec['targetRef'] ? [spec['targetRef']] : [])];
  if (targets.length > 0) {
    const names = targets.map(
      (target) => `${textAt(target, 'kind') ?? ''} ${show(fieldsAt({ target }, 'target')['name'])}`,
    );
    return say`${names.join(', ')} in ${namespace ?? 'default'}`;
  }
  return say`namespace ${namespace ?? 'default'}`;
}
