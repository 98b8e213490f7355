import { capacitySuffices } from '../checks/capacity-suffices';
import { chartRepositoriesAnswer } from '../checks/chart-repositories-answer';
import type { Check } from '../checks/check';
import { definitionsAdoptable } from '../checks/definitions-adoptable';
import { gatewayApiVersions } from '../checks/gateway-api-versions';
import { gatewayNamespacesInject } from '../checks/gateway-namespaces-inject';
import { injectionLabelsAgree } from '../checks/injection-labels-agree';
import { kubernetesVersionSupported } from '../checks/kubernetes-version-supported';
import { loadBalancerPossible } from '../checks/load-balancer-possible';
import { namespacesFree } from '../checks/namespaces-free';
import { namespacesStay } from '../checks/namespaces-stay';
import { noOtherIstio } from '../checks/no-other-istio';
import { permissionsSuffice } from '../checks/permissions-suffice';
import { resultDocument, resultLines } from '../checks/print-results';
import { providersInstalled } from '../checks/providers-installed';
import { proxiesKeepUp } from '../checks/proxies-keep-up';
import { releasesInStateOfStacks } from '../checks/releases-in-state';
import { releasesSettled } from '../checks/releases-settled';
import { revisionsInUseStay } from '../checks/revisions-in-use-stay';
import { exitCodeOf, runChecks } from '../checks/run-checks';
import { serverAnswers } from '../checks/server-answers';
import { storageClassExists } from '../checks/storage-class-exists';
import { terraformInstalled } from '../checks/terraform-installed';
import { upgradeGoesStepByStep } from '../checks/upgrade-goes-step-by-step';
import { upgradeNotesConcernNothing } from '../checks/upgrade-notes-concern-nothing';
import { webhooksAnswer } from '../checks/webhooks-answer';
import { ExitCode } from '../exit-code';
import { Session, type SynthesisOptions } from '../session/session';
import { printLines } from '../terminal/wrap';
import type { Call } from '../verb';

/** What can be looked at without a cluster. */
const TOOL_CHECKS: readonly Check[] = [terraformInstalled, providersInstalled, chartRepositoriesAnswer];

/** What a deploy asks of the cluster. */
const CLUSTER_CHECKS: readonly Check[] = [
  kubernetesVersionSupported,
  permissionsSuffice,
  capacitySuffices,
  storageClassExists,
  loadBalancerPossible,
  gatewayApiVersions,
  injectionLabelsAgree,
  gatewayNamespacesInject,
  upgradeGoesStepByStep,
  revisionsInUseStay,
  upgradeNotesConcernNothing,
  proxiesKeepUp,
  noOtherIstio,
  webhooksAnswer,
  definitionsAdoptable,
  namespacesFree,
  namespacesStay,
  releasesInStateOfStacks,
  releasesSettled,
];

/** Looks at everything that a deploy needs and trips over, before anything is changed. */
export async function preflight({ options }: Call<SynthesisOptions>): Promise<ExitCode> {
  const session = Session.here(options);
  try {
    // Bad settings are the first thing to know; the cluster answers while the stacks are synthesized.
    const [[server], tools] = await Promise.all([
      runChecks([serverAnswers], session),
      runChecks(TOOL_CHECKS, session),
      session.content(),
    ]);
    const answers = server?.status === 'good';
    const results = [
      ...tools,
      ...(server ? [server] : []),
      ...(answers ? await runChecks(CLUSTER_CHECKS, session) : []),
    ];
    if (options.json) process.stdout.write(`${JSON.stringify(resultDocument(results), undefined, 2)}\n`);
    else printLines(process.stdout, resultLines(results));
    return answers ? exitCodeOf(results) : ExitCode.couldNotCheck;
  } finally {
    session.close();
  }
}
