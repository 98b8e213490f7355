import http from 'node:http';
import https from 'node:https';
import { CommandError, type Problem } from '../command-error';
import { type ClusterAccess, readKubeconfig } from './kubeconfig';
import type { Target } from './target';

/** The parts that all Kubernetes objects share. */
export interface KubernetesObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly resourceVersion?: string;
    readonly generation?: number;
    readonly creationTimestamp?: string;
    readonly deletionTimestamp?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly managedFields?: readonly ManagedFields[];
    readonly ownerReferences?: readonly { readonly kind: string; readonly name: string }[];
    readonly finalizers?: readonly string[];
  };
}

/** Who set which fields of an object. */
export interface ManagedFields {
  readonly manager?: string;
  readonly operation?: string;
  readonly subresource?: string;
  readonly time?: string;
  readonly fieldsV1?: Readonly<Record<string, unknown>>;
}

/** How the API names a kind in its paths. */
export interface ApiResource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

/** An answer of the API server that is not the one that was asked for. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly reason: string,
    message: string,
    /** What the server answered, where it was JSON. */
    readonly body?: unknown,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

interface Page<Item> {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly items: readonly Item[];
  readonly metadata?: { readonly continue?: string };
}

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

const MERGE_PATCH = 'application/merge-patch+json';
const METADATA_ONLY = 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io';
const APPLY_PATCH = 'application/apply-patch+yaml';

/**
 * The API of one cluster, over plain HTTPS with the connections kept open. Authentication comes from the official client's parts;
 * its 800 generated models take 0.9 s of processor time to load, a third of what preflight, verify and drift may take.
 */
export class KubernetesApi {
  private readonly agent: http.Agent | https.Agent;
  private readonly discovered = new Map<string, Promise<readonly ApiResource[]>>();

  constructor(
    readonly access: ClusterAccess,
    /** How long the server may keep silent, in milliseconds. */
    private readonly timeout = 10_000,
  ) {
    const options = { keepAlive: true, maxSockets: 16 };
    this.agent = access.server.startsWith('http:') ? new http.Agent(options) : new https.Agent(options);
  }

  /** @throws CommandError as readKubeconfig does. */
  static connect(target: Target): KubernetesApi {
    return new KubernetesApi(readKubeconfig(target));
  }

  /** Ends the open connections, so that the process may end. */
  close(): void {
    this.agent.destroy();
  }

  get<Answer>(path: string, query: Query = {}, accept?: string): Promise<Answer> {
    return this.send('GET', path, { query, ...(accept ? { accept } : {}) });
  }

  /** The answer, or undefined where the server has no such thing. */
  async find<Answer>(path: string, query: Query = {}, accept?: string): Promise<Answer | undefined> {
    try {
      return await this.get<Answer>(path, query, accept);
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    }
  }

  /** All items of a list; none where the server does not know the kind. */
  async list<Item extends KubernetesObject>(
    path: string,
    query: Query = {},
    { metadataOnly = false }: { readonly metadataOnly?: boolean } = {},
  ): Promise<readonly Item[]> {
    const items: Item[] = [];
    for await (const page of this.pages<Item>(path, query, metadataOnly ? METADATA_ONLY : undefined))
      items.push(...page.items);
    return items;
  }

  /** As list; each item says its apiVersion and kind, which lists of the API state once for all. */
  async listWithKind(path: string): Promise<readonly KubernetesObject[]> {
    const items: KubernetesObject[] = [];
    for await (const page of this.pages<KubernetesObject>(path)) {
      const { apiVersion = '', kind = '' } = page;
      items.push(...page.items.map((item) => ({ apiVersion, kind: kind.replace(/List$/, ''), ...item })));
    }
    return items;
  }

  private async *pages<Item>(path: string, query: Query = {}, accept?: string): AsyncGenerator<Page<Item>> {
    let next: string | undefined;
    do {
      const page: (Omit<Page<Item>, 'items'> & { items: readonly Item[] | null }) | undefined = await this.find(
        path,
        { limit: 500, ...query, continue: next },
        accept,
      );
      if (page === undefined) return;
      // The server writes null where it lists the metadata of nothing.
      yield { ...page, items: page.items ?? [] };
      next = page.metadata?.continue || undefined;
    } while (next);
  }

  post<Answer>(path: string, body: unknown, query: Query = {}): Promise<Answer> {
    return this.send('POST', path, { query, body, type: 'application/json' });
  }

  mergePatch<Answer>(path: string, body: unknown, query: Query = {}): Promise<Answer> {
    return this.send('PATCH', path, { query, body, type: MERGE_PATCH });
  }

  delete(path: string): Promise<unknown> {
    return this.send('DELETE', path, {});
  }

  /** What the object would be after a server-side apply that wins every conflict; nothing is changed. */
  dryRunApply<Answer>(path: string, body: unknown, fieldManager: string): Promise<Answer> {
    return this.send('PATCH', path, {
      query: { dryRun: 'All', force: true, fieldManager },
      body,
      type: APPLY_PATCH,
    });
  }

  /** How the paths of a kind read; undefined where the server does not serve it. */
  async resource(apiVersion: string, kind: string): Promise<ApiResource | undefined> {
    const resources = await this.resources(apiVersion);
    return resources.find((resource) => resource.kind === kind && !resource.name.includes('/'));
  }

  resources(apiVersion: string): Promise<readonly ApiResource[]> {
    let found = this.discovered.get(apiVersion);
    if (!found) {
      found = this.find<{ resources: readonly ApiResource[] }>(groupPath(apiVersion)).then(
        (list) => list?.resources ?? [],
      );
      this.discovered.set(apiVersion, found);
    }
    return found;
  }

