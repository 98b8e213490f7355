import { resourceKindOf, servedVersions } from '../../constructs/resources/kinds';
import { isIstioVersion } from '../../constructs/versions';
import type { KubernetesObject } from '../cluster/api';
import type { Session } from '../session/session';
import { DELETE_DEFINITIONS } from '../terraform/remedies';
import type { Check, Finding } from './check';
import { chartsNamed } from './istio-charts';

interface Definition extends KubernetesObject {
  readonly spec: { readonly group: string; readonly names: { readonly kind: string } };
  readonly status?: { readonly storedVersions?: readonly string[] };
}

const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** Kubernetes refuses a definition without the versions that objects are stored in: Istio's do not go back to an older release's. */
async function ofNewerRelease(
  session: Session,
  found: readonly KubernetesObject[],
  version: string | undefined,
): Promise<Finding | undefined> {
  if (version === undefined || !isIstioVersion(version)) return undefined;
  const definitions = await Promise.all(
    found.map(({ metadata }) => session.api.find<Definition>(`${DEFINITIONS}/${metadata.name}`)),
  );
  const newer = definitions.flatMap((definition) => {
    const kind = resourceKindOf(`${definition?.spec.group}/`, definition?.spec.names.kind ?? '');
    const known = kind === undefined ? [] : servedVersions(kind, version);
    const stored = definition?.status?.storedVersions ?? [];
    return known.length === 0 ? [] : stored.filter((one) => !known.includes(one)).map((one) => ({ definition, one }));
  });
  const [first] = newer;
  if (first === undefined) return undefined;
  const more = newer.length > 1 ? `, and ${newer.length - 1} more` : '';
  return {
    severity: 'bad',
    problem: `a newer Istio was here: ${first.definition?.metadata.name} stores ${first.one}, which ${version} has not${more}`,
    remedy: `deploy that release again, or delete the definitions with all their resources: ${DELETE_DEFINITIONS}`,
  };
}

/** CustomResourceDefinitions that an earlier Istio left behind are ones that the base chart takes over. */
export const definitionsAdoptable: Check = {
  title: 'left-over definitions of Istio can be taken over',
  group: 'Earlier deploys',
  link: 'https://istio.io/latest/docs/setup/upgrade/helm/',
  async look(session) {
    const [content, all] = await Promise.all([
      session.content(),
      session.api.list<KubernetesObject>(DEFINITIONS, {}, { metadataOnly: true }),
    ]);
    const definitions = all.filter(({ metadata }) => metadata.name.endsWith('.istio.io'));
    const [base] = chartsNamed(content, 'base');
    if (definitions.length === 0) return { note: 'there are none' };
    if (!base) return { skipped: 'the stacks deploy no base chart' };
    const newer = await ofNewerRelease(session, definitions, base.version);
    if (newer) return { findings: [newer] };
    const stack = content.stacks.find(({ name }) => name === base.stack);
    const resources = stack?.content['resource'] as
      | Record<string, Record<string, { take_ownership?: boolean }>>
      | undefined;
    const [type = '', id = ''] = base.address.split('.');
    if (resources?.[type]?.[id]?.take_ownership)
      return { note: `${definitions.length}, and release ${base.name} adopts them` };
    const foreign = definitions.filter(({ metadata }) => {
      const { 'meta.helm.sh/release-name': name, 'meta.helm.sh/release-namespace': namespace } =
        metadata.annotations ?? {};
      return name !== base.name || namespace !== base.namespace;
    });
    return {
      note: `${definitions.length} of release ${base.namespace}/${base.name}`,
      findings:
        foreign.length === 0
          ? []
          : [
              {
                severity: 'bad',
                problem: `${foreign.length} definitions belong to another release or to none (${foreign[0]?.metadata.name} …): the base chart cannot import them`,
                remedy: `set takeOwnership on the base chart, or delete them with all their resources: ${DELETE_DEFINITIONS}`,
              },
            ],
    };
  },
};
