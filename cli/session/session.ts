import type { Mesh } from '../../model/mesh';
import type { StackOrigin } from '../../model/read/stack-model';
import type { SynthesizedChart, SynthesizedObject } from '../../model/read/synthesized-stack';
import { KubernetesApi, type KubernetesObject } from '../cluster/api';
import { latestRevisions, type ReleaseRevision } from '../cluster/helm-releases';
import { type Target, targetOf } from '../cluster/target';
import { findProject, type Project } from '../project/project';
import { readStacks, type SynthesizedStack } from '../project/stacks';
import { synthesize } from '../project/synthesize';
import type { CommonOptions } from '../verb';

/** What all synthesized stacks bring to the cluster. */
export interface MeshContent {
  readonly stacks: readonly SynthesizedStack[];
  readonly objects: readonly (SynthesizedObject & { readonly stack: string })[];
  readonly charts: readonly (SynthesizedChart & { readonly stack: string })[];
  /** Releases whose values could not be read, one line each. */
  readonly unreadable: readonly string[];
}

/** Options of the verbs that look at the synthesized stacks. */
export interface SynthesisOptions extends CommonOptions {
  /** False takes the stacks as they were synthesized last (`--no-synth`). */
  readonly synth?: boolean;
}

/**
 * The project, its stacks and its cluster, as the checks of one run see them: everything is fetched once, when it is first
 * asked for, and shared.
 */
export class Session {
  readonly target: Target;
  private connected: KubernetesApi | undefined;
  private content_: Promise<MeshContent> | undefined;
  private revisions_: Promise<readonly ReleaseRevision[]> | undefined;
  private mesh_: Mesh<StackOrigin> | undefined;
  private readonly lists = new Map<string, Promise<readonly KubernetesObject[]>>();

  constructor(
    readonly project: Project,
    private readonly options: SynthesisOptions,
    private readonly log?: (text: string) => void,
  ) {
    this.target = targetOf(project.context, options);
  }

  /** @throws CommandError where no project is around. */
  static here(options: SynthesisOptions, log?: (text: string) => void): Session {
    return new Session(findProject(), options, log);
  }

  /** @throws CommandError where the kubeconfig does not lead to the context. */
  get api(): KubernetesApi {
    this.connected ??= KubernetesApi.connect(this.target);
    return this.connected;
  }

  /** The stacks, synthesized once in a process of its own. Rejects with CommandError for what the app refuses. */
  content(): Promise<MeshContent> {
    this.content_ ??= this.read();
    return this.content_;
  }

  /** What the synthesized stacks bring, as a mesh; what only Terraform knows is a hole. */
  async mesh(): Promise<Mesh<StackOrigin>> {
    const { stacks } = await this.content();
    if (this.mesh_ === undefined) {
      const { Mesh } = require('../../model/mesh') as typeof import('../../model/mesh');
      const stackModel = require('../../model/read/stack-model') as typeof import('../../model/read/stack-model');
      this.mesh_ = new Mesh(stackModel.readStacks(stacks.map(({ content }) => content)));
    }
    return this.mesh_;
  }

  /** All objects at a path, fetched once however many checks ask. */
  list<Item extends KubernetesObject>(path: string): Promise<readonly Item[]> {
    let found = this.lists.get(path);
    if (!found) {
      found = this.api.list(path);
      this.lists.set(path, found);
    }
    return found as Promise<readonly Item[]>;
  }

  /** All objects of a kind, in the version of its group that the server prefers; none where it serves no such group. */
  async listServed<Item extends KubernetesObject>(group: string, plural: string): Promise<readonly Item[]> {
    const served = await this.api.find<{ readonly preferredVersion: { readonly version: string } }>(`/apis/${group}`);
    return served === undefined ? [] : this.list(`/apis/${group}/${served.preferredVersion.version}/${plural}`);
  }

  /** The newest revision of every Helm release in the cluster, without its content. */
  revisions(): Promise<readonly ReleaseRevision[]> {
    this.revisions_ ??= latestRevisions(this.api);
    return this.revisions_;
  }

  /** Forgets what was fetched from the cluster, to look again. */
  refresh(): void {
    this.lists.clear();
    this.revisions_ = undefined;
  }

  /** Lets the process end. */
  close(): void {
    this.connected?.close();
  }

  private async read(): Promise<MeshContent> {
    const stacks =
      this.options.synth === false
        ? readStacks(this.project)
        : await synthesize(this.project, this.log, this.options.context);
    // Loaded once the app runs, which takes longer than all else.
    const { readSynthesizedStack } =
      require('../../model/read/synthesized-stack') as typeof import('../../model/read/synthesized-stack');
    const contents = stacks.map((stack) => ({ stack: stack.name, ...readSynthesizedStack(stack.content) }));
    return {
      stacks,
      objects: contents.flatMap(({ stack, objects }) => objects.map((object) => ({ ...object, stack }))),
      charts: contents.flatMap(({ stack, charts }) => charts.map((chart) => ({ ...chart, stack }))),
      unreadable: contents.flatMap(({ unreadable }) => unreadable),
    };
  }
}
