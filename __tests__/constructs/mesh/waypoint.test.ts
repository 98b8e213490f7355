import { MeshNamespace, Waypoint, type WaypointProps } from '../../../constructs';
import type { MeshSettings } from '../../../constructs/mesh-context';
import { manifests, stackWith, synth } from '../../policy-stack';

function waypoint(props: WaypointProps = {}, settings: MeshSettings = {}) {
  const stack = stackWith({ namespace: 'shop', ...settings });
  return { stack, made: new Waypoint(stack, 'Waypoint', props) };
}

describe('a waypoint', () => {
  it('is a Gateway that istiod deploys under its own name', () => {
    const { stack, made } = waypoint();
    expect(manifests(stack)).toMatchObject({
      'Gateway waypoint': {
        metadata: { namespace: 'shop' },
        spec: {
          gatewayClassName: 'istio-waypoint',
          listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE' }],
        },
      },
    });
    expect(made).toMatchObject({ name: 'waypoint', namespace: 'shop', serviceAccount: { name: 'waypoint' } });
    synth(stack);
  });

  it('handles what its label says, and is used by what has its labels', () => {
    const { stack, made } = waypoint({ name: 'gate', handles: 'all', replicas: 2 }, { revision: '1-31' });
    expect(manifests(stack)).toMatchObject({
      'ConfigMap gate-parameters': { data: { deployment: expect.stringContaining('"replicas": 2') } },
      'Gateway gate': {
        metadata: { labels: { 'istio.io/waypoint-for': 'all', 'istio.io/rev': '1-31' } },
        spec: { infrastructure: { parametersRef: { name: 'gate-parameters' } } },
      },
    });
    const labels = { 'istio.io/dataplane-mode': 'ambient', ...made.useLabels };
    new MeshNamespace(stack, 'Shop', { name: 'other', labels });
    expect(JSON.stringify(stack.toTerraform())).toContain(
      '"istio.io/use-waypoint":"gate","istio.io/use-waypoint-namespace":"shop"',
    );
  });

  it('is refused by releases without it', () => {
    expect(() => waypoint({}, { istioVersion: '1.21' })).toThrow('Istio 1.21 has no waypoints (1.22 has)');
    expect(() => waypoint({ replicas: 2 }, { istioVersion: '1.25' })).toThrow(
      'overlays: Istio 1.25 reads none of a Gateway (1.26 has)',
    );
  });
});
