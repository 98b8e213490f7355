import type { KubernetesObject } from '../cluster/api';
import type { SynthesizedStack } from '../project/stacks';
import type { MeshContent, Session } from '../session/session';
import type { TerraformError } from '../terraform/terraform';

/** The field managers of Terraform's Kubernetes provider: of its typed resources, and of `kubernetes_manifest`. */
const MANAGERS = ['HashiCorp', 'Terraform'];

/** An object in the cluster that the state lacks. */
export interface LeftBehind {
  readonly address: string;
  /** What `terraform import` calls it. */
  readonly id: string;
}

/**
 * What a deploy that was killed has created and not written down: Terraform refuses to create it again, and it was Terraform that
 * created it.
 */
export async function leftBehind(
  { api }: Session,
  content: MeshContent,
  stack: SynthesizedStack,
  { diagnostics }: TerraformError,
): Promise<readonly LeftBehind[]> {
  const refused = diagnostics.filter(({ summary, detail }) => /already exists/.test(`${summary}\n${detail}`));
  const found = await Promise.all(
    refused.map(async ({ address = '' }): Promise<readonly LeftBehind[]> => {
      const object = content.objects.find(
        (one) => one.stack === stack.name && one.address === address && !one.release && !one.partial,
      );
      const path = object === undefined ? undefined : await api.pathOf(object);
      const running = path === undefined ? undefined : await api.find<KubernetesObject>(path);
      const managers = running?.metadata.managedFields ?? [];
      if (!object || !managers.some(({ manager = '' }) => MANAGERS.includes(manager))) return [];
      const { apiVersion, kind, metadata } = object;
      const { namespace, name } = metadata;
      const id = address.startsWith('kubernetes_manifest.')
        ? `apiVersion=${apiVersion},kind=${kind},${namespace === undefined ? '' : `namespace=${namespace},`}name=${name}`
        : [namespace, name].filter(Boolean).join('/');
      return [{ address, id }];
    }),
  );
  return found.flat();
}
