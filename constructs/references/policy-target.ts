import type { Construct } from 'constructs';
import { MeshContext } from '../mesh-context';
import { checkGiven } from '../shapes/check';
import { has } from '../versions';
import type { IGateway, IWorkload } from './workload';

/** What a policy is attached to, as its spec says it. */
export interface PolicyAttachment {
  /** Labels of the pods. */
  readonly selector?: { readonly matchLabels: Readonly<Record<string, string>> };
  /** The Gateway of the Gateway API. */
  readonly targetRefs?: readonly { readonly group: string; readonly kind: string; readonly name: string }[];
}

/** What a policy applies to: where its object stands, and which pods it selects there. */
export interface ResolvedTarget {
  /** The namespace that the policy stands in. */
  readonly namespace: string;
  /** Absent where every pod is meant. */
  readonly selector?: Readonly<Record<string, string>>;
  /** The workload's name; absent where the policy is not about one workload. */
  readonly workload?: string;
}

/**
 * What a policy applies to. The narrower one wins where several apply: a workload's over its namespace's, that over the mesh's.
 * Never changes.
 */
export class PolicyTarget {
  /** Every workload of the mesh: the object stands in the mesh's root namespace. */
  static mesh(): PolicyTarget {
    return new PolicyTarget('mesh');
  }

  /**
   * Every workload of a namespace.
   * @param namespace the mesh context's, where none is given
   */
  static namespace(namespace?: string | { readonly name: string }): PolicyTarget {
    checkGiven('PolicyTarget.namespace', { namespace });
    return new PolicyTarget('namespace', typeof namespace === 'object' ? namespace.name : namespace);
  }

  /** The pods of one workload. */
  static workload(workload: IWorkload): PolicyTarget {
    checkGiven('PolicyTarget.workload', { workload });
    return new PolicyTarget('workload', workload.namespace, workload);
  }

  /** The pods of one gateway. */
  static gateway(gateway: IGateway): PolicyTarget {
    checkGiven('PolicyTarget.gateway', { gateway });
    return new PolicyTarget('gateway', gateway.namespace, gateway);
  }

  private constructor(
    /** What it is that the policy holds for. */
    readonly kind: 'mesh' | 'namespace' | 'workload' | 'gateway',
    private readonly namespace?: string,
    private readonly pods?: IWorkload,
  ) {
    Object.freeze(this);
  }

  /** Where the target is, seen from a construct. */
  resolve(scope: Construct): ResolvedTarget {
    const context = MeshContext.of(scope);
    if (this.kind === 'mesh') return { namespace: context.rootNamespace };
    const namespace = this.namespace ?? context.namespace;
    return this.pods === undefined
      ? { namespace }
      : { namespace, selector: this.pods.selector, workload: this.pods.name };
  }

  /**
   * What a policy's spec says of the target: labels of pods, or, of a gateway that istiod deploys, the Gateway, for which Istio has `targetRefs`.
   * Nothing where every pod is meant.
   */
  attachment(scope: Construct): PolicyAttachment {
    if (this.pods === undefined) return {};
    const { resource } = this.pods as Partial<IGateway>;
    return resource !== undefined && has(MeshContext.of(scope).istioVersion, 'policyTargetRefs')
      ? { targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: resource.name }] }
      : { selector: { matchLabels: this.pods.selector } };
  }

  /** For messages: `the mesh`, `namespace shop`, `workload reviews of namespace shop`. */
  describe(scope: Construct): string {
    const { namespace, workload } = this.resolve(scope);
    if (this.kind === 'mesh') return 'the mesh';
    return workload === undefined ? `namespace ${namespace}` : `${this.kind} ${workload} of namespace ${namespace}`;
  }
}
