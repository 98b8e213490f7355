import { readFileSync } from 'node:fs';
import type { RequestOptions } from 'node:https';
import { dirname, resolve } from 'node:path';
import { CommandError, type Problem } from '../command-error';
import { withoutClient } from './official-client';
import type { Target } from './target';

/** What a kubeconfig says about one context. */
export interface ClusterAccess {
  readonly context: string;
  readonly server: string;
  /** The context's namespace, `default` where it names none. */
  readonly namespace: string;
  /** TLS and authentication of a request, fresh for each call because tokens expire. */
  authorize(): Promise<RequestOptions & { readonly headers: Record<string, string> }>;
  /** For the official client's parts that speak to the server themselves, such as its port-forward. */
  readonly forOfficialClient: {
    getCurrentCluster(): { readonly name: string; readonly server: string };
    applyToHTTPSOptions(options: object): Promise<void>;
  };
}

type Entry<Key extends string, Body> = { readonly name: string } & { readonly [key in Key]: Body };

interface Kubeconfig {
  readonly clusters: readonly Entry<'cluster', ClusterEntry>[];
  readonly users: readonly Entry<'user', UserEntry>[];
  readonly contexts: readonly Entry<'context', { cluster: string; user?: string; namespace?: string }>[];
}

interface ClusterEntry {
  readonly server: string;
  readonly 'certificate-authority'?: string;
  readonly 'certificate-authority-data'?: string;
  readonly 'insecure-skip-tls-verify'?: boolean;
  readonly 'tls-server-name'?: string;
  readonly 'proxy-url'?: string;
}

interface UserEntry {
  readonly 'client-certificate'?: string;
  readonly 'client-certificate-data'?: string;
  readonly 'client-key'?: string;
  readonly 'client-key-data'?: string;
  readonly token?: string;
  readonly tokenFile?: string;
  readonly username?: string;
  readonly password?: string;
  readonly as?: string;
  readonly exec?: { readonly command: string };
  readonly 'auth-provider'?: { readonly name: string };
}

/**
 * Reads how to reach the target's context.
 *
 * @throws CommandError where a file is missing, unreadable, no YAML or no kubeconfig, or lacks the context.
 */
export function readKubeconfig(target: Target): ClusterAccess {
  const files = target.kubeconfig.map(readFile);
  const problems = files.filter((file): file is Problem => 'problem' in file);
  if (problems.length > 0) throw new CommandError(...problems);
  // The first file that names an entry wins, as for kubectl.
  const merged = files.filter((file): file is Kubeconfig => 'contexts' in file);
  const context = merged.flatMap((file) => file.contexts).find(({ name }) => name === target.context)?.context;
  if (!context) throw new CommandError(contextMissing(target, merged));
  const cluster = merged.flatMap((file) => file.clusters).find(({ name }) => name === context.cluster)?.cluster;
  if (!cluster?.server) {
    throw new CommandError({
      problem: `${target.kubeconfig.join(', ')}: context "${target.context}": cluster "${context.cluster}" has no server`,
      remedy: `kubectl config set-cluster ${context.cluster} --server=https://ADDRESS:PORT`,
    });
  }
  const user = merged.flatMap((file) => file.users).find(({ name }) => name === context.user)?.user ?? {};
  const authorize = needsWholeClient(cluster, user) ? wholeClient(target) : ownAuthorization(cluster, user);
  return {
    context: target.context,
    server: cluster.server.replace(/\/$/, ''),
    namespace: context.namespace ?? 'default',
    authorize,
    forOfficialClient: {
      getCurrentCluster: () => ({ name: context.cluster, server: cluster.server.replace(/\/$/, '') }),
      applyToHTTPSOptions: async (options) => {
        Object.assign(options, await authorize());
      },
    },
  };
}

function contextMissing(target: Target, files: readonly Kubeconfig[]): Problem {
  const names = files.flatMap((file) => file.contexts.map(({ name }) => name));
  return {
    problem:
      names.length === 0
        ? `context "${target.context}": ${target.kubeconfig.join(', ')} has no contexts`
        : `context "${target.context}": not in ${target.kubeconfig.join(', ')}, which has ${names.join(', ')}`,
    remedy: `${target.context === 'minikube' ? 'minikube start, or ' : ''}name another by --context, KUBE_CONTEXT or the setting kubeContext`,
  };
}

