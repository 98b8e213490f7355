import { Construct, type IConstruct } from 'constructs';
import { serviceHost } from '../../model/hosts';
import { put } from '../../model/multimap';
import { annotate } from '../annotate';
import { CustomResource } from '../delivery/custom-resource';
import { InvalidPropsError } from '../invalid-props-error';
import { MeshContext } from '../mesh-context';
import { checkAtSynthesis, rememberPlace, withPlace } from '../place';
import { ServiceAccount } from '../references/service-account';
import { Sidecar } from '../resources/networking/sidecar';
import { AuthorizationPolicy } from '../resources/security/authorization-policy';
import { checkProps } from '../shapes/check';
import type { MeshService } from '../traffic/mesh-service';
import { AccessRule, AccessSource, accessRuleFaults } from './access-rule';
import { type DeclaredCall, type DeclaredWorkload, isServiceCall } from './declared-workload';
import type { OutboundTrafficMode } from './outbound-traffic-policy';

/** Properties of {@link LeastPrivilege}. */
export interface LeastPrivilegeProps {
  /** The workloads that nothing may call but what is declared, and that call nothing else. */
  readonly workloads: readonly DeclaredWorkload[];
  /**
   * Workloads that call and that no policy is made for, such as gateways.
   * @default - none
   */
  readonly callers?: readonly DeclaredWorkload[];
  /**
   * Whether the sidecar of each workload is to know no other Services than those that it calls. It then gets a fraction of the
   * configuration.
   * @default true
   */
  readonly sidecars?: boolean;
  /**
   * What becomes of connections to what a sidecar does not know. REGISTRY_ONLY refuses them at the caller; otherwise they come to the
   * callee without an identity, and are refused there.
   * @default - what the mesh says
   */
  readonly outboundTraffic?: OutboundTrafficMode;
  /**
   * Further hosts that every sidecar knows, as `namespace/host`.
   * @default - all of the mesh's root namespace, where the control plane and what collects telemetry are
   */
  readonly sharedHosts?: readonly string[];
  /**
   * Whether a NetworkPolicy is made for each workload as well, which holds where there is no sidecar to ask.
   * @default false
   */
  readonly networkPolicies?: boolean;
  /** What must be in the cluster before. */
  readonly dependsOn?: readonly IConstruct[];
}

/**
 * Least privilege from declared calls: what a workload calls is declared once, and everything else is denied.
 *
 * Makes for each workload an AuthorizationPolicy with its callers and their requests, and a Sidecar with the Services that it calls;
 * where it is asked for, a NetworkPolicy too.
 *
 * @example
 * const payments = new DeclaredWorkload({ name: 'payments', namespace: 'shop' });
 * const cart = new DeclaredWorkload({ name: 'cart', namespace: 'shop', calls: [payments.on('POST', '/pay')] });
 * const web = new DeclaredWorkload({ name: 'web', namespace: 'shop', calls: [cart] });
 * new LeastPrivilege(this, 'LeastPrivilege', { workloads: [web, cart, payments] });
 * @see https://istio.io/latest/docs/reference/config/security/authorization-policy/
 */
export class LeastPrivilege extends Construct {
  /** The AuthorizationPolicy of each workload, by `namespace/name`. */
  readonly policies: ReadonlyMap<string, AuthorizationPolicy>;
  /** The Sidecar of each workload, by `namespace/name`. */
  readonly sidecars: ReadonlyMap<string, Sidecar>;

  /**
   * @throws InvalidPropsError for a workload that is there twice, and for requests that Istio refuses or that can never match
   */
  constructor(scope: Construct, id: string, props: LeastPrivilegeProps) {
    checkProps(scope, id, 'LeastPrivilegeProps', props);
    const { workloads, callers = [], sidecars = true } = props;
    InvalidPropsError.throwIfAny(scope, id, faultsOf(workloads, callers, MeshContext.of(scope).istioVersion));
    super(scope, id);
    rememberPlace(this);
    const calls = callsBy([...workloads, ...callers]);
    this.policies = new Map(
      workloads.map((one) => [keyOf(one), this.policyFor(one, calls.get(keyOf(one)) ?? [], props.dependsOn)]),
    );
    this.sidecars = new Map(sidecars ? workloads.map((one) => [keyOf(one), this.sidecarFor(one, props)]) : []);
    if (props.networkPolicies === true) {
      for (const one of workloads) this.networkPolicyFor(one, calls.get(keyOf(one)) ?? [], props.dependsOn);
    }
    for (const line of sharedAccounts([...workloads, ...callers])) annotate(this, 'warning', withPlace(line, this));
    // What is declared after this was made would be in no policy.
    const counted = new Map([...workloads, ...callers].map((one) => [one, one.calls.length]));
    checkAtSynthesis(this, () =>
      [...counted].flatMap(([one, count]) =>
        one.calls.length === count
          ? []
          : [
              `${keyOf(one)}: calls: expected every call before LeastPrivilege is made, got ${one.calls.length - count} later`,
            ],
      ),
    );
  }

  private policyFor(
    { name, namespace, selector }: DeclaredWorkload,
    calls: readonly Incoming[],
    dependsOn: LeastPrivilegeProps['dependsOn'],
  ): AuthorizationPolicy {
    const rules = rulesOf(calls).map(({ rule }) => rule);
    return new AuthorizationPolicy(this, `Policy-${namespace}-${name}`, {
      metadata: { name: `allow-${name}`, namespace },
      spec: { selector: { matchLabels: selector }, action: 'ALLOW', ...(rules.length > 0 && { rules }) },
      dependsOn,
    });
  }

