import { gatewayApiVersions } from '../../../cli/checks/gateway-api-versions';
import type { Session } from '../../../cli/session/session';

interface Has {
  readonly bundle: string;
  readonly channel?: string;
  readonly helm?: boolean;
  readonly platform?: boolean;
  readonly stored?: readonly string[];
}

const NAME = 'gateways.gateway.networking.k8s.io';

function definition({ bundle, channel = 'standard', helm, platform, stored = ['v1'] }: Has) {
  return {
    metadata: {
      name: NAME,
      annotations: {
        'gateway.networking.k8s.io/bundle-version': bundle,
        'gateway.networking.k8s.io/channel': channel,
        ...(helm && { 'meta.helm.sh/release-name': 'gateway-api', 'meta.helm.sh/release-namespace': 'istio-system' }),
      },
      ...(platform && { labels: { 'addonmanager.kubernetes.io/mode': 'Reconcile' } }),
    },
    spec: { versions: [{ name: 'v1', served: true }] },
    status: { storedVersions: stored },
  };
}

/** What the check says of a cluster and of the stacks. */
function look(cluster: Has | undefined, program: Has | undefined, policy = false) {
  const brought = program && definition(program);
  const session = {
    content: async () => ({
      charts: [],
      stacks: [],
      unreadable: [],
      objects: brought ? [{ kind: 'CustomResourceDefinition', metadata: brought.metadata, manifest: brought }] : [],
    }),
    api: {
      find: async (path: string) =>
        path.endsWith(`/${NAME}`) && cluster
          ? definition(cluster)
          : policy && path.includes('admissionpolicies')
            ? {}
            : undefined,
    },
  };
  return gatewayApiVersions.look(session as unknown as Session);
}

describe('preflight, of the Gateway API', () => {
  it('says which version runs and who owns it', async () => {
    expect((await look({ bundle: 'v1.6.3', helm: true }, undefined)).note).toBe(
      'v1.6.3, standard channel, of the Helm release istio-system/gateway-api',
    );
    expect((await look({ bundle: 'v1.4.1', platform: true }, undefined)).note).toContain('of the platform');
    expect((await look(undefined, { bundle: 'v1.6.3' })).note).toBe('not installed yet; the program brings it');
    expect((await look(undefined, undefined)).note).toBe('not installed; Istio does without');
  });

  it('says which kinds of the program neither the cluster nor the program defines', async () => {
    const route = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata: { name: 'hello' } };
    const httpRoutes = {
      kind: 'CustomResourceDefinition',
      metadata: { ...definition({ bundle: 'v1.6.3' }).metadata, name: 'httproutes.gateway.networking.k8s.io' },
      manifest: {
        metadata: { name: 'httproutes.gateway.networking.k8s.io' },
        spec: { names: { kind: 'HTTPRoute' }, versions: [{ name: 'v1', served: true }] },
      },
    };
    const lookAt = async (objects: readonly object[], served: boolean) => {
      const session = {
        content: async () => ({ charts: [], stacks: [], unreadable: [], objects }),
        api: { find: async () => undefined, resource: async () => (served ? { name: 'httproutes' } : undefined) },
      };
      return (await gatewayApiVersions.look(session as unknown as Session)).findings ?? [];
    };
    expect(await lookAt([route], false)).toEqual([
      {
        severity: 'bad',
        problem:
          'the program has objects of HTTPRoute in gateway.networking.k8s.io/v1, which neither the cluster nor the program defines',
        remedy: 'npm run mesh -- definitions, and deploy again: the program then brings the definitions',
      },
    ]);
    expect(await lookAt([route], true)).toEqual([]);
    expect(await lookAt([route, httpRoutes], false)).toEqual([]);
  });

  it('lets a program bring the same version, or a newer one', async () => {
    expect((await look({ bundle: 'v1.6.3' }, { bundle: 'v1.6.3' })).findings).toEqual([]);
    expect((await look({ bundle: 'v1.5.1' }, { bundle: 'v1.6.3' })).findings).toEqual([]);
  });

  it.each<[string, Has, Has, boolean, string, string]>([
    ['an older version', { bundle: 'v1.7.0' }, { bundle: 'v1.6.3' }, false, 'bad', 'definitions are not downgraded'],
    [
      'a version without what is stored',
      { bundle: 'v1.4.1', stored: ['v1alpha2', 'v1'] },
      { bundle: 'v1.6.3' },
      false,
      'bad',
      'stores v1alpha2, which v1.6.3 does not have',
    ],
    [
      'the experimental channel under the policy',
      { bundle: 'v1.6.3' },
      { bundle: 'v1.6.3', channel: 'experimental' },
      true,
      'bad',
      'refuses the experimental channel over the standard one',
    ],
    [
      'the standard channel over the other one',
      { bundle: 'v1.6.3', channel: 'experimental' },
      { bundle: 'v1.6.3' },
      true,
      'warning',
      'fields that only the former has are dropped',
    ],
    [
      'definitions to a platform with its own',
      { bundle: 'v1.6.3', platform: true },
      { bundle: 'v1.6.3' },
      false,
      'warning',
      'may set back those of the program',
    ],
  ])('speaks up when the program brings %s', async (_, cluster, program, policy, severity, problem) => {
    expect((await look(cluster, program, policy)).findings).toEqual([
      expect.objectContaining({ severity, problem: expect.stringContaining(problem) }),
    ]);
  });
});
