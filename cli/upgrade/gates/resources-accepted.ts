import { resourceKindOf } from '../../../constructs/resources/kinds';
import { inspectResource } from '../../../constructs/resources/validation/resource-faults';
import { isSilencedBy, SILENCE } from '../../../constructs/severity';
import type { Check, Finding } from '../../checks/check';
import { standingOf } from '../../checks/upgrade/standing';
import { type IstioObject, istioObjects } from '../istio-objects';
import { progressOf } from '../progress';

/** The code of a field that a later release is going to lack. An annotation says who keeps it, and why. */
const DEPRECATED = 'IST0002';

/** The resources in the cluster are ones that both releases accept with all their fields, as long as both are there. */
export const resourcesAccepted: Check = {
  title: 'both releases accept the resources in the cluster',
  group: 'Traffic',
  link: 'https://istio.io/latest/docs/ops/common-problems/validation/',
  async look(session) {
    const progress = progressOf(await standingOf(session));
    const [from, to] = [progress?.from.version, progress?.to.version];
    if (from === undefined || to === undefined) return { skipped: 'there is one revision only' };
    const objects = await istioObjects(session);
    return {
      note: `${objects.length} resources, ${from} and ${to}`,
      findings: objects.flatMap((object) => faultsOf(object, from, to)),
    };
  },
};

function faultsOf(
  { apiVersion = '', kind = '', metadata, spec }: IstioObject,
  from: string,
  to: string,
): readonly Finding[] {
  const resource = resourceKindOf(apiVersion, kind);
  if (resource === undefined) return [];
  const verdictOf = (istioVersion: string) =>
    inspectResource({ kind: resource, apiVersion, metadata, spec }, { istioVersion });
  const [before, after] = [verdictOf(from), verdictOf(to)];
  const name = `${kind} ${metadata.namespace}/${metadata.name}`;
  // What is wrong under either release is no matter of the upgrade.
  const lacking = (errors: typeof after.errors, others: typeof after.errors, version: string): readonly Finding[] =>
    errors
      .filter(({ path }) => !others.some((other) => other.path === path))
      .map(({ path, text }) => ({
        severity: 'bad',
        problem: `${name}: ${path}: Istio ${version} refuses or drops it: ${text}`,
        remedy: `change it to what both ${from} and ${to} accept`,
      }));
  return [
    ...lacking(after.errors, before.errors, to),
    ...lacking(before.errors, after.errors, from),
    ...(isSilencedBy(metadata.annotations ?? {}, DEPRECATED) ? [] : after.warnings)
      .filter(({ code }) => code === DEPRECATED)
      .map(
        ({ path, text, wanted }): Finding => ({
          severity: 'bad',
          problem: `${name}: ${DEPRECATED}: ${path}: ${text}`,
          remedy: `set ${wanted} instead, or keep it for a reason: annotate the resource with ${SILENCE}${DEPRECATED}`,
        }),
      ),
  ];
}
