import { chartName } from '../../model/charts';
import { CHART, type ObjectPair } from './objects/object-pair';
import { type Fields, textAt } from './values';

/** One object of one side, with what names it. */
export interface Seen {
  readonly namespace?: string;
  readonly name: string;
  readonly stack: string;
  readonly release?: string;
  readonly content: Fields;
}

/** What a rule may ask about everything around the object it looks at. */
export class MeshView {
  private readonly byKind = new Map<string, ObjectPair[]>();

  /** @param moveAtMostPercent the share of a route's traffic that may move at once without a mark */
  constructor(
    pairs: readonly ObjectPair[],
    readonly moveAtMostPercent: number,
  ) {
    for (const pair of pairs) {
      const ofKind = this.byKind.get(pair.kind);
      if (ofKind) ofKind.push(pair);
      else this.byKind.set(pair.kind, [pair]);
    }
  }

  /** The objects of a kind as they were. */
  *before(kind: string): Generator<Seen> {
    for (const pair of this.byKind.get(kind) ?? []) {
      const { namespace, name, stack, release, before } = pair;
      if (before)
        yield { ...(namespace ? { namespace } : {}), name, stack, ...(release ? { release } : {}), content: before };
    }
  }

  /** The objects of a kind as they will be. */
  *after(kind: string): Generator<Seen> {
    for (const pair of this.byKind.get(kind) ?? []) {
      const { namespace, name, stack, release, after, action } = pair;
      if (after && action !== 'delete') {
        yield { ...(namespace ? { namespace } : {}), name, stack, ...(release ? { release } : {}), content: after };
      }
    }
  }

  /** The namespace whose policies hold for the whole mesh: istiod's, where a plan has istiod. */
  get rootNamespace(): string {
    for (const { content, namespace } of this.after(CHART)) {
      if (chartOf(content) === 'istiod') {
        return textAt(content, 'spec', 'values', 'meshConfig', 'rootNamespace') ?? namespace ?? 'istio-system';
      }
    }
    return 'istio-system';
  }

  /** Whether a policy of this namespace and selector holds for all workloads of the mesh. */
  isMeshWide(namespace: string | undefined, spec: Fields): boolean {
    return namespace === this.rootNamespace && !spec['selector'] && !spec['targetRef'] && !spec['targetRefs'];
  }
}

/** The name of a release's chart. */
export function chartOf(content: Fields | undefined): string {
  return chartName(textAt(content, 'spec', 'chart') ?? '');
}
