import type { Rule } from '../rule';
import { say, words } from '../sentence';
import { at, type Fields, listAt, same, show } from '../values';
import { isTag } from './revisions';

/** Kubernetes Services. */
export const services: Rule = {
  id: 'services',
  about: 'ports, type and pods of a Service',
  kinds: ['Service'],
  *explain(pair) {
    const { before, after, partial } = pair;
    if (!after || partial || isTag(pair)) return;
    const [type, typeNow] = [typeOf(before), typeOf(after)];
    if (before && type !== typeNow) {
      const outside = (value: string): boolean => value === 'LoadBalancer' || value === 'NodePort';
      yield {
        sentence: say`Service type: ${words(type)} -> ${words(typeNow)}`,
        risks: outside(typeNow)
          ? [{ risk: 'opens-access', reason: 'it can be reached from outside the cluster, past the mesh' }]
          : [{ risk: 'refuses-requests', reason: 'it can no longer be reached as before' }],
        explains: ['spec.type'],
      };
    } else if (!before && (typeNow === 'LoadBalancer' || typeNow === 'NodePort')) {
      yield {
        sentence: say`the Service can be reached from outside the cluster (${words(typeNow)})`,
        risks: [{ risk: 'opens-access', reason: 'it can be reached past the gateways of the mesh' }],
        explains: ['spec.type'],
      };
    }
    if (!before) return;
    const [ports, portsNow] = [portsOf(before), portsOf(after)];
    if (ports.join() !== portsNow.join()) {
      const fewer = ports.filter((port) => !portsNow.includes(port));
      yield {
        sentence: say`ports: ${ports.join(', ')} -> ${portsNow.join(', ')}`,
        ...(fewer.length > 0
          ? { risks: [{ risk: 'refuses-requests' as const, reason: `port ${fewer.join(', ')} is closed or moved` }] }
          : {}),
        explains: ['spec.ports'],
      };
    }
    if (!same(at(before, 'spec', 'selector'), at(after, 'spec', 'selector'))) {
      yield {
        sentence: say`the Service sends to other pods: ${show(at(before, 'spec', 'selector'))} -> ${show(at(after, 'spec', 'selector'))}`,
        risks: [{ risk: 'refuses-requests', reason: 'without ready pods behind it, requests fail' }],
        explains: ['spec.selector'],
      };
    }
  },
};

function typeOf(content: Fields | undefined): string {
  const type = at(content, 'spec', 'type');
  return type === undefined ? 'ClusterIP' : show(type);
}

function portsOf(content: Fields): string[] {
  return listAt(content, 'spec', 'ports').map((port) => {
    const [number, target, name] = [at(port, 'port'), at(port, 'targetPort'), at(port, 'name')];
    return `${show(number)}${target === undefined || show(target) === show(number) ? '' : `->${show(target)}`}${name === undefined ? '' : ` ${show(name)}`}`;
  });
}
