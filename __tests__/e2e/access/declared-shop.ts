import type { TerraformStack } from 'cdktf';
import type { Manifest } from '../../../constructs/delivery/deliverable';
import { LeastPrivilege } from '../../../constructs/security';
import { DeclaredWorkload, isServiceCall } from '../../../constructs/security/declared-workload';
import type { Fields } from '../../../model/value';
import { delivered, stackWith } from '../../policy-stack';
import { Random } from '../../random';

const PER_NAMESPACE = 20;
const CALLS = 3;
const METHODS = ['GET', 'POST', 'DELETE'] as const;
const PATHS = ['/items/1', '/pay', '/admin'] as const;

/** What one service asks another, and whether it is declared. */
export interface ShopCall {
  readonly from: DeclaredWorkload;
  readonly to: DeclaredWorkload;
  readonly method: string;
  readonly path: string;
  readonly isDeclared: boolean;
}

/** As many services as asked for, that call each other as they declare. */
export class DeclaredShop {
  readonly namespaces: readonly string[];
  readonly workloads: readonly DeclaredWorkload[];
  private readonly random: Random;

  constructor(count: number, seed: number) {
    this.random = new Random(seed);
    this.namespaces = Array.from({ length: Math.ceil(count / PER_NAMESPACE) }, (_, index) => `access-team-${index}`);
    this.workloads = Array.from({ length: count }, (_, index) => {
      const namespace = this.namespaces[Math.floor(index / PER_NAMESPACE)] ?? '';
      return new DeclaredWorkload({ name: `service-${index}`, namespace });
    });
    for (const from of this.workloads) {
      const others = this.workloads.filter((one) => one !== from);
      const called = new Set(this.random.times(CALLS, () => this.random.one(others)));
      for (const to of called)
        from.call(this.random.one([to, to.on('GET', '/items/*'), to.on(['POST', 'GET'], '/pay')]));
    }
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

  /** Calls of which about half are declared. */
  sample(count: number): readonly ShopCall[] {
    const { random } = this;
    return random.times(count, () => {
      const from = random.one(this.workloads);
      const declared = from.calls.flatMap((call) => (isServiceCall(call) ? [] : [call]));
      const isWanted = random.chance(50);
      const call = random.one(declared);
      const others = this.workloads.filter((one) => one !== from && !declared.some(({ to }) => to === one));
      const to = isWanted || random.chance(40) || others.length === 0 ? call.to : random.one(others);
      const own = declared.find((one) => one.to === to);
      const method = isWanted && own?.methods ? random.one(own.methods) : random.one(METHODS);
      const path = isWanted && own?.paths ? random.one(own.paths).replace('*', '7') : random.one(PATHS);
      const isPath = (pattern: string) =>
        pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
      const isDeclared =
        own !== undefined && (own.methods?.includes(method) ?? true) && (own.paths?.some(isPath) ?? true);
      return { from, to, method, path, isDeclared };
    });
  }
}
