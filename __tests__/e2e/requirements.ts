import { spawnSync } from 'node:child_process';
import { CONTEXT } from './cluster';
import { NEEDS, type Need, SUITES, simulated } from './needs';

const answers = (program: string, ...args: string[]): boolean =>
  spawnSync(program, args, { stdio: 'ignore' }).status === 0;

function missingEverywhere(): string[] {
  const missing: string[] = [];
  const terraform = process.env['TERRAFORM_BINARY_NAME'] ?? 'terraform';
  if (!answers(terraform, 'version')) {
    missing.push(`${terraform}: not found; install Terraform 1.5 or newer, or set TERRAFORM_BINARY_NAME=tofu`);
  }
  if (!answers('kubectl', 'version', '--client')) {
    missing.push('kubectl: not found; install it, or use "minikube kubectl"');
  } else if (!answers('kubectl', '--context', CONTEXT, '--request-timeout=5s', 'get', '--raw', '/readyz')) {
    missing.push(`cluster: context "${CONTEXT}" does not answer; start one with "minikube start", or set KUBE_CONTEXT`);
  }
  return missing;
}

/** What will be skipped, and why: a line for each suite, and one for each remedy. */
function skips(): string[] {
  const lacking = (Object.keys(NEEDS) as Need[]).filter((need) => !NEEDS[need].holds());
  // A mesh is deployed by the first suite that needs it.
  const deployed: readonly Need[] = simulated() || NEEDS.istio.holds() ? [] : ['istio', 'ingress'];
  const missing = lacking.filter((need) => !deployed.includes(need));
  const lines = Object.entries(SUITES).flatMap(([suite, needs]) => {
    const its = needs.filter((need) => missing.includes(need));
    return its.length > 0 ? [`  ${suite.padEnd(30)} needs ${its.join(', ')}`] : [];
  });
  if (lines.length === 0) return [];
  const remedies = missing.map((need) => `  ${need}: ${NEEDS[need].remedy}`);
  return [`Not everything can be shown on this cluster (context ${CONTEXT}):`, ...lines, ...remedies];
}

/** Says at once, one line each, what the end-to-end tests need and this machine lacks. */
export default function announce(): void {
  const missing = missingEverywhere();
  if (missing.length > 0) {
    const lines = missing.map((line) => `  ${line}\n`).join('');
    process.stderr.write(`The end-to-end tests need what is missing here:\n${lines}`);
    process.exit(2);
  }
  const lines = skips();
  if (lines.length > 0) process.stderr.write(`${lines.join('\n')}\n`);
}