function readFile(path: string): Kubeconfig | Problem {
  let source: string;
  try {
    source = readFileSync(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') {
      return {
        problem: `kubeconfig ${path}: no such file`,
        remedy: 'minikube start writes ~/.kube/config; KUBECONFIG names another file',
      };
    }
    if (code === 'EACCES')
      return { problem: `kubeconfig ${path}: not readable by this user`, remedy: `chmod u+r ${path}` };
    if (code === 'EISDIR') return { problem: `kubeconfig ${path}: is a folder`, remedy: 'KUBECONFIG names a file' };
    return { problem: `kubeconfig ${path}: ${message}` };
  }
  // Seventy files, loaded where there is a kubeconfig to parse.
  const { parseDocument } = require('yaml') as typeof import('yaml');
  const document = parseDocument(source, { prettyErrors: true });
  const fault = document.errors[0];
  if (fault) {
    return {
      problem: `kubeconfig ${path}: not YAML: ${fault.message.split('\n')[0]}`,
      remedy: 'repair it, or name another by KUBECONFIG',
    };
  }
  const content: unknown = document.toJS();
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    return {
      problem: `kubeconfig ${path}: not a kubeconfig: expected clusters, users and contexts`,
      remedy: 'name another by KUBECONFIG',
    };
  }
  const { clusters, users, contexts } = content as Partial<Kubeconfig>;
  const folder = dirname(path);
  return {
    contexts: contexts ?? [],
    clusters: (clusters ?? []).map((entry) => ({
      ...entry,
      cluster: absolute(folder, entry.cluster, ['certificate-authority']),
    })),
    users: (users ?? []).map((entry) => ({
      ...entry,
      user: absolute(folder, entry.user ?? {}, ['client-certificate', 'client-key', 'tokenFile']),
    })),
  };
}

function absolute<Body extends object>(folder: string, body: Body, keys: readonly (keyof Body)[]): Body {
  const copy = { ...body };
  for (const key of keys) {
    const path = copy[key];
    if (typeof path === 'string') copy[key] = resolve(folder, path) as typeof path;
  }
  return copy;
}

function needsWholeClient(cluster: ClusterEntry, user: UserEntry): boolean {
  return cluster['proxy-url'] !== undefined || user['auth-provider'] !== undefined;
}

function ownAuthorization(cluster: ClusterEntry, user: UserEntry): ClusterAccess['authorize'] {
  let plugin: Promise<{ applyAuthentication(user: never, options: object): Promise<void> }> | undefined;
  return async () => {
    const options: RequestOptions & { headers: Record<string, string> } = { headers: {} };
    const ca = fileOrData(cluster['certificate-authority'], cluster['certificate-authority-data']);
    const cert = fileOrData(user['client-certificate'], user['client-certificate-data']);
    const key = fileOrData(user['client-key'], user['client-key-data']);
    if (ca) options.ca = ca;
    if (cert) options.cert = cert;
    if (key) options.key = key;
    if (cluster['insecure-skip-tls-verify']) options.rejectUnauthorized = false;
    if (cluster['tls-server-name']) options.servername = cluster['tls-server-name'];
    if (user.as) options.headers['Impersonate-User'] = user.as;
    if (user.username !== undefined) {
      options.headers['Authorization'] =
        `Basic ${Buffer.from(`${user.username}:${user.password ?? ''}`).toString('base64')}`;
    }
    const token = user.tokenFile ? fileOrData(user.tokenFile, undefined)?.toString().trim() : user.token;
    if (token) options.headers['Authorization'] = `Bearer ${token}`;
    if (user.exec) {
      // Only this part of the official client: the whole of it takes 0.9 s to load.
      plugin ??= import('@kubernetes/client-node/dist/exec_auth.js').then(
        ({ ExecAuth }) => new ExecAuth(),
        withoutClient('the kubeconfig gets its credentials from a plugin'),
      );
      const loaded = await plugin;
      try {
        await loaded.applyAuthentication({ name: 'mesh', exec: user.exec } as never, options);
      } catch (error) {
        throw new CommandError({
          problem: `credential plugin ${user.exec.command}: ${(error as Error).message.trim().split('\n')[0]}`,
          remedy: 'log in again with the tool of your cluster, or repair the kubeconfig',
        });
      }
    }
    return options;
  };
}

/** Proxies and the old auth providers: rare enough to leave to the official client as a whole. */
function wholeClient(target: Target): ClusterAccess['authorize'] {
  let config: ReturnType<typeof load> | undefined;
  async function load() {
    const { KubeConfig } = await import('@kubernetes/client-node/dist/config.js').catch(
      withoutClient('the kubeconfig names a proxy or an old provider'),
    );
    const merged = new KubeConfig();
    const [first = '', ...others] = target.kubeconfig;
    merged.loadFromFile(first);
    for (const file of others) {
      const more = new KubeConfig();
      more.loadFromFile(file);
      merged.mergeConfig(more, true);
    }
    merged.setCurrentContext(target.context);
    return merged;
  }
  return async () => {
    config ??= load();
    const options: RequestOptions & { headers: Record<string, string> } = { headers: {} };
    await (await config).applyToHTTPSOptions(options);
    return options;
  };
}

function fileOrData(file: string | undefined, data: string | undefined): Buffer | undefined {
  if (!file) return data ? Buffer.from(data, 'base64') : undefined;
  try {
    return readFileSync(file);
  } catch (error) {
    throw new CommandError({
      problem: `kubeconfig names ${file}: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : (error as Error).message}`,
      remedy: 'log in to the cluster again (minikube update-context), or repair the kubeconfig',
    });
  }
}
