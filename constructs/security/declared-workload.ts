import { type IServiceAccount, ServiceAccount } from '../references/service-account';
import type { IWorkload } from '../references/workload';
import { checkGiven } from '../shapes/check';
import { MeshService } from '../traffic/mesh-service';

/** Part of what a workload offers: the requests that a caller declares. Never changes. */
export interface DeclaredCall {
  /** Whom it goes to. */
  readonly to: DeclaredWorkload;
  /**
   * HTTP methods in capitals.
   * @default - any
   */
  readonly methods?: readonly string[];
  /**
   * HTTP paths, with `*` at either end for any beginning or end.
   * @default - any
   */
  readonly paths?: readonly string[];
  /**
   * Ports that the workload's pods listen on.
   * @default - any
   */
  readonly ports?: readonly number[];
}

/** What a workload may call: another one, some of its requests, or a Service or host of somebody else. */
export type Callable = DeclaredWorkload | DeclaredCall | MeshService;

/** What is said of a workload besides its pods. */
export interface DeclaredWorkloadOptions {
  /**
   * The account that its pods run under: what others know it by.
   * @default - the one that the workload names, else the account of the workload's name
   */
  readonly serviceAccount?: IServiceAccount;
  /**
   * The names of the Services in front of it, in its namespace.
   * @default - the workload's name
   */
  readonly services?: readonly string[];
  /**
   * What it calls. More can be declared with `call`.
   * @default - nothing
   */
  readonly calls?: readonly Callable[];
}

/** Properties of {@link DeclaredWorkload}. */
export interface DeclaredWorkloadProps extends DeclaredWorkloadOptions {
  /** The workload's name. */
  readonly name: string;
  /** The namespace that its pods run in. */
  readonly namespace: string;
  /**
   * Labels that its pods carry, and no others of the namespace.
   * @default - the label `app` with the workload's name
   */
  readonly selector?: Readonly<Record<string, string>>;
}

// A registered symbol, so that two copies of the package in one program know each other's workloads.
const DECLARED_WORKLOAD = Symbol.for('cdktf-istio.DeclaredWorkload');

/**
 * A workload and what it calls, for {@link LeastPrivilege}.
 *
 * @example
 * const payments = new DeclaredWorkload({ name: 'payments', namespace: 'shop' });
 * const web = new DeclaredWorkload({ name: 'web', namespace: 'shop', calls: [payments.on('POST', '/pay')] });
 */
export class DeclaredWorkload implements IWorkload {
  /** A workload or gateway that a construct deploys. */
  static of(workload: IWorkload, options: DeclaredWorkloadOptions = {}): DeclaredWorkload {
    const { name, namespace, selector } = workload;
    const { serviceAccount } = workload as Partial<Record<'serviceAccount', IServiceAccount>>;
    return new DeclaredWorkload({ name, namespace, selector, ...(serviceAccount && { serviceAccount }), ...options });
  }

  /** Whether something is a declared workload, of whichever copy of the package. */
  static isDeclaredWorkload(thing: unknown): thing is DeclaredWorkload {
    return typeof thing === 'object' && thing !== null && DECLARED_WORKLOAD in thing;
  }

  /** The workload's name. */
  readonly name: string;
  /** The namespace that its pods run in. */
  readonly namespace: string;
  /** Labels that its pods carry, and no others of the namespace. */
  readonly selector: Readonly<Record<string, string>>;
  /** The account that its pods run under. */
  readonly serviceAccount: IServiceAccount;
  /** The names of the Services in front of it. */
  readonly services: readonly string[];
  private declared: readonly (DeclaredCall | MeshService)[] = [];

  constructor(props: DeclaredWorkloadProps) {
    checkGiven('DeclaredWorkload.new', { props });
    const { name, namespace, selector = { app: name }, services = [name], calls = [] } = props;
    Object.defineProperty(this, DECLARED_WORKLOAD, { value: true });
    this.name = name;
    this.namespace = namespace;
    this.selector = Object.freeze({ ...selector });
    this.serviceAccount = props.serviceAccount ?? ServiceAccount.fromName(name, { namespace });
    this.services = services;
    this.call(...calls);
  }

  /** What it calls. */
  get calls(): readonly (DeclaredCall | MeshService)[] {
    return this.declared;
  }

  /** Declares that it calls these too. */
  call(...calls: readonly Callable[]): this {
    const added = calls.map((one) => (DeclaredWorkload.isDeclaredWorkload(one) ? { to: one } : one));
    this.declared = [...this.declared, ...added];
    return this;
  }

  /**
   * Some of its requests: those of one or several methods, for some paths.
   *
   * @param method an HTTP method in capitals, `*` for any
   * @param paths with `*` at either end for any beginning or end; any path where none is given
   */
  on(method: string | readonly string[], ...paths: readonly string[]): DeclaredCall {
    const methods = typeof method === 'string' ? [method] : method;
    return {
      to: this,
      ...(!methods.includes('*') && { methods }),
      ...(paths.length > 0 && { paths }),
    };
  }

  /** Its connections to some ports, of whatever protocol: those that the pods listen on. */
  onPort(...ports: readonly number[]): DeclaredCall {
    return { to: this, ports };
  }
}

/** Whether a call is one to a Service or a host of somebody else. */
export function isServiceCall(call: DeclaredCall | MeshService): call is MeshService {
  return MeshService.isMeshService(call);
}
