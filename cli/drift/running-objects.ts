import type { KubernetesApi, KubernetesObject } from '../cluster/api';

/** From how many wanted objects of one kind and namespace on they are fetched as one list. */
const WORTH_A_LIST = 4;

/** The running objects that are compared, fetched in lists where there are many of a kind. */
export class RunningObjects {
  private readonly wanted = new Map<string, number>();
  private readonly lists = new Map<string, Promise<ReadonlyMap<string, KubernetesObject>>>();

  constructor(readonly api: KubernetesApi) {}

  /** Announces what will be asked for. */
  async expect(
    objects: readonly { apiVersion: string; kind: string; metadata: { name: string; namespace?: string } }[],
  ): Promise<void> {
    for (const path of await Promise.all(objects.map((object) => this.api.pathOf(object)))) {
      if (path) this.wanted.set(folderOf(path), (this.wanted.get(folderOf(path)) ?? 0) + 1);
    }
  }

  /** The object at a path of the API; undefined where there is none. */
  async find(path: string): Promise<KubernetesObject | undefined> {
    const folder = folderOf(path);
    if ((this.wanted.get(folder) ?? 0) < WORTH_A_LIST) return this.api.find(path);
    let list = this.lists.get(folder);
    if (!list) {
      list = this.fetch(folder);
      this.lists.set(folder, list);
    }
    return (await list).get(decodeURIComponent(path.slice(folder.length + 1)));
  }

  private async fetch(folder: string): Promise<ReadonlyMap<string, KubernetesObject>> {
    const page = await this.api.listWithKind(folder);
    return new Map(page.map((object) => [object.metadata.name, object]));
  }
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}
