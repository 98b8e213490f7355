import { chartName } from '../../model/charts';
import type { Check } from './check';

interface Permission {
  readonly group: string;
  readonly resource: string;
  /** Absent for what belongs to the whole cluster. */
  readonly namespace?: string;
}

/** What Istio's charts and the addons' create beyond what the stacks say. */
const OF_CHARTS: readonly (readonly [group: string, resource: string, namespaced: boolean])[] = [
  ['', 'configmaps', true],
  ['', 'secrets', true],
  ['', 'serviceaccounts', true],
  ['', 'services', true],
  ['apps', 'deployments', true],
  ['policy', 'poddisruptionbudgets', true],
  ['rbac.authorization.k8s.io', 'roles', true],
  ['rbac.authorization.k8s.io', 'rolebindings', true],
  ['rbac.authorization.k8s.io', 'clusterroles', false],
  ['rbac.authorization.k8s.io', 'clusterrolebindings', false],
  ['apiextensions.k8s.io', 'customresourcedefinitions', false],
  ['admissionregistration.k8s.io', 'validatingwebhookconfigurations', false],
  ['admissionregistration.k8s.io', 'mutatingwebhookconfigurations', false],
];

const VERBS = ['create', 'patch', 'delete'];

/** The user may do what a deploy and a destroy do, for every kind in the stacks. */
export const permissionsSuffice: Check = {
  title: 'the user may create, change and delete what the stacks hold',
  group: 'Cluster',
  link: 'https://kubernetes.io/docs/reference/access-authn-authz/authorization/',
  async look(session) {
    if (await allowed({ group: '*', resource: '*' }, '*')) return { note: 'everything is allowed' };
    const { charts, objects } = await session.content();
    const wanted = new Map<string, Permission>();
    const want = (permission: Permission) => wanted.set(JSON.stringify(permission), permission);
    for (const chart of charts) {
      for (const [group, resource, namespaced] of OF_CHARTS) {
        if (
          !namespaced &&
          !['base', 'istiod', 'prometheus', 'kiali-server', 'grafana'].includes(chartName(chart.chart))
        )
          continue;
        want({ group, resource, ...(namespaced ? { namespace: chart.namespace } : {}) });
      }
    }
    for (const object of objects) {
      const group = object.apiVersion.includes('/') ? (object.apiVersion.split('/')[0] ?? '') : '';
      const resource = await session.api.resource(object.apiVersion, object.kind);
      const namespaced = resource?.namespaced ?? object.metadata.namespace !== undefined;
      // A kind whose definition a chart brings is asked for by the name that its plural will have.
      const name = resource?.name ?? `${object.kind.toLowerCase().replace(/y$/, 'ie')}s`;
      want({ group, resource: name, ...(namespaced ? { namespace: object.metadata.namespace ?? 'default' } : {}) });
      if (object.release) want({ group: '', resource: 'secrets', namespace: object.release.namespace });
    }
    const inAllNamespaces = new Map<string, Promise<boolean>>();
    const asked = await Promise.all(
      [...wanted.values()].map(async (permission) => {
        const answers = await Promise.all(VERBS.map((verb) => allowedThere(permission, verb)));
        return { permission, refused: VERBS.filter((_, index) => !answers[index]) };
      }),
    );
    return {
      note: `${wanted.size} kinds`,
      findings: asked
        .filter(({ refused }) => refused.length > 0)
        .map(({ permission, refused }) => ({
          severity: 'bad' as const,
          problem: `may not ${refused.join(', ')} ${permission.resource}${permission.group ? `.${permission.group}` : ''}${permission.namespace ? ` in namespace ${permission.namespace}` : ''}`,
          remedy: 'ask for a role that allows it (cluster-admin has all)',
        })),
    };

    /** Who may do it everywhere is asked once a kind, however many namespaces there are. */
    async function allowedThere(permission: Permission, verb: string): Promise<boolean> {
      const { namespace, ...everywhere } = permission;
      const key = `${verb} ${permission.resource}.${permission.group}`;
      const general = inAllNamespaces.get(key) ?? allowed(everywhere, verb);
      inAllNamespaces.set(key, general);
      return (await general) || (namespace !== undefined && (await allowed(permission, verb)));
    }

    async function allowed({ group, resource, namespace }: Permission, verb: string): Promise<boolean> {
      const review = await session.api.post<{ status: { allowed: boolean } }>(
        '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
        {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SelfSubjectAccessReview',
          spec: { resourceAttributes: { group, resource, verb, ...(namespace ? { namespace } : {}) } },
        },
      );
      return review.status.allowed;
    }
  },
};
