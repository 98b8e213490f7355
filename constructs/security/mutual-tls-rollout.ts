import { Construct, type IConstruct } from 'constructs';
import { InvalidPropsError } from '../invalid-props-error';
import { MeshContext } from '../mesh-context';
import { PolicyTarget } from '../references/policy-target';
import type { IWorkload } from '../references/workload';
import { checkProps } from '../shapes/check';
import { MutualTls } from './mutual-tls';

/**
 * How far a mesh has come. `permissive`: every server accepts both, clients with a sidecar speak mutual TLS already.
 * `namespaces`: the ready namespaces take mutual TLS only. `strict`: the whole mesh does, but for the exceptions.
 */
export type MutualTlsStage = 'permissive' | 'namespaces' | 'strict';

/** A workload that must go on taking plain text, for clients that have no sidecar. */
export interface MutualTlsException {
  /** The workload that accepts plain text. */
  readonly workload: IWorkload;
  /**
   * The ports that plain text is taken at, by the number that the pods listen on.
   * @default - all ports
   */
  readonly ports?: readonly number[];
}

/** Properties of {@link MutualTlsRollout}. */
export interface MutualTlsRolloutProps {
  /** How far the mesh has come. */
  readonly stage: MutualTlsStage;
  /**
   * The namespaces whose clients all have sidecars.
   * @default - none: stage `namespaces` needs one
   */
  readonly readyNamespaces?: readonly (string | { readonly name: string })[];
  /**
   * Workloads that go on taking plain text.
   * @default - none
   */
  readonly exceptions?: readonly MutualTlsException[];
  /** What must be in the cluster before. */
  readonly dependsOn?: readonly IConstruct[];
}

/**
 * The way of a mesh from plain text to mutual TLS everywhere, in stages: one changed word, one plan, one deploy a stage,
 * and back the same way.
 *
 * Makes one PeerAuthentication for the mesh, one for each ready namespace until the stage is `strict`, and one for each
 * exception whose namespace is strict.
 *
 * @example
 * new MutualTlsRollout(this, 'MutualTls', { stage: 'namespaces', readyNamespaces: ['shop'] });
 * @see https://istio.io/latest/docs/tasks/security/authentication/mtls-migration/
 */
export class MutualTlsRollout extends Construct {
  /** What holds for the mesh. */
  readonly mesh: MutualTls;
  private readonly stage: MutualTlsStage;
  private readonly ready = new Set<string>();

  /**
   * @throws InvalidPropsError when stage `namespaces` names none, or the control plane's own
   */
  constructor(scope: Construct, id: string, props: MutualTlsRolloutProps) {
    checkProps(scope, id, 'MutualTlsRolloutProps', props);
    const { stage, readyNamespaces = [], exceptions = [], dependsOn } = props;
    const { rootNamespace } = MeshContext.of(scope);
    const names = readyNamespaces.map((one) => (typeof one === 'string' ? one : one.name));
    const faults: string[] = [];
    if (stage === 'namespaces' && names.length === 0) {
      faults.push('readyNamespaces: expected the namespaces that are ready for stage "namespaces", got none');
    }
    if (names.includes(rootNamespace)) {
      faults.push(
        `readyNamespaces: expected namespaces other than the root namespace, whose policy is the whole mesh's, got "${rootNamespace}": use stage "strict" for the whole mesh`,
      );
    }
    for (const name of names.filter((one, index) => names.indexOf(one) !== index)) {
      faults.push(`readyNamespaces: duplicate "${name}"`);
    }
    InvalidPropsError.throwIfAny(scope, id, faults);
    super(scope, id);
    this.stage = stage;
    this.mesh = new MutualTls(this, 'Resource', {
      target: PolicyTarget.mesh(),
      mode: stage === 'strict' ? 'STRICT' : 'PERMISSIVE',
      dependsOn,
    });
    for (const name of names) this.ready.add(name);
    if (stage === 'namespaces') {
      for (const name of names) {
        new MutualTls(this, `Namespace-${name}`, { target: PolicyTarget.namespace(name), mode: 'STRICT', dependsOn });
      }
    }
    for (const exception of exceptions) this.addException(exception);
  }

  /** Has a workload go on accepting plain text. Makes nothing while its namespace accepts it anyway. */
  addException({ workload, ports }: MutualTlsException): this {
    const strict = this.stage === 'strict' || (this.stage === 'namespaces' && this.ready.has(workload.namespace));
    if (!strict) return this;
    new MutualTls(this, `Exception-${workload.namespace}-${workload.name}`, {
      target: PolicyTarget.workload(workload),
      mode: ports === undefined ? 'PERMISSIVE' : 'STRICT',
      ports: Object.fromEntries((ports ?? []).map((port) => [port, 'PERMISSIVE' as const])),
      dependsOn: [this.mesh],
    });
    return this;
  }
}
