import type { Problem } from '../command-error';
import { shortened } from '../terminal/wrap';
import type { StackFolder, TerraformError } from './terraform';

/** Removes the definitions of Istio's kinds, which its charts leave behind, and every object of these kinds with them. */
export const DELETE_DEFINITIONS = "kubectl get crd -o name | grep 'istio.io$' | xargs kubectl delete";

/** Failures of Terraform and its providers whose way out is known: what the text says -> what to do. */
const REMEDIES: readonly (readonly [
  pattern: RegExp,
  remedy: (match: RegExpExecArray, stack: StackFolder) => string,
])[] = [
  [
    /written to the file "errored\.tfstate"/,
    (_, stack) =>
      `make room; move the state that was cut off away, where it is a file; then ${terraformIn(stack)} state push errored.tfstate, then mesh up again`,
  ],
  [
    /Unsupported state file format/,
    (_, stack) =>
      `the state was cut off, as on a full disk: move it away, then ${terraformIn(stack)} state push errored.tfstate, which the run that failed left there`,
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

/** Every diagnostic of a failed Terraform run as one line, with the way out where it is known. */
export function problemsOf({ where, diagnostics }: TerraformError): readonly Problem[] {
  return diagnostics.map(({ summary, detail, address }) => {
    const text = `${summary}\n${detail}`;
    const problem = `${where.name}: ${address ? `${address}: ` : ''}${oneLine(summary)}${firstSentence(summary, detail)}`;
    for (const [pattern, remedy] of REMEDIES) {
      const match = pattern.exec(text);
      if (match) return { problem, remedy: remedy(match, where) };
    }
    return { problem };
  });
}

function firstSentence(summary: string, detail: string): string {
  const line = oneLine(detail.split('\n\n')[0] ?? '');
  return line === '' || summary.includes(line) ? '' : ` (${shortened(line, 400)})`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
