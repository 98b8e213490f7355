import { KINDS } from '../kinds';
import type { ModelObjects } from '../objects';
import { fieldsOf, isHole, itemsOf } from '../value';
import { nameOf } from '../visibility/fields';

/** A reference from an object of one namespace to one of another. */
export interface Reference {
  readonly from: { readonly group: string; readonly kind: string; readonly namespace: string };
  readonly to: { readonly group: string; readonly kind: string; readonly namespace: string; readonly name: string };
}

/** Whether a ReferenceGrant in the target's namespace lets a reference in. A grant that cannot be read may. */
export function isGranted(objects: ModelObjects, { from, to }: Reference): boolean {
  return objects.of(KINDS.referenceGrant).some((grant) => {
    const { from: sources, to: targets } = grant.spec;
    if (isHole(grant.metadata.namespace)) return true;
    if (nameOf(grant).namespace !== to.namespace) return false;
    return (
      isHole(sources) ||
      isHole(targets) ||
      (itemsOf(sources).some((source) => fits(source, { ...from })) &&
        itemsOf(targets).some((target) => fits(target, { group: to.group, kind: to.kind, name: to.name })))
    );
  });
}

/** Whether what a grant names is meant: a name that it leaves out means all. */
function fits(written: unknown, wanted: Readonly<Record<string, string>>): boolean {
  const fields = fieldsOf(written);
  return Object.entries(wanted).every(([key, value]) => {
    const own = fields[key];
    return isHole(own) || own === value || (key === 'name' && (own === undefined || own === ''));
  });
}