  /** The path of one object; undefined where the server does not serve its kind. */
  async pathOf(object: {
    apiVersion: string;
    kind: string;
    metadata: { name: string; namespace?: string };
  }): Promise<string | undefined> {
    const resource = await this.resource(object.apiVersion, object.kind);
    if (!resource) return undefined;
    const namespace = resource.namespaced ? `/namespaces/${object.metadata.namespace ?? 'default'}` : '';
    return `${groupPath(object.apiVersion)}${namespace}/${resource.name}/${encodeURIComponent(object.metadata.name)}`;
  }

  /** The body of a long answer as it comes, e.g. a log that is followed. */
  async stream(path: string, query: Query, signal?: AbortSignal): Promise<http.IncomingMessage> {
    const answer = await this.request('GET', path, { query, ...(signal ? { signal } : {}), patient: true });
    if ((answer.statusCode ?? 500) >= 300) throw apiError(answer.statusCode ?? 500, await bodyOf(answer));
    return answer;
  }

  /** The text that a path answers with, whatever its type. */
  async text(path: string, query: Query = {}): Promise<string> {
    const answer = await this.request('GET', path, { query });
    const body = await bodyOf(answer);
    if ((answer.statusCode ?? 500) >= 300) throw apiError(answer.statusCode ?? 500, body);
    return body;
  }

  private async send<Answer>(method: string, path: string, parts: RequestParts): Promise<Answer> {
    const answer = await this.request(method, path, parts);
    const body = await bodyOf(answer);
    const status = answer.statusCode ?? 500;
    if (status >= 300) throw apiError(status, body);
    try {
      return JSON.parse(body) as Answer;
    } catch {
      throw new CommandError({
        problem: `${this.access.server}${path}: answered ${status} without JSON: no Kubernetes API server is there`,
        remedy: `check the server of context "${this.access.context}"`,
      });
    }
  }

  private async request(method: string, path: string, parts: RequestParts): Promise<http.IncomingMessage> {
    const url = new URL(this.access.server + path);
    for (const [key, value] of Object.entries(parts.query ?? {})) {
      if (value !== undefined) url.searchParams.set(key, String(value));
    }
    const authorized = await this.access.authorize();
    const payload = parts.body === undefined ? undefined : JSON.stringify(parts.body);
    const options: https.RequestOptions = {
      method,
      agent: this.agent,
      ...authorized,
      headers: {
        accept: parts.accept ?? 'application/json',
        ...(payload === undefined ? {} : { 'content-type': parts.type, 'content-length': Buffer.byteLength(payload) }),
        ...authorized.headers,
      },
      ...(parts.signal ? { signal: parts.signal } : {}),
    };
    return new Promise((done, fail) => {
      const request = (url.protocol === 'http:' ? http : https).request(url, options, done);
      if (!parts.patient) {
        request.setTimeout(this.timeout, () =>
          request.destroy(Object.assign(new Error('silent'), { code: 'ETIMEDOUT' })),
        );
      }
      request.on('error', (error: NodeJS.ErrnoException) => {
        fail(parts.signal?.aborted ? error : new CommandError(unreachable(this.access, error, this.timeout)));
      });
      request.end(payload);
    });
  }
}

interface RequestParts {
  readonly query?: Query;
  readonly body?: unknown;
  readonly type?: string;
  readonly accept?: string;
  readonly signal?: AbortSignal;
  /** No timeout: the answer may take as long as it likes. */
  readonly patient?: boolean;
}

/** `/api/v1` or `/apis/GROUP/VERSION`. */
export function groupPath(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

async function bodyOf(answer: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** What an answer says that is not the one that was asked for: its message, where it is a Status. */
export function apiError(status: number, body: string): ApiError {
  let parsed: { message?: string; reason?: string } | undefined;
  try {
    parsed = JSON.parse(body);
  } catch {
    parsed = undefined;
  }
  return new ApiError(status, parsed?.reason ?? '', parsed?.message ?? (body.trim() || `HTTP ${status}`), parsed);
}

function unreachable(access: ClusterAccess, error: NodeJS.ErrnoException, timeout: number): Problem {
  const start = access.context === 'minikube' ? 'minikube start' : `start the cluster of context "${access.context}"`;
  const where = `context "${access.context}": ${access.server}`;
  if (error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN') {
    return { problem: `${where}: no such host`, remedy: 'check the network (VPN?), or the server in the kubeconfig' };
  }
  if (error.code === 'ETIMEDOUT') {
    return {
      problem: `${where}: no answer within ${timeout / 1000} s`,
      remedy: `${start}, or check the network (VPN?)`,
    };
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(error.code ?? '')) {
    return {
      problem: `${where}: its certificate is not trusted (${error.code})`,
      remedy: 'fetch the kubeconfig again (minikube update-context)',
    };
  }
  return {
    problem: `${where}: ${error.code === 'ECONNREFUSED' ? 'nothing listens there' : error.message}`,
    remedy: start,
  };
}

/** Turns a refusal of the server into what the reader can do about it; other errors pass. */
export function refusal(error: unknown, access: ClusterAccess): unknown {
  if (!(error instanceof ApiError)) return error;
  if (error.status === 401) {
    return new CommandError({
      problem: `context "${access.context}": ${access.server} refuses the credentials: missing, wrong or expired`,
      remedy:
        access.context === 'minikube' ? 'minikube update-context, or minikube start' : 'log in to the cluster again',
    });
  }
  if (error.status === 403) {
    return new CommandError({
      problem: `context "${access.context}": ${error.message}`,
      remedy: 'ask for a role that allows it, or use a context of another user',
    });
  }
  return error;
}
