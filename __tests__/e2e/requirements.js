const { spawnSync } = require('node:child_process');

/** Says at once, one line each, what the end-to-end tests need and this machine lacks. */
module.exports = () => {
  const missing = [];
  const terraform = process.env.TERRAFORM_BINARY_NAME ?? 'terraform';
  if (spawnSync(terraform, ['version'], { stdio: 'ignore' }).status !== 0) {
    missing.push(`${terraform}: not found; install Terraform 1.5 or newer, or set TERRAFORM_BINARY_NAME=tofu`);
  }
  if (spawnSync('kubectl', ['version', '--client'], { stdio: 'ignore' }).status !== 0) {
    missing.push('kubectl: not found; install it, or use "minikube kubectl"');
  } else {
    const context = process.env.KUBE_CONTEXT ?? 'minikube';
    const reached = spawnSync('kubectl', ['--context', context, '--request-timeout=5s', 'get', '--raw', '/readyz']);
    if (reached.status !== 0) {
      missing.push(
        `cluster: context "${context}" does not answer; start one with "minikube start", or set KUBE_CONTEXT`,
      );
    }
  }
  if (missing.length > 0) {
    process.stderr.write(
      `The end-to-end tests need what is missing here:\n${missing.map((line) => `  ${line}\n`).join('')}`,
    );
    process.exit(2);
  }
};
