import { TerraformStack, Testing } from 'cdktf';
import { clusterOf } from '../../../constructs/delivery/cluster';
import { CustomResource } from '../../../constructs/delivery/custom-resource';
import { ClusterProviders } from '../../../constructs/mesh/cluster-providers';
import { MeshContext } from '../../../constructs/mesh-context';

const stackOf = (id = 'shop', app = Testing.app()) => new TerraformStack(app, id);
const synthesized = (stack: TerraformStack) => JSON.parse(Testing.synth(stack, true));
const object = (stack: TerraformStack, id: string) =>
  new CustomResource(stack, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: id.toLowerCase() } });

describe('the providers of a cluster', () => {
  it('reach it by a kubeconfig and a context, the helm provider as the kubernetes one does', () => {
    const stack = stackOf();
    new ClusterProviders(stack, 'Cluster', { kubeconfig: '~/.kube/config', context: 'minikube' });
    const connection = { config_path: '~/.kube/config', config_context: 'minikube' };
    const { provider, terraform } = synthesized(stack);
    expect(provider).toEqual({ kubernetes: [connection], helm: [{ kubernetes: connection }] });
    // Of the kubernetes provider both majors work.
    expect(terraform.required_providers).toEqual({
      kubernetes: { source: 'hashicorp/kubernetes', version: '>= 2.30.0, < 4.0.0' },
      helm: { source: 'hashicorp/helm', version: '~> 3.0' },
    });
  });

  it('merge several kubeconfigs', () => {
    const stack = stackOf();
    new ClusterProviders(stack, 'Cluster', { kubeconfig: ['a', 'b'] });
    expect(synthesized(stack).provider.kubernetes).toEqual([{ config_paths: ['a', 'b'] }]);
  });

  it('are what the constructs of the stack are deployed with, and tell one cluster from another', () => {
    const app = Testing.app();
    const [east, west] = ['east', 'west'].map((context) => {
      const stack = stackOf(context, app);
      new ClusterProviders(stack, 'Cluster', { kubeconfig: '~/.kube/config', context });
      return object(stack, 'Same');
    });
    expect(east && clusterOf(east)).not.toBe(west && clusterOf(west));
    expect(() => [east, west].map((one) => one && Testing.synth(TerraformStack.of(one), true))).not.toThrow();
  });

  it('carry an alias, for a stack that reaches several clusters', () => {
    const stack = stackOf();
    new ClusterProviders(stack, 'Here', { kubeconfig: '~/.kube/config', context: 'here' });
    const { kubernetes, helm } = new ClusterProviders(stack, 'There', {
      connection: { host: 'https://there.example' },
      alias: 'there',
    });
    MeshContext.set(stack, { providers: { kubernetes, helm } });
    object(stack, 'Settings');
    const { provider, resource } = synthesized(stack);
    expect(provider.helm[1]).toEqual({ kubernetes: { host: 'https://there.example' }, alias: 'there' });
    expect(resource.helm_release['default_configmap-settings'].provider).toBe('helm.there');
  });

  it('are refused where nothing says which cluster is meant', () => {
    expect(() => new ClusterProviders(stackOf(), 'Cluster', { context: 'minikube' })).toThrow(
      'shop/Cluster: kubeconfig: expected the path of a kubeconfig file, or a connection, got neither',
    );
  });
});
