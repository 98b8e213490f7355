const { spawnSync } = require('node:child_process');

const context = process.env.KUBE_CONTEXT ?? 'minikube';

const read = (...args) => spawnSync('kubectl', ['--context', context, ...args], { encoding: 'utf8' });
const found = (...args) => {
  const { status, stdout } = read(...args);
  return status === 0 && stdout.trim() !== '';
};

/** What some suites need beyond Terraform and a cluster, how to see that it is there, and what to do where it is not. */
const NEEDS = {
  istio: {
    holds: () => found('-n', 'istio-system', 'get', 'deployment', 'istiod', '-o', 'name', '--ignore-not-found'),
    remedy: 'npm run up',
  },
  ingress: {
    holds: () =>
      found(
        '-n',
        'istio-system',
        'get',
        'service',
        'istio-ingressgateway',
        '-o',
        'jsonpath={.status.loadBalancer.ingress[0].ip}',
      ) && found('-n', 'default', 'get', 'virtualservices.networking.istio.io', 'helloworld', '-o', 'name'),
    remedy: 'npm run up, and minikube tunnel where nothing else gives LoadBalancer addresses',
  },
  'running pods': {
    holds: () => !found('get', 'nodes', '-l', 'type=kwok', '-o', 'name'),
    remedy: 'a cluster whose nodes run containers: minikube, kind, k3d',
  },
  istioctl: {
    holds: () => spawnSync(process.env.ISTIOCTL ?? 'istioctl', ['version', '--remote=false']).status === 0,
    remedy: 'install istioctl, or set ISTIOCTL',
  },
};

/** Suites, as folders or files of this one, that skip what they cannot show; the others need Terraform and a cluster alone. */
const SUITES = {
  'examples.test.ts': ['istio', 'istioctl'],
  'observability/': ['istio', 'ingress', 'running pods'],
  'policy/': ['istio', 'ingress', 'running pods'],
  'resources/': ['istio'],
  'security/': ['istio', 'ingress', 'running pods'],
  'testing/': ['istio', 'ingress'],
};

function announceSkips() {
  const lacking = Object.keys(NEEDS).filter((need) => !NEEDS[need].holds());
  const lines = Object.entries(SUITES).flatMap(([suite, needs]) => {
    const missing = needs.filter((need) => lacking.includes(need));
    return missing.length > 0 ? [`  ${suite.padEnd(18)} needs ${missing.join(', ')}`] : [];
  });
  if (lines.length === 0) return;
  const remedies = lacking.map((need) => `  ${need}: ${NEEDS[need].remedy}`);
  process.stderr.write(
    `Not everything can be shown on this cluster (context ${context}):\n${[...lines, ...remedies].join('\n')}\n`,
  );
}

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
  announceSkips();
};
