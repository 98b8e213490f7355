import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { TerraformOutput, TerraformStack } from 'cdktf';
import { addBackend, BACKENDS, type BackendSettings, backendKeys } from '../../config/backend';
import { parseSettings } from '../../config/settings';
import { synthesize } from '../synthesized';

const kube = { kubeconfig: '~/.kube/config', kubeContext: 'minikube' };

function terraformOf(backend: BackendSettings, context = kube): unknown {
  const stacks = synthesize((app) => {
    const stack = new TerraformStack(app, 'mesh');
    addBackend(stack, backend, context);
    new TerraformOutput(stack, 'some', { value: 'thing' });
  });
  return stacks['mesh']?.terraform;
}

describe('the backend', () => {
  test.each<[BackendSettings['name'], Record<string, unknown>, object]>([
    ['local', {}, { path: '<project>/terraform.mesh.tfstate' }],
    ['local', { folder: 'state' }, { path: '<project>/state/terraform.mesh.tfstate' }],
    [
      's3',
      { bucket: 'state', region: 'eu-west-1', useLockfile: true, endpoints: { s3: 'http://minio' } },
      {
        bucket: 'state',
        region: 'eu-west-1',
        use_lockfile: true,
        endpoints: { s3: 'http://minio' },
        key: 'cdktf-istio/mesh.tfstate',
      },
    ],
    ['s3', { bucket: 'state', keyPrefix: 'team' }, { bucket: 'state', key: 'team/mesh.tfstate' }],
    ['gcs', { bucket: 'state' }, { bucket: 'state', prefix: 'cdktf-istio/mesh' }],
    [
      'azurerm',
      { storageAccountName: 'store', containerName: 'state', useOidc: true },
      { storage_account_name: 'store', container_name: 'state', use_oidc: true, key: 'cdktf-istio/mesh.tfstate' },
    ],
    [
      'kubernetes',
      { namespace: 'terraform', insecure: true },
      {
        secret_suffix: 'cdktf-istio-mesh',
        namespace: 'terraform',
        insecure: true,
        config_path: '~/.kube/config',
        config_context: 'minikube',
      },
    ],
  ])('%s %j keeps the state of each stack apart', (name, config, expected) => {
    expect(terraformOf({ name, config })).toMatchObject({ backend: { [name]: expected } });
  });

  test('kubernetes finds the cluster of the settings, by several kubeconfigs too', () => {
    const context = { kubeconfig: 'a.yaml:/etc/b.yaml', kubeContext: 'minikube' };
    expect(terraformOf({ name: 'kubernetes', config: {} }, context)).toMatchObject({
      backend: { kubernetes: { config_paths: ['<project>/a.yaml', '/etc/b.yaml'], config_context: 'minikube' } },
    });
  });

  test('cloud has a workspace for each stack', () => {
    const stack = new TerraformStack(undefined as never, 'mesh');
    addBackend(stack, { name: 'cloud', config: { organization: 'acme', project: 'mesh' } }, kube);
    expect(stack.toTerraform().terraform.cloud).toEqual({
      organization: 'acme',
      workspaces: { name: 'cdktf-istio-mesh', project: 'mesh' },
    });
  });

  test('kubernetes can be read by another stack', () => {
    const stacks = synthesize((app) => {
      const from = new TerraformStack(app, 'mesh');
      addBackend(from, { name: 'kubernetes', config: {} }, kube);
      const to = new TerraformStack(app, 'shop');
      from.ensureBackendExists().getRemoteStateDataSource(to, 'state', 'mesh');
    });
    expect(stacks['shop']?.data['terraform_remote_state']?.['state']).toMatchObject({
      backend: 'kubernetes',
      config: { secret_suffix: 'cdktf-istio-mesh', config_path: '~/.kube/config', config_context: 'minikube' },
    });
  });

  test('takes every setting that the settings let through', () => {
    const settings = parseSettings({
      context: { backend: 'gcs', backendConfig: { bucket: 'state', impersonateServiceAccount: 'deployer' } },
    });
    expect(terraformOf(settings.backend)).toMatchObject({
      backend: { gcs: { impersonate_service_account: 'deployer' } },
    });
  });

  test.each(BACKENDS)('%s has all its settings in the documentation', (name) => {
    const page = readFileSync(resolve(__dirname, '../../docs/state.md'), 'utf8');
    const row = page.split('\n').find((line) => line.startsWith(`| \`${name}\``)) ?? '';
    const [, , required = '', optional = ''] = row.split('|');
    const documented = [...`${required}${optional}`.matchAll(/`(\w+)`/g)].map(([, key]) => key);
    expect(documented.sort()).toEqual(backendKeys(name).sort());
  });
});
