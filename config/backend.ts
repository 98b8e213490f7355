import { resolve } from 'node:path';
import type { TerraformStack } from 'cdktf';
import { AzurermBackend, CloudBackend, GcsBackend, LocalBackend, NamedCloudWorkspace, S3Backend } from 'cdktf';
import * as v from 'valibot';
import { nearest } from '../model/closest-name';
import type { SettingFault } from './invalid-settings-error';
import { kubeconfigPaths } from './kubeconfig';

/** Where Terraform can keep its state. */
export const BACKENDS = ['local', 's3', 'gcs', 'azurerm', 'kubernetes', 'cloud'] as const;

/** One of the backends. */
export type BackendName = (typeof BACKENDS)[number];

/** A backend and its settings, as they stand under `backendConfig`. */
export interface BackendSettings {
  readonly name: BackendName;
  readonly config: Readonly<Record<string, unknown>>;
}

const text = v.pipe(v.string(), v.nonEmpty());
const flag = v.boolean();
const optionalTexts = <K extends string>(...keys: K[]) =>
  Object.fromEntries(keys.map((key) => [key, v.optional(text)])) as Record<K, v.OptionalSchema<typeof text, undefined>>;
const optionalFlags = <K extends string>(...keys: K[]) =>
  Object.fromEntries(keys.map((key) => [key, v.optional(flag)])) as Record<K, v.OptionalSchema<typeof flag, undefined>>;

// The stacks' own part of each state's address (key, prefix, suffix, workspace) is derived from the stack's name.
const SCHEMAS = {
  local: v.strictObject(optionalTexts('folder')),
  s3: v.strictObject({
    bucket: text,
    ...optionalTexts('keyPrefix', 'region', 'profile', 'acl', 'kmsKeyId', 'dynamodbTable', 'roleArn'),
    ...optionalTexts(
      'accessKey',
      'secretKey',
      'token',
      'workspaceKeyPrefix',
      'sharedCredentialsFile',
      'customCaBundle',
    ),
    ...optionalFlags('encrypt', 'useLockfile', 'usePathStyle', 'insecure', 'skipS3Checksum', 'skipRegionValidation'),
    ...optionalFlags('skipCredentialsValidation', 'skipRequestingAccountId', 'skipMetadataApiCheck'),
    endpoints: v.optional(v.strictObject(optionalTexts('s3', 'dynamodb', 'iam', 'sso', 'sts'))),
  }),
  gcs: v.strictObject({
    bucket: text,
    ...optionalTexts('prefix', 'credentials', 'accessToken', 'encryptionKey', 'kmsEncryptionKey'),
    ...optionalTexts('impersonateServiceAccount'),
  }),
  azurerm: v.strictObject({
    storageAccountName: text,
    containerName: text,
    ...optionalTexts('keyPrefix', 'resourceGroupName', 'subscriptionId', 'tenantId', 'clientId', 'clientSecret'),
    ...optionalTexts('accessKey', 'sasToken', 'environment', 'endpoint', 'metadataHost', 'msiEndpoint'),
    ...optionalTexts('clientCertificatePath', 'clientCertificatePassword'),
    ...optionalFlags('useMsi', 'useOidc', 'useAzureadAuth', 'snapshot'),
  }),
  kubernetes: v.strictObject({
    ...optionalTexts('secretSuffix', 'namespace', 'configPath', 'configContext'),
    ...optionalFlags('insecure'),
  }),
  cloud: v.strictObject({ organization: text, ...optionalTexts('workspacePrefix', 'project', 'hostname', 'token') }),
} as const;

/** The settings that a backend has. */
export function backendKeys(name: BackendName): string[] {
  return Object.keys(SCHEMAS[name].entries);
}

type Config<N extends BackendName> = v.InferOutput<(typeof SCHEMAS)[N]>;

/** What is wrong with the settings of a backend. */
export function backendFaults({ name, config }: BackendSettings, where: string): SettingFault[] {
  const schema = SCHEMAS[name];
  const keys = backendKeys(name);
  const result = v.safeParse(schema, config);
  return (result.issues ?? []).map((issue) => {
    const path = v.getDotPath(issue) ?? '';
    const at = `${where}: ${name} backend, ${path}`;
    if (issue.expected === 'never') {
      const close = nearest(path, keys);
      return {
        where: at,
        problem: `unknown setting, expected one of ${keys.join(', ')}`,
        ...(close !== undefined && { hint: `did you mean "${close}"?` }),
      };
    }
    if (issue.received === 'undefined') return { where: at, problem: 'required' };
    const expected = issue.expected === 'boolean' ? 'true or false' : 'text that is not empty';
    return { where: at, problem: `expected ${expected}, got ${JSON.stringify(issue.input)}` };
  });
}

/** What a backend needs to know besides its own settings. */
export interface BackendContext {
  /** The kubeconfig's path, or several, for a state that is kept in the cluster. */
  readonly kubeconfig: string;
  /** The kubeconfig's context. */
  readonly kubeContext: string;
}

/** Makes Terraform keep the state of `stack` in the backend of the settings, apart from the states of the other stacks. */
export function addBackend(stack: TerraformStack, backend: BackendSettings, context: BackendContext): void {
  const name = stack.node.id;
  switch (backend.name) {
    case 'local': {
      const { folder } = backend.config as Config<'local'>;
      new LocalBackend(stack, folder === undefined ? {} : { path: `${resolve(folder)}/terraform.${name}.tfstate` });
      return;
    }
    case 's3': {
      const { keyPrefix = 'cdktf-istio', ...config } = backend.config as Config<'s3'>;
      new S3Backend(stack, { ...config, key: `${keyPrefix}/${name}.tfstate` });
      return;
    }
    case 'gcs': {
      const { prefix = 'cdktf-istio', ...config } = backend.config as Config<'gcs'>;
      new GcsBackend(stack, { ...config, prefix: `${prefix}/${name}` });
      return;
    }
    case 'azurerm': {
      const { keyPrefix = 'cdktf-istio', ...config } = backend.config as Config<'azurerm'>;
      new AzurermBackend(stack, { ...config, key: `${keyPrefix}/${name}.tfstate` });
      return;
    }
    case 'kubernetes': {
      const { secretSuffix = 'cdktf-istio', ...config } = backend.config as Config<'kubernetes'>;
      // Loaded by projects that keep their state there.
      const { KubernetesBackend } = require('./kubernetes-backend') as typeof import('./kubernetes-backend');
      const paths = kubeconfigPaths(context.kubeconfig);
      new KubernetesBackend(stack, {
        ...(config.configPath === undefined && paths.length > 1 ? { configPaths: paths } : { configPath: paths[0] }),
        configContext: context.kubeContext,
        ...config,
        secretSuffix: `${secretSuffix}-${name}`,
      });
      return;
    }
    case 'cloud': {
      const { workspacePrefix = 'cdktf-istio', project, ...config } = backend.config as Config<'cloud'>;
      new CloudBackend(stack, {
        ...config,
        workspaces: new NamedCloudWorkspace(`${workspacePrefix}-${name}`, project),
      });
    }
  }
}
