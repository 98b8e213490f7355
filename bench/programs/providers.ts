import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import { MeshAnalysis } from '../../constructs/analysis';
import { folder } from './services';

const configPath = process.env.KUBECONFIG ?? '~/.kube/config';
const configContext = process.env.KUBE_CONTEXT ?? 'minikube';

/** A program of one stack with both providers, as the cluster of the environment wants them. */
export function program(): { readonly app: App; readonly stack: TerraformStack } {
  const app = new App({ outdir: folder });
  // What everything else costs.
  if (process.env.BENCH_WITHOUT_CHECKS !== undefined) MeshAnalysis.disable(app);
  const stack = connected(app, 'bench');
  new KubernetesProvider(stack, 'kubernetes', { configPath, configContext });
  return { app, stack };
}

/** A stack with the one provider that releases need. */
export function connected(app: App, name: string): TerraformStack {
  const stack = new TerraformStack(app, name);
  new LocalBackend(stack, { path: `terraform.${name}.tfstate` });
  new HelmProvider(stack, 'helm', { kubernetes: { configPath, configContext } });
  return stack;
}
