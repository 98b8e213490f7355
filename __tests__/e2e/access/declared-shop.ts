import type { TerraformStack } from 'cdktf';
import type { Manifest } from '../../../constructs/delivery/deliverable';
import { LeastPrivilege } from '../../../constructs/security';
import { type DeclaredCall, DeclaredWorkload, isServiceCall } from '../../../constructs/security/declared-workload';
import type { Fields } from '../../../model/value';
import { delivered, stackWith } from '../../policy-stack';
import { Random } from '../../random';

const PER_NAMESPACE = 20;
const CALLS = 3;
const METHODS = ['GET', 'POST', 'DELETE'] as const;
const PATHS = ['/items/1', '/pay', '/admin'] as const;

/** A request of one service to another, and whether it is declared. */
export interface ShopCall {
  readonly from: DeclaredWorkload;
  readonly to: DeclaredWorkload;
  readonly method: string;
  readonly path: string;
  readonly isDeclared: boolean;
}

/**
 * As many services as asked for, that call each other as they declare. They stand in a circle and know those near them: the pods of a part of
 * it are enough to ask for the calls within it.
 */
export class DeclaredShop {
  readonly namespaces: readonly string[];
  readonly workloads: readonly DeclaredWorkload[];
  private readonly random: Random;

  constructor(
    count: number,
    seed: number,
    /** How far away on the circle a service may be that another calls. */
    private readonly reach: number,
  ) {
    this.random = new Random(seed);
    this.namespaces = Array.from({ length: Math.ceil(count / PER_NAMESPACE) }, (_, index) => `access-team-${index}`);
    this.workloads = Array.from({ length: count }, (_, index) => {
      const namespace = this.namespaces[Math.floor(index / PER_NAMESPACE)] ?? '';
      return new DeclaredWorkload({ name: `service-${index}`, namespace });
    });
    for (const from of this.workloads) {
      const others = this.near(from);
      const called = new Set(this.random.times(CALLS, () => this.random.one(others)));
      for (const to of called)
        from.call(this.random.one([to, to.on('GET', '/items/*'), to.on(['POST', 'GET'], '/pay')]));
    }
  }

  /** So many services that stand together, from a place of the circle on. */
  part(first: number, size: number): readonly DeclaredWorkload[] {
    const count = this.workloads.length;
    return Array.from({ length: Math.min(size, count) }, (_, index) => this.workloads[(first + index) % count]).filter(
      (one) => one !== undefined,
    );
  }

  /** A workload's pod, and the Service in front of it. */
  manifests({ name, namespace, selector }: DeclaredWorkload, container: Fields): readonly Fields[] {
    // Many proxies on a small node: what they ask for is not what they need.
    const annotations = { 'sidecar.istio.io/proxyCPU': '1m', 'sidecar.istio.io/proxyMemory': '10Mi' };
    const metadata = { name, namespace };
    return [
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata,
        spec: { selector, ports: [{ name: 'http', port: 80, targetPort: 5000 }] },
      },
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata,
        spec: {
          // Started when it is their turn.
          replicas: 0,
          selector: { matchLabels: selector },
          template: {
            metadata: { labels: selector, annotations },
            spec: { serviceAccountName: name, terminationGracePeriodSeconds: 1, containers: [container] },
          },
        },
      },
    ];
  }

  /** What least privilege makes of the calls, with Sidecar scopes or without. */
  policies(sidecars: boolean): readonly Manifest[] {
    const stack: TerraformStack = stackWith();
    new LeastPrivilege(stack, 'LeastPrivilege', { workloads: this.workloads, sidecars });
    return delivered(stack);
  }

  /** Requests between so many pairs of services, of half of which something is declared: as declared, and otherwise. */
  sample(pairs: number): readonly ShopCall[] {
    const all = this.workloads.flatMap((from) =>
      this.near(from).map((to) => ({ from, to, own: declaredCall(from, to) })),
    );
    const chosen = [true, false].flatMap((isDeclared) => {
      const some = all.filter(({ own }) => (own !== undefined) === isDeclared);
      return this.random.shuffled(some).slice(0, pairs / 2);
    });
    return chosen.flatMap(({ from, to, own }): ShopCall[] => {
      const other = { method: this.random.one(METHODS), path: this.random.one(PATHS) };
      const requests = own === undefined ? [other] : [other, requestOf(own)];
      return requests.map((request) => ({
        from,
        to,
        ...request,
        isDeclared: own !== undefined && covers(own, request),
      }));
    });
  }

  /** Those that a service may know. */
  private near(one: DeclaredWorkload): readonly DeclaredWorkload[] {
    const count = this.workloads.length;
    const at = this.workloads.indexOf(one);
    return this.workloads.filter((_, index) => {
      const away = Math.abs(index - at);
      return index !== at && Math.min(away, count - away) <= this.reach;
    });
  }
}

function declaredCall(from: DeclaredWorkload, to: DeclaredWorkload): DeclaredCall | undefined {
  return from.calls.flatMap((call) => (!isServiceCall(call) && call.to === to ? [call] : []))[0];
}

function requestOf({ methods = ['GET'], paths = ['/'] }: DeclaredCall): Pick<ShopCall, 'method' | 'path'> {
  return { method: methods[0] ?? 'GET', path: (paths[0] ?? '/').replace('*', '7') };
}

function covers({ methods, paths }: DeclaredCall, { method, path }: Pick<ShopCall, 'method' | 'path'>): boolean {
  const fits = (pattern: string) => (pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern);
  return (methods?.includes(method) ?? true) && (paths?.some(fits) ?? true);
}
