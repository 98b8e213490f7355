import { ApiError } from '../cluster/api';
import { type Addon, addonService, askAddon } from './addon-services';
import type { Check, Verdict } from './check';

/** A check of one addon: what it is asked, and what its answer says; `ask` asks it more. */
export function addonCheck(
  addon: Addon,
  title: string,
  path: string,
  judge: (answer: string, ask: (path: string) => Promise<string>) => Verdict | Promise<Verdict>,
): Check {
  return {
    title,
    group: 'Addons',
    link: `https://istio.io/latest/docs/ops/integrations/${addon}/`,
    async look(session) {
      const service = addonService(await session.content(), addon);
      if (!service) return { skipped: 'not deployed by the stacks' };
      let answer: string;
      try {
        answer = await askAddon(session, service, path);
      } catch (error) {
        if (error instanceof ApiError) throw error;
        return {
          findings: [
            {
              severity: 'bad',
              problem: `${addon}: ${(error as Error).message}`,
              remedy: `kubectl -n ${service.namespace} get pods,endpointslices; mesh logs ${addon}`,
            },
          ],
        };
      }
      return judge(answer, (further) => askAddon(session, service, further));
    },
  };
}

/** The JSON in an answer; undefined where it holds none. */
export function json<Content>(answer: string): Content | undefined {
  try {
    return JSON.parse(answer) as Content;
  } catch {
    return undefined;
  }
}
