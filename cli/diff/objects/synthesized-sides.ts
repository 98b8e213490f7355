import { Holes } from './holes';
import { readSide, type SideResource, type StackSide } from './stack-side';

/** The side that one synthesized stack describes; the side of no stack at all if it is absent. */
export function synthesizedSide(stack: string, synthesized: unknown): StackSide {
  const resources: SideResource[] = [];
  const byType = objectAt(synthesized, 'resource');
  for (const type of Object.keys(byType)) {
    const byName = objectAt(byType, type);
    for (const name of Object.keys(byName)) {
      const {
        '//': about,
        depends_on: _after,
        lifecycle: _lifecycle,
        provider: _provider,
        ...body
      } = objectAt(byName, name);
      const path = objectAt(about, 'metadata')['path'];
      resources.push({
        type,
        address: `${type}.${name}`,
        key: name,
        ...(typeof path === 'string' ? { source: path } : {}),
        body,
      });
    }
  }
  return readSide(stack, resources, new Holes(true), objectAt(synthesized, 'locals'));
}

function objectAt(value: unknown, name: string): Record<string, unknown> {
  const holder = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  return asObject(holder);
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
