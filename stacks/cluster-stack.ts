import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { addBackend } from '../config/backend';
import { kubeconfigPaths } from '../config/kubeconfig';
import type { Settings } from '../config/settings';
import { MeshContext } from '../constructs/mesh-context';

/** A stack that deploys to the cluster of the settings. */
export abstract class ClusterStack extends TerraformStack {
  protected constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    addBackend(this, settings.backend, settings);
    const paths = kubeconfigPaths(settings.kubeconfig);
    const [path] = paths;
    const connection = {
      ...(paths.length === 1 ? { configPath: path } : { configPaths: paths }),
      configContext: settings.kubeContext,
    };
    new KubernetesProvider(this, 'kubernetes', connection);
    new HelmProvider(this, 'helm', { kubernetes: connection });
    MeshContext.set(this, {
      istioVersion: settings.istioVersion,
      delivery: settings.delivery,
      trafficApi: settings.trafficApi,
      chartRepository: settings.chartRepository,
      imageHub: settings.imageHub,
      imageTag: settings.imageTag,
      imageVariant: settings.imageVariant,
    });
  }
}
