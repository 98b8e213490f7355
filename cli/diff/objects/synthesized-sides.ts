import { StackSource } from '../../../model/read/stack-source';
import { isFields } from '../../../model/value';
import { readSide, type StackSide } from './stack-side';

/** The side that one synthesized stack describes; the side of no stack at all if it is absent. */
export function synthesizedSide(stack: string, synthesized: unknown): StackSide {
  return readSide(stack, new StackSource(isFields(synthesized) ? { ...synthesized } : {}, 'hole'));
}
