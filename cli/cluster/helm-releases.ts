import { gunzipSync } from 'node:zlib';
import type { KubernetesApi, KubernetesObject } from './api';

/** One revision of a Helm release, as Helm's Secrets label it. */
export interface ReleaseRevision {
  readonly name: string;
  readonly namespace: string;
  /** deployed, superseded, failed, pending-install, pending-upgrade, pending-rollback, uninstalling. */
  readonly status: string;
  readonly revision: number;
  /** The Secret that holds it. */
  readonly secret: string;
  /** When Helm last touched it, in seconds since 1970. */
  readonly modified: number;
}

/** What Helm keeps of a revision. */
export interface StoredRelease {
  readonly name: string;
  readonly namespace: string;
  readonly version: number;
  readonly info: { readonly status: string; readonly description?: string; readonly last_deployed?: string };
  readonly chart: {
    readonly metadata: { readonly name: string; readonly version: string; readonly appVersion?: string };
  };
  /** The values that were passed. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** What the chart rendered, as YAML documents. */
  readonly manifest: string;
}

const OWNED_BY_HELM = 'owner=helm';

/** The newest revision of every release, without its content. */
export async function latestRevisions(api: KubernetesApi, namespace?: string): Promise<readonly ReleaseRevision[]> {
  const scope = namespace === undefined ? '' : `/namespaces/${namespace}`;
  const secrets = await api.list<KubernetesObject>(
    `/api/v1${scope}/secrets`,
    { labelSelector: OWNED_BY_HELM },
    { metadataOnly: true },
  );
  const latest = new Map<string, ReleaseRevision>();
  for (const { metadata } of secrets) {
    const labels = metadata.labels ?? {};
    const found = {
      name: labels['name'] ?? '',
      namespace: metadata.namespace ?? '',
      status: labels['status'] ?? '',
      revision: Number(labels['version']),
      secret: metadata.name,
      // Helm passes the label of a release on to its next revision.
      modified: Math.max(Number(labels['modifiedAt'] ?? 0), Number(labels['createdAt'] ?? 0), secondsOf(metadata)),
    };
    const key = `${found.namespace}/${found.name}`;
    if ((latest.get(key)?.revision ?? 0) < found.revision) latest.set(key, found);
  }
  return [...latest.values()].sort((a, b) => (a.namespace + a.name).localeCompare(b.namespace + b.name));
}

function secondsOf({ creationTimestamp }: KubernetesObject['metadata']): number {
  return creationTimestamp === undefined ? 0 : Date.parse(creationTimestamp) / 1000;
}

/** The content of a revision. */
export async function readRelease(api: KubernetesApi, revision: ReleaseRevision): Promise<StoredRelease> {
  const secret = await api.get<{ data: { release: string } }>(
    `/api/v1/namespaces/${revision.namespace}/secrets/${revision.secret}`,
  );
  return decodeRelease(secret.data.release);
}

/** Helm packs a release as JSON, gzip and base64; the Secret adds a base64 of its own. */
export function decodeRelease(data: string): StoredRelease {
  const packed = Buffer.from(Buffer.from(data, 'base64').toString('latin1'), 'base64');
  return JSON.parse((packed[0] === 0x1f ? gunzipSync(packed) : packed).toString('utf8')) as StoredRelease;
}

export function isPending(revision: ReleaseRevision): boolean {
  return revision.status.startsWith('pending-') || revision.status === 'uninstalling';
}
