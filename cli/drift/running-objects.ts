import { ApiError, type KubernetesApi, type KubernetesObject } from '../cluster/api';

/** From how many wanted objects of one kind on they are fetched as lists. */
const WORTH_A_LIST = 3;

/** From how many namespaces on one list of the whole cluster is fewer requests than one for each. */
const WORTH_THE_CLUSTER = 3;

/** What is wanted of a kind: how many objects, by the folder of the API that they are in. */
type Folders = Map<string, number>;

/** The running objects that are compared, fetched in lists where there are many of a kind. */
export class RunningObjects {
  private readonly wanted = new Map<string, Folders>();
  private readonly lists = new Map<string, Promise<ReadonlyMap<string, KubernetesObject> | undefined>>();

  constructor(readonly api: KubernetesApi) {}

  /** Announces what will be asked for. */
  async expect(
    objects: readonly { apiVersion: string; kind: string; metadata: { name: string; namespace?: string } }[],
  ): Promise<void> {
    for (const path of await Promise.all(objects.map((object) => this.api.pathOf(object)))) {
      if (path === undefined) continue;
      const folder = folderOf(path);
      const folders = this.wanted.get(wholeCluster(folder)) ?? new Map();
      this.wanted.set(wholeCluster(folder), folders.set(folder, (folders.get(folder) ?? 0) + 1));
    }
  }

  /** The object at a path of the API; undefined where there is none. */
  async find(path: string): Promise<KubernetesObject | undefined> {
    const folder = folderOf(path);
    const folders: Folders = this.wanted.get(wholeCluster(folder)) ?? new Map();
    if (folders.size >= WORTH_THE_CLUSTER && !isSecrets(folder)) {
      const all = await this.listed(wholeCluster(folder));
      if (all) return all.get(keyOf(path));
    }
    if ((folders.get(folder) ?? 0) < WORTH_A_LIST) return this.api.find(path);
    const list = await this.listed(folder);
    return list ? list.get(keyOf(path)) : this.api.find(path);
  }

  private listed(folder: string): Promise<ReadonlyMap<string, KubernetesObject> | undefined> {
    let list = this.lists.get(folder);
    if (!list) {
      list = this.fetch(folder);
      this.lists.set(folder, list);
    }
    return list;
  }

  /** Undefined where the user may not list there, who may still see fewer objects at once. */
  private async fetch(folder: string): Promise<ReadonlyMap<string, KubernetesObject> | undefined> {
    try {
      const objects = await this.api.listWithKind(folder);
      return new Map(objects.map((object) => [`${object.metadata.namespace ?? ''}/${object.metadata.name}`, object]));
    } catch (error) {
      if (error instanceof ApiError && error.status === 403) return undefined;
      throw error;
    }
  }
}

const NAMESPACE = /\/namespaces\/([^/]+)(?=\/[^/]+)/;

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** The folder of a kind in all namespaces. */
function wholeCluster(folder: string): string {
  return folder.replace(NAMESPACE, '');
}

/** Other people's Secrets are not read to save a request. */
function isSecrets(folder: string): boolean {
  return folder.endsWith('/secrets');
}

function keyOf(path: string): string {
  const name = decodeURIComponent(path.slice(path.lastIndexOf('/') + 1));
  return `${NAMESPACE.exec(folderOf(path))?.[1] ?? ''}/${name}`;
}
