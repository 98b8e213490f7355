import type { Rule } from '../rule';
import { say, words } from '../sentence';
import { at, type Fields, isFields, listAt, same, show, textAt } from '../values';

/** Workloads that run something else, or more or less of it. */
export const workloads: Rule = {
  id: 'workloads',
  about: 'images and replicas of workloads, and whether their pods restart',
  kinds: ['Deployment', 'StatefulSet', 'DaemonSet'],
  *explain(pair) {
    const { before, after } = pair;
    if (!before || !after || pair.partial) return;
    const restarts = [{ risk: 'restarts' as const, reason: 'its pods are replaced' }];
    const images = imagesOf(before);
    let told = false;
    for (const [container, image] of imagesOf(after)) {
      const was = images.get(container);
      if (was === undefined || was === image) continue;
      told = true;
      yield {
        sentence: say`image ${was} -> ${image}, restarts its pods`,
        risks: restarts,
        explains: ['spec.template.spec.containers[].image', 'spec.template.spec.initContainers[].image'],
      };
    }
    if (!told && !same(at(before, 'spec', 'template'), at(after, 'spec', 'template'))) {
      yield { sentence: say`the pod template changes, restarts its pods`, risks: restarts, explains: [] };
    }
    const [was, is] = [at(before, 'spec', 'replicas') ?? 1, at(after, 'spec', 'replicas') ?? 1];
    if (!same(was, is)) {
      yield {
        sentence: say`${words(show(was))} -> ${words(show(is))} replicas`,
        ...(String(is) === '0' ? { risks: [{ risk: 'deletes-serving' as const, reason: 'no pod is left' }] } : {}),
        explains: ['spec.replicas'],
      };
    }
  },
};

function imagesOf(content: Fields): Map<string, string> {
  const spec = at(content, 'spec', 'template', 'spec');
  const containers = [...listAt(spec, 'containers'), ...listAt(spec, 'initContainers')].filter(isFields);
  return new Map(containers.map((container) => [textAt(container, 'name') ?? '', show(container['image'])] as const));
}
