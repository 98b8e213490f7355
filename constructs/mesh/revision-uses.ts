import { TerraformResource } from 'cdktf';
import type { IConstruct } from 'constructs';
import { type Fields, fieldsOf } from '../../model/value';
import { clusterOf } from '../delivery/cluster';
import { CHART_ROLE, isDeliverable } from '../delivery/deliverable';

/** Something of a program that names the revision which its pods get their proxies from. */
export interface RevisionUse {
  /** The path of the construct. */
  readonly at: string;
  readonly what: 'gateway' | 'label istio.io/rev';
  readonly revision: string;
  /** The namespace that the pods are in. */
  readonly namespace?: string;
}

const REVISION = 'istio.io/rev';

/** What in the program of a construct names a revision, in the same cluster. */
export function revisionUses(owner: IConstruct): readonly RevisionUse[] {
  const cluster = clusterOf(owner);
  const uses: RevisionUse[] = [];
  const add = (node: IConstruct, what: RevisionUse['what'], revision: unknown, namespace?: string): void => {
    if (typeof revision !== 'string' || revision === '' || clusterOf(node) !== cluster) return;
    uses.push({ at: node.node.path, what, revision, ...(namespace !== undefined && { namespace }) });
  };
  for (const node of owner.node.root.node.findAll()) {
    if (isDeliverable(node)) {
      const { metadata, spec } = node.manifest;
      if (node.kind === 'Namespace') add(node, 'label istio.io/rev', metadata.labels?.[REVISION]);
      const template = fieldsOf(fieldsOf(fieldsOf(spec)['template'])['metadata']);
      add(node, 'label istio.io/rev', fieldsOf(template['labels'])[REVISION], node.namespace);
      continue;
    }
    if (!TerraformResource.isTerraformResource(node)) continue;
    if ((node as { [CHART_ROLE]?: string })[CHART_ROLE] === 'proxy') {
      const { values, namespace } = node.node.scope as unknown as { values?: Fields; namespace?: string };
      add(node, 'gateway', values?.['revision'] || 'default', namespace);
      continue;
    }
    const { attributes } = node as { readonly attributes?: Fields };
    const argument = (name: string): Fields =>
      fieldsOf(attributes?.[name] ?? (node as unknown as Fields)[`${name}Input`]);
    if (node.terraformResourceType.startsWith('kubernetes_namespace'))
      add(node, 'label istio.io/rev', fieldsOf(argument('metadata')['labels'])[REVISION]);
    if (node.terraformResourceType === 'kubernetes_labels')
      add(node, 'label istio.io/rev', argument('labels')[REVISION]);
  }
  return uses;
}
