import { isGeneral, type PolicyObject, PolicySelection, type PolicyTarget } from './policies';

/** Which connections a workload accepts: mutual TLS alone, mutual TLS and plain text, or plain text alone. */
export type MutualTlsMode = 'STRICT' | 'PERMISSIVE' | 'DISABLE';

/** The mode of a port, and where it comes from. */
export interface PortMutualTls {
  /** `unknown` where the policy's own value is not known. */
  readonly mode: MutualTlsMode | 'unknown';
  /**
   * What holds for the namespace as a whole, by which clients' proxies choose how to connect: under `DISABLE` they speak plain text,
   * whatever a policy with a selector asks of them.
   */
  readonly general: MutualTlsMode | 'unknown';
  /** The PeerAuthentication that sets it; undefined where it is Istio's default. */
  readonly policy?: { readonly name: string; readonly namespace: string };
}

const MODES: readonly unknown[] = ['STRICT', 'PERMISSIVE', 'DISABLE'];

/** The PeerAuthentications of a mesh. Of two in one scope the older one holds; of two that were made at the same time, the first by name. */
export class PeerAuthentications {
  private readonly selection: PolicySelection<PolicyObject>;

  constructor(
    objects: Iterable<PolicyObject>,
    private readonly rootNamespace: string,
  ) {
    this.selection = new PolicySelection(objects, rootNamespace, (object) => object);
  }

  /** What a workload accepts on a port that its pods listen on; the workload's general mode where no port is given. */
  modeOf(workload: PolicyTarget, port?: number): PortMutualTls {
    const inForce = this.selection.at(workload);
    const objects = inForce.filter(({ isSure }) => isSure).map(({ value }) => value);
    const mesh = objects.find((one) => isGeneral(one) && one.namespace === this.rootNamespace);
    const namespace = objects.find((one) => isGeneral(one) && one.namespace !== this.rootNamespace);
    // One with a selector in the root namespace is not looked at by istiod.
    const own = objects.find((one) => !isGeneral(one) && one.namespace !== this.rootNamespace);
    const doubtful = inForce.find(({ isSure, value }) => !isSure && value.namespace !== this.rootNamespace);
    let result: Omit<PortMutualTls, 'general'> = { mode: 'PERMISSIVE' };
    let general: PortMutualTls['general'] = 'PERMISSIVE';
    for (const policy of [mesh, namespace, own]) {
      const mode = policy && modeIn(policy.spec['mtls']);
      if (policy && mode !== undefined) result = { mode, policy: referenceOf(policy) };
      if (policy !== own) general = result.mode;
    }
    if (doubtful !== undefined && own === undefined) {
      return { mode: 'unknown', general, policy: referenceOf(doubtful.value) };
    }
    const ports = own?.spec['portLevelMtls'];
    if (own === undefined || ports === undefined || port === undefined) return { ...result, general };
    if (typeof ports !== 'object' || ports === null) return { mode: 'unknown', general, policy: referenceOf(own) };
    const mode = modeIn((ports as Readonly<Record<string, unknown>>)[String(port)]);
    return mode === undefined ? { ...result, general } : { mode, general, policy: referenceOf(own) };
  }
}

/** The mode that a `mtls` sets; undefined where it leaves it to the next wider scope. */
function modeIn(mtls: unknown): MutualTlsMode | 'unknown' | undefined {
  if (mtls === undefined || mtls === null) return undefined;
  if (typeof mtls !== 'object') return 'unknown';
  const { mode } = mtls as { readonly mode?: unknown };
  if (mode === undefined || mode === 'UNSET') return undefined;
  return MODES.includes(mode) ? (mode as MutualTlsMode) : 'unknown';
}

function referenceOf({ name, namespace }: PolicyObject): { readonly name: string; readonly namespace: string } {
  return { name, namespace };
}
