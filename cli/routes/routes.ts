import { refusal } from '../cluster/api';
import { connect } from '../cluster/connect';
import { findPod, type RunningPod } from '../cluster/pods';
import { forwardPort } from '../cluster/port-forward';
import { CommandError } from '../command-error';
import { ExitCode } from '../exit-code';
import { tableLines } from '../terminal/table';
import type { Call } from '../verb';
import { type ConfigDump, routesIn } from './config-dump';
import { readableRoutes } from './readable';

const ENVOY_ADMIN_PORT = 15000;

/** Prints the routes that a pod's proxy has at this moment, from the proxy itself. */
export async function routes({ args, options }: Call): Promise<ExitCode> {
  const api = connect(options);
  try {
    const pod = await findPod(api, args[0] ?? '');
    const { metadata } = pod;
    const clusterDomain = clusterDomainOf(pod);
    const found = routesIn(await configDump(api, metadata.namespace ?? 'default', metadata.name), clusterDomain);
    if (options.json)
      process.stdout.write(
        `${JSON.stringify({ pod: metadata.name, namespace: metadata.namespace, routes: found }, undefined, 2)}\n`,
      );
    else if (found.length === 0) process.stdout.write(`${metadata.name} has no routes\n`);
    else {
      const rows = readableRoutes(found, clusterDomain).map(({ config, domains, match, to, resource }) => [
        config,
        domains.join(', '),
        match,
        to.join(', '),
        resource ?? '',
      ]);
      process.stdout.write(`${tableLines(['NAME', 'DOMAINS', 'MATCH', 'TO', 'VIRTUAL SERVICE'], rows)}\n`);
    }
    return ExitCode.good;
  } catch (error) {
    throw refusal(error, api.access);
  } finally {
    api.close();
  }
}

/** The domain of the cluster's Services as the injector writes it for a proxy: `--domain $(POD_NAMESPACE).svc.cluster.local`. */
function clusterDomainOf({ spec }: RunningPod): string | undefined {
  const [args = []] = [...(spec.initContainers ?? []), ...spec.containers].flatMap(({ args }) =>
    args?.includes('--domain') ? [args] : [],
  );
  return args[args.indexOf('--domain') + 1]?.replace(/^.*\.svc\./, '');
}

async function configDump(api: ReturnType<typeof connect>, namespace: string, pod: string): Promise<ConfigDump> {
  let failure = 'its proxy does not answer';
  const forward = await forwardPort(
    api.access,
    0,
    async () => ({ namespace, pod, port: ENVOY_ADMIN_PORT }),
    (reason) => {
      failure = reason;
    },
  );
  try {
    const answer = await fetch(`http://127.0.0.1:${forward.port}/config_dump?resource=dynamic_route_configs`, {
      signal: AbortSignal.timeout(10_000),
      headers: { connection: 'close' },
    });
    return (await answer.json()) as ConfigDump;
  } catch {
    throw new CommandError({
      problem: `pod ${namespace}/${pod}: ${failure}`,
      remedy: 'name a pod with a proxy, e.g. istio-ingressgateway; kubectl port-forward to its port 15000 must work',
    });
  } finally {
    forward.close();
  }
}
