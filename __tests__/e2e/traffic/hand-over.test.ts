import type { networking } from '../../../constructs/resources';
import { CanaryRollout, LoadBalancer, MeshService, Subset } from '../../../constructs/traffic';
import { applyObject, running } from '../cluster';
import { describeHere } from '../needs';
import { Workspace } from '../terraform';

const NAME = 'hand-over';

interface Running<Spec> {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: Spec;
}

describeHere(__filename)('weights in the hands of Argo Rollouts', () => {
  const workspace = new Workspace();
  const deploy = (policy?: object) => {
    workspace.synth({
      rollout: (stack) => {
        new CanaryRollout(stack, 'Rollout', {
          service: MeshService.fromName(NAME),
          stable: new Subset('stable', { labels: { app: NAME } }),
          canary: new Subset('canary', { labels: { app: NAME } }),
          steps: [20, 100],
          handOver: { to: 'argo-rollouts' },
          policy,
        });
      },
    });
    workspace.apply('rollout');
  };
  const routing = () => running<Running<networking.VirtualServiceSpec>>('virtualservices.networking.istio.io', NAME);
  const rule = () => running<Running<networking.DestinationRuleSpec>>('destinationrules.networking.istio.io', NAME);
  const weights = () => routing()?.spec.http?.[0]?.route?.map(({ weight }) => weight);

  beforeAll(() => {
    workspace.synth({ rollout: () => {} });
    workspace.init('rollout');
    deploy({ loadBalancer: LoadBalancer.random() });
  });

  afterAll(() => workspace.destroy('rollout'));

  it('stay where it has put them, and so do the labels of its subsets', () => {
    expect(weights()).toEqual([100, 0]);
    const { apiVersion, kind, metadata, spec } = routing() as Running<networking.VirtualServiceSpec>;
    const [stable, canary] = spec.http?.[0]?.route ?? [];
    const route = [
      { ...stable, weight: 80 },
      { ...canary, weight: 20 },
    ];
    const { name, namespace } = metadata;
    applyObject({
      apiVersion,
      kind,
      metadata: { name, namespace },
      spec: { ...spec, http: [{ ...spec.http?.[0], route }] },
    });
    const subsets = rule()?.spec.subsets?.map((subset) => ({
      ...subset,
      labels: { ...subset.labels, 'rollouts-pod-template-hash': subset.name },
    }));
    applyObject({ ...(rule() as object), metadata: { name, namespace }, spec: { ...rule()?.spec, subsets } });

    expect(workspace.plan('rollout').changes).toBe(false);
    deploy({ loadBalancer: LoadBalancer.roundRobin() });

    expect(rule()?.spec.trafficPolicy?.loadBalancer?.simple).toBe('ROUND_ROBIN');
    expect(weights()).toEqual([80, 20]);
    expect(rule()?.spec.subsets).toEqual(subsets);
  });
});
