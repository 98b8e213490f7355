import { modelObject } from '../../model/object';
import type { MeshContent } from '../session/session';
import type { MapSource } from './source';

/** What {@link MeshContent} holds that a map shows. */
export type SynthesizedContent = Pick<MeshContent, 'objects' | 'charts' | 'unreadable'> & {
  readonly stacks: readonly Pick<MeshContent['stacks'][number], 'name'>[];
};

/** What the synthesized stacks bring. What only Terraform knows is shown as it is written. */
export function synthesizedSource({ stacks, objects, charts, unreadable }: SynthesizedContent): MapSource {
  return {
    kind: 'synthesized',
    name: stacks.map(({ name }) => name).join(', '),
    mesh: {
      objects: objects.map(({ manifest, metadata: { namespace }, partial, stack, constructPath, address }) =>
        modelObject(manifest, {
          origin: { declared: { stack, constructPath, address } },
          partial,
          ...(namespace !== undefined && { namespace }),
        }),
      ),
      charts: charts.map(({ stack, constructPath, address, ...release }) => ({
        ...release,
        origin: { declared: { stack, constructPath, address } },
      })),
    },
    notes: unreadable,
  };
}
