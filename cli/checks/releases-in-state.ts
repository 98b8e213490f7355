import { releasesInState } from '../terraform/state';
import type { Check, Finding } from './check';

/**
 * The releases in the cluster that have the names of the stacks' are in the stacks' state: those of another state cannot be installed
 * over. One whose first install failed can.
 */
export const releasesInStateOfStacks: Check = {
  title: 'no release belongs to another state',
  group: 'Earlier deploys',
  link: 'https://developer.hashicorp.com/terraform/language/state',
  async look(session) {
    const [{ stacks, charts, objects }, revisions] = await Promise.all([session.content(), session.revisions()]);
    const states = new Map(stacks.map((stack) => [stack.name, releasesInState(stack)]));
    if ([...states.values()].every((state) => state === undefined))
      return { skipped: 'a remote backend keeps the state' };
    const deployed = new Map(
      revisions
        .filter(({ status }) => status === 'deployed')
        .map((revision) => [`${revision.namespace}/${revision.name}`, revision]),
    );
    const wanted = new Map(
      [...charts, ...objects.flatMap(({ release, stack }) => (release ? [{ ...release, stack }] : []))].map(
        ({ namespace, name, stack }) => [`${namespace}/${name}`, stack],
      ),
    );
    const findings = [...wanted].flatMap(([release, stack]): readonly Finding[] => {
      const found = deployed.get(release);
      if (!found || states.get(stack)?.has(release) !== false) return [];
      return [
        {
          severity: 'bad',
          problem: `release ${release}: deployed (revision ${found.revision}), and not in the state of stack ${stack}`,
          remedy: `deploy with the state that it belongs to (backend), or: helm -n ${found.namespace} uninstall ${found.name}`,
        },
      ];
    });
    return { findings };
  },
};
