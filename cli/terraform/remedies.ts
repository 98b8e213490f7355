import { join } from 'node:path';
import type { Problem } from '../command-error';
import { shortened } from '../terminal/wrap';
import { ERRORED_STATE } from './state';
import type { StackFolder, TerraformError } from './terraform';

/** Removes the definitions of Istio's kinds, which its charts leave behind, and every object of these kinds with them. */
export const DELETE_DEFINITIONS = "kubectl get crd -o name | grep 'istio.io$' | xargs kubectl delete";

/** Failures of Terraform and its providers whose way out is known: what the text says -> what to do. */
const REMEDIES: readonly (readonly [
  pattern: RegExp,
  remedy: (match: RegExpExecArray, stack: StackFolder) => string,
])[] = [
  [
    /over newer state with serial|unrelated state/,
    (_, { directory }) =>
      `the state has gone on since a run could not write it: delete ${join(directory, ERRORED_STATE)}, then mesh up again`,
  ],
  [
    /Unsupported state file format/,
    () =>
      'the state was cut off, as on a full disk, and the run that failed has kept none: put its backup in its place, then mesh up --clear-pending, which adopts what Terraform created since',
  ],
  [/no space left on device/, () => 'the disk is full: make room, then mesh up again'],
  [
    /Error acquiring the state lock[\s\S]*?ID:\s*(\S+)/,
    ([, id], stack) => `another deploy is running; if it was killed: ${terraformIn(stack)} force-unlock -force ${id}`,
  ],
  [
    /cannot re-use a name that is still in use/,
    () =>
      'the release is in the cluster but not in the state: helm -n NAMESPACE uninstall RELEASE, or terraform import it',
  ],
  [
    /another operation \(install\/upgrade\/rollback\) is in progress/,
    () => 'a deploy was killed half-way: mesh up --clear-pending',
  ],
  [
    /CustomResourceDefinition[\s\S]*storedVersions/,
    () =>
      `a newer Istio was here and left its definitions: deploy that release again, or delete them with all their resources: ${DELETE_DEFINITIONS}`,
  ],
  [
    /invalid ownership metadata/,
    () => 'the object belongs to another release or to none: delete it, or set takeOwnership on the release',
  ],
  [
    /already exists/,
    () =>
      'it is in the cluster and not in the state: after a deploy that was killed, mesh up --clear-pending adopts it; what somebody else created is theirs to delete',
  ],
  [
    /Field manager conflict|conflicts? with/,
    () => 'somebody else owns that field: remove their value, then deploy again',
  ],
  // Before what says that something was not in time: a webhook has a deadline, too.
  [/failed calling webhook/, () => 'istiod does not answer its webhook: mesh preflight says which one and what to do'],
  [
    /context deadline exceeded|timed out waiting/,
    () =>
      'it did not get ready, or go, in time: mend what its pods wait for (kubectl get pods -A); the next run continues where this one ended',
  ],
  // Before what says that a server does not answer: the registry is one, too.
  [
    /Failed to query available provider packages|could not connect to registry/,
    () => 'no network to the provider registry: set TF_CLI_CONFIG_FILE to a mirror (docs/guides/air-gapped.md)',
  ],
  [
    /(?:connection refused|no such host|i\/o timeout)/,
    () => 'the server or the chart repository does not answer: mesh preflight',
  ],
];

function terraformIn({ directory }: StackFolder): string {
  return `terraform -chdir=${directory}`;
}

/** What Terraform says, in several errors, of a state that it could not write. */
const UNWRITTEN = /^Failed to (?:(?:write|save) state|create local state file|persist state)/;

/** Every diagnostic of a failed Terraform run as one line, with the way out where it is known. */
export function problemsOf(error: TerraformError): readonly Problem[] {
  const { where, diagnostics } = error;
  const unwritten = diagnostics.some(({ summary }) => /^Failed to persist state/.test(summary));
  const others = unwritten ? diagnostics.filter(({ summary }) => !UNWRITTEN.test(summary)) : diagnostics;
  const problems = others.map(({ summary, detail, address }): Problem => {
    const text = `${summary}\n${detail}`;
    const problem = `${where.name}: ${address ? `${address}: ` : ''}${oneLine(summary)}${firstSentence(summary, detail)}`;
    for (const [pattern, remedy] of REMEDIES) {
      const match = pattern.exec(text);
      if (match) return { problem, remedy: remedy(match, where) };
    }
    return { problem };
  });
  return unwritten ? [...problems, unwrittenState(error)] : problems;
}

/** What is in the cluster is lost from no state as long as somebody keeps it: one way out, whatever the reason. */
function unwrittenState({ where, diagnostics, keptState }: TerraformError): Problem {
  const [first] = diagnostics.filter(({ summary }) => UNWRITTEN.test(summary));
  const reason = oneLine(first?.detail ?? '');
  const errored = join(where.directory, ERRORED_STATE);
  const dumped = diagnostics.some(({ detail }) => /printed above as a JSON object/.test(detail));
  const put =
    keptState !== undefined && keptState !== errored
      ? `mv ${keptState} ${errored}; `
      : dumped && keptState === undefined
        ? `write the JSON object that is printed above into ${errored}; `
        : '';
  return {
    problem: `${where.name}: the state could not be written: ${shortened(reason, 400)}`,
    remedy: `${/no space left/.test(reason) ? 'make room' : 'mend that'}; ${put}then mesh up again, which puts it back from ${errored}`,
  };
}

function firstSentence(summary: string, detail: string): string {
  const [first = '', second = ''] = detail.split('\n\n');
  const line = oneLine(/:\s*$/.test(first) ? `${first} ${second}` : first);
  return line === '' || summary.includes(line) ? '' : ` (${shortened(line, 400)})`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
