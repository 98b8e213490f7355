import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import { folder } from './services';

/** A program of one stack with both providers, as the cluster of the environment wants them. */
export function program(): { readonly app: App; readonly stack: TerraformStack } {
  const app = new App({ outdir: folder });
  const stack = new TerraformStack(app, 'bench');
  new LocalBackend(stack, { path: 'terraform.bench.tfstate' });
  const configPath = process.env.KUBECONFIG ?? '~/.kube/config';
  const configContext = process.env.KUBE_CONTEXT ?? 'minikube';
  new KubernetesProvider(stack, 'kubernetes', { configPath, configContext });
  new HelmProvider(stack, 'helm', { kubernetes: { configPath, configContext } });
  return { app, stack };
}
