import type { Check, Verdict } from '../checks/check';
import { gatewayApiVersions } from '../checks/gateway-api-versions';
import { proxiesInSync } from '../checks/proxies-in-sync';
import { proxiesKeepUp } from '../checks/proxies-keep-up';
import { upgradeGoesStepByStep } from '../checks/upgrade-goes-step-by-step';
import { upgradeNotesConcernNothing } from '../checks/upgrade-notes-concern-nothing';
import { webhooksAnswer } from '../checks/webhooks-answer';
import { authorityStays } from './gates/authority-stays';
import { envoyFiltersMatch } from './gates/envoy-filters-match';
import { errorRate } from './gates/error-rate';
import { gatewaysKeepRoutes } from './gates/gateways-keep-routes';
import { oldRevisionUnused } from './gates/old-revision-unused';
import { oneStep } from './gates/one-step';
import { podsRestarted } from './gates/pods-restarted';
import { resourcesAccepted } from './gates/resources-accepted';
import { revisionsReady } from './gates/revisions-ready';
import { tagsLeadSomewhere } from './gates/tags-lead-somewhere';

/** What must be true before the next step of an upgrade is taken. */
export const GATES: readonly Check[] = [
  strict(gatewayApiVersions),
  strict(upgradeGoesStepByStep),
  oneStep,
  upgradeNotesConcernNothing,
  revisionsReady,
  { ...webhooksAnswer, group: 'Control plane' },
  tagsLeadSomewhere,
  authorityStays,
  podsRestarted,
  oldRevisionUnused,
  strict(proxiesKeepUp),
  proxiesInSync,
  resourcesAccepted,
  envoyFiltersMatch,
  gatewaysKeepRoutes,
  errorRate,
];

/** A check whose warnings are reasons not to go on with an upgrade. */
function strict(check: Check): Check {
  return {
    ...check,
    async look(session): Promise<Verdict> {
      const { findings = [], ...verdict } = await check.look(session);
      return { ...verdict, findings: findings.map((finding) => ({ ...finding, severity: 'bad' })) };
    },
  };
}
