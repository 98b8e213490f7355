import { execFileSync, spawnSync } from 'node:child_process';

/** The program that deploys stacks. */
export const TERRAFORM = process.env.TERRAFORM_BINARY_NAME ?? 'terraform';

/** The arguments of kubectl that name the cluster of the environment. */
export const CONTEXT = ['--context', process.env.KUBE_CONTEXT ?? 'minikube'];

/** What a deploy needs and this machine lacks, one line each. */
export function missingForDeploy(): string[] {
  const missing: string[] = [];
  if (spawnSync(TERRAFORM, ['version'], { stdio: 'ignore' }).status !== 0) missing.push(`${TERRAFORM}: not found`);
  const cluster = spawnSync('kubectl', [...CONTEXT, 'get', 'crd', 'virtualservices.networking.istio.io'], {
    stdio: 'ignore',
  });
  if (cluster.status !== 0)
    missing.push('cluster: no answer, or no Istio definitions in it (deploy the mesh stack first)');
  return missing;
}

/** What the API server has answered, but for watches and what the cluster keeps saying to itself. */
export function requestsSoFar(): number {
  const metrics = execFileSync('kubectl', [...CONTEXT, 'get', '--raw', '/metrics'], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  return metrics
    .split('\n')
    .filter((line) => line.startsWith('apiserver_request_total{') && !/WATCH|leases|events|CONNECT/.test(line))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}
