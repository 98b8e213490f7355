import type { KindName } from '../../../model/object';
import { RESOURCE_KINDS, type ResourceKind } from '../../resources/generated/kinds';
import type { Check } from '../check';
import { isCode } from '../codes';
import { istiodsWarningsOf, warningsOf } from '../own-warnings';

const KINDS_BY_NAME = new Map<KindName, ResourceKind>(
  Object.entries(RESOURCE_KINDS).map(([resource, { group, kind }]) => [`${group}/${kind}`, resource as ResourceKind]),
);

/** What istiod warns of in objects that are written as they are, and so do not say it by themselves. */
export const istiodsWarnings: Check = (mesh, report) => {
  for (const [name, kind] of KINDS_BY_NAME) {
    for (const object of mesh.objects.of(name)) {
      const { origin } = object;
      if (warningsOf(origin) !== undefined) continue;
      for (const { code, path, text } of istiodsWarningsOf(kind, object)) {
        // What comes of the order of routes is said with the rest of it.
        if (isCode(code) && code !== 'IST0130' && code !== 'IST0131') report({ code, at: origin, path, text });
      }
    }
  }
};
