import type { ChartRelease } from '../charts';
import type { MeshSource } from '../mesh';
import { type ModelObject, modelObject } from '../object';
import type { Value } from '../value';
import {
  readSynthesizedStack,
  type SynthesizedChart,
  type SynthesizedObject,
  type SynthesizedStackContent,
} from './synthesized-stack';

/** Where an object of a synthesized stack comes from. */
export interface StackOrigin {
  /** The path of the construct that declares it. */
  readonly constructPath: string;
  /** The Terraform address of the resource that delivers it. */
  readonly address: string;
  /** The Helm release it travels in; undefined where it is a Terraform resource of its own. */
  readonly release?: { readonly name: Value<string>; readonly namespace: Value<string> };
}

/** The objects and releases of stacks. */
export type StackMesh = MeshSource<StackOrigin> & {
  readonly objects: readonly ModelObject<StackOrigin>[];
  readonly charts: readonly ChartRelease<StackOrigin>[];
};

/**
 * What synthesized stacks bring to a mesh. What only Terraform knows is a hole.
 *
 * @param stacks the parsed contents of their `cdk.tf.json`
 * @throws Error where one of them is no synthesized stack
 */
export function readStacks(stacks: Iterable<unknown>): StackMesh {
  return meshSourceOf([...stacks].map((stack) => readSynthesizedStack(stack, { unresolved: 'hole' })));
}

/** What the contents of stacks, read with holes, bring to a mesh. */
export function meshSourceOf(contents: readonly SynthesizedStackContent[]): StackMesh {
  return {
    objects: contents.flatMap(({ objects }) => objects.map(objectOf)),
    charts: contents.flatMap(({ charts }) => charts.map(chartOf)),
    isUnreadable: contents.some(({ unreadable }) => unreadable.length > 0),
  };
}

/** An object of a synthesized stack, for the model. */
export function objectOf(object: SynthesizedObject): ModelObject<StackOrigin> {
  const { manifest, partial, metadata, constructPath, address, release } = object;
  return modelObject(manifest, {
    origin: { constructPath, address, ...(release && { release }) },
    partial,
    ...(metadata.namespace !== undefined && { namespace: metadata.namespace as Value<string> }),
  });
}

/** A release of a synthesized stack, for the model. */
export function chartOf(chart: SynthesizedChart): ChartRelease<StackOrigin> {
  const { constructPath, address, ...release } = chart;
  return { ...release, origin: { constructPath, address } };
}