  private sidecarFor({ name, namespace, selector, calls }: DeclaredWorkload, props: LeastPrivilegeProps): Sidecar {
    const { rootNamespace, clusterDomain } = MeshContext.of(this);
    const { sharedHosts = [`${rootNamespace}/*`], outboundTraffic, dependsOn } = props;
    const hosts = calls.flatMap((call) =>
      isServiceCall(call)
        ? [hostOfService(call, namespace, clusterDomain)]
        : call.to.services.map(
            (service) => `${call.to.namespace}/${serviceHost(service, call.to.namespace, clusterDomain)}`,
          ),
    );
    return new Sidecar(this, `Sidecar-${namespace}-${name}`, {
      metadata: { name, namespace },
      spec: {
        workloadSelector: { labels: selector },
        ...(outboundTraffic && { outboundTrafficPolicy: { mode: outboundTraffic } }),
        egress: [{ hosts: [...new Set([...hosts, ...sharedHosts])] }],
      },
      dependsOn,
    });
  }

  private networkPolicyFor(
    { name, namespace, selector }: DeclaredWorkload,
    calls: readonly Incoming[],
    dependsOn: LeastPrivilegeProps['dependsOn'],
  ): void {
    const callers = new Map(calls.map(({ from }) => [keyOf(from), from]));
    const inNamespace = (one: string) => ({ matchLabels: { 'kubernetes.io/metadata.name': one } });
    const from = [...callers.values()].map((caller) => ({
      namespaceSelector: inNamespace(caller.namespace),
      podSelector: { matchLabels: caller.selector },
    }));
    const metrics = [{ namespaceSelector: inNamespace(MeshContext.of(this).rootNamespace) }];
    new CustomResource(this, `NetworkPolicy-${namespace}-${name}`, {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: `allow-${name}`, namespace },
      spec: {
        podSelector: { matchLabels: selector },
        policyTypes: ['Ingress'],
        ingress: [...(from.length > 0 ? [{ from }] : []), { from: metrics, ports: METRICS_PORTS }],
      },
      dependsOn,
    });
  }
}

/** Where a sidecar gives its metrics, alone and together with those of its application. */
const METRICS_PORTS = [15020, 15090].map((port) => ({ port, protocol: 'TCP' }));

interface Incoming {
  readonly from: DeclaredWorkload;
  readonly call: DeclaredCall;
}

function callsBy(callers: readonly DeclaredWorkload[]): ReadonlyMap<string, readonly Incoming[]> {
  const calls = new Map<string, Incoming[]>();
  for (const from of callers) {
    for (const call of from.calls) {
      if (isServiceCall(call)) continue;
      const key = keyOf(call.to);
      put(calls, key, { from, call });
    }
  }
  return calls;
}

/** One rule for those who may do the same. */
function rulesOf(calls: readonly Incoming[]): readonly AccessRule[] {
  const byOperation = new Map<string, Incoming[]>();
  for (const one of calls) {
    const { to: _to, ...operation } = one.call;
    const key = JSON.stringify(operation);
    put(byOperation, key, one);
  }
  return [...byOperation.values()].map((list) => {
    const accounts = new Map(list.map(({ from }) => [ServiceAccount.principalOf(from.serviceAccount), from]));
    const rule = AccessRule.from(
      AccessSource.serviceAccount(...[...accounts.values()].map(({ serviceAccount }) => serviceAccount)),
    );
    const { to: _to, ...operation } = (list[0] as Incoming).call;
    return Object.keys(operation).length === 0 ? rule : rule.to(operation);
  });
}

function faultsOf(
  workloads: readonly DeclaredWorkload[],
  callers: readonly DeclaredWorkload[],
  istioVersion: Parameters<typeof accessRuleFaults>[2],
): string[] {
  const keys = [...workloads, ...callers].map(keyOf);
  const twice = [...new Set(keys.filter((key, index) => keys.indexOf(key) !== index))];
  const calls = callsBy([...workloads, ...callers]);
  return [
    ...twice.map((key) => `workloads: expected each workload once, got ${key} twice`),
    ...[...calls].flatMap(([key, list]) =>
      rulesOf(list).flatMap((rule) => accessRuleFaults(`calls of ${key}`, rule, istioVersion)),
    ),
  ];
}

/** Workloads that share an account cannot be told from each other: what one may do, all may. */
function sharedAccounts(workloads: readonly DeclaredWorkload[]): string[] {
  const byAccount = new Map<string, string[]>();
  for (const one of workloads) {
    const account = ServiceAccount.principalOf(one.serviceAccount);
    put(byAccount, account, keyOf(one));
  }
  return [...byAccount].flatMap(([account, keys]) =>
    keys.length > 1
      ? [
          `${keys.join(' and ')} run under one account, ${account}: what one of them may call, all may; give each its own`,
        ]
      : [],
  );
}

function hostOfService(service: MeshService, namespace: string, clusterDomain: string): string {
  const host = service.hostFrom('', clusterDomain);
  return service.isExternal
    ? `*/${host}`
    : `${service.namespace ?? namespace}/${service.inNamespace(service.namespace ?? namespace).hostFrom('', clusterDomain)}`;
}

function keyOf({ namespace, name }: Pick<DeclaredWorkload, 'namespace' | 'name'>): string {
  return `${namespace}/${name}`;
}
