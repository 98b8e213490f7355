import { type IAspect, TerraformResource } from 'cdktf';
import type { IConstruct } from 'constructs';
import { type Fields, fieldsOf } from '../../model/value';
import { clusterOf } from '../delivery/cluster';
import { isDeliverable } from '../delivery/deliverable';
import type { DeliveredObject } from '../delivery/delivered-object';

/** The annotation in which the injector says which revision a proxy is of. */
const REVISION = 'istio.io/rev';
const KINDS = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);
const TYPES = /^kubernetes_(deployment|stateful_set|daemonset|daemon_set)(_v1)?$/;

/**
 * Writes the revision into the pod templates of a program's workloads, as the annotation that the injector gives their
 * pods anyway: when the revision changes, Kubernetes replaces the pods, and they get their new proxy.
 */
export class RestartWorkloads implements IAspect {
  constructor(
    private readonly owner: IConstruct,
    /** Namespace -> revision. */
    private readonly revisions: ReadonlyMap<string, string>,
  ) {}

  visit(node: IConstruct): void {
    if (isDeliverable(node) && 'patch' in node) this.visitObject(node as DeliveredObject);
    else if (TerraformResource.isTerraformResource(node) && TYPES.test(node.terraformResourceType))
      this.visitResource(node);
  }

  private visitObject(object: DeliveredObject): void {
    const revision = KINDS.has(object.kind) ? this.revisions.get(object.namespace ?? '') : undefined;
    if (revision === undefined || clusterOf(object) !== clusterOf(this.owner)) return;
    if (!mayBeInjected(fieldsOf(fieldsOf(fieldsOf(object.manifest.spec)['template'])['metadata']))) return;
    object.patch({ spec: { template: { metadata: { annotations: { [REVISION]: revision } } } } });
  }

  private visitResource(resource: TerraformResource): void {
    const { attributes } = resource as { readonly attributes?: Fields };
    const argument = (name: string): Fields =>
      fieldsOf(attributes?.[name] ?? (resource as unknown as Fields)[`${name}Input`]);
    const revision = this.revisions.get(String(argument('metadata')['namespace']));
    if (revision === undefined || clusterOf(resource) !== clusterOf(this.owner)) return;
    if (!mayBeInjected(fieldsOf(fieldsOf(argument('spec')['template'])['metadata']))) return;
    // The key has dots, which a path of an override cannot.
    const path = ['spec', 'template', 'metadata', 'annotations'];
    const overridden = path.reduce(
      (at, key) => fieldsOf(at[key]),
      (resource as unknown as { rawOverrides: Fields }).rawOverrides,
    );
    resource.addOverride(path.join('.'), { ...overridden, [REVISION]: revision });
  }
}

function mayBeInjected({ labels, annotations }: Fields): boolean {
  const key = 'sidecar.istio.io/inject';
  return String(fieldsOf(labels)[key] ?? fieldsOf(annotations)[key]) !== 'false';
}
