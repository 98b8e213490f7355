import type { MeshContent } from '../session/session';
import type { MapSource } from './source';

/** What {@link MeshContent} holds that a map shows. */
export type SynthesizedContent = Pick<MeshContent, 'objects' | 'charts' | 'unreadable'> & {
  readonly stacks: readonly Pick<MeshContent['stacks'][number], 'name'>[];
};

/** What the synthesized stacks bring. */
export function synthesizedSource(content: SynthesizedContent): MapSource {
  return {
    kind: 'synthesized',
    name: content.stacks.map(({ name }) => name).join(', '),
    objects: content.objects.map(({ apiVersion, kind, metadata, manifest, stack, constructPath, address }) => ({
      apiVersion,
      kind,
      metadata,
      manifest,
      origin: { stack, constructPath, address },
    })),
    charts: content.charts,
    notes: content.unreadable,
  };
}
