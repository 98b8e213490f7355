import { hide } from '../redact';
import { type Hidden, isFields, isList, Unknown, type Value } from '../values';

/**
 * Lets values with holes pass through code that knows only JSON: every hole becomes a placeholder text, and a hole again afterwards.
 */
export class Holes {
  private readonly table: (Unknown | Hidden)[] = [];

  /** @param open whether texts may still hold Terraform expressions, as those of a synthesized stack do and those of a plan do not */
  constructor(readonly open: boolean) {}

  /** The placeholder for a hole. */
  put(hole: Unknown | Hidden): string {
    this.table.push(hole);
    return `\ue0a0${this.table.length - 1}\ue0a0`;
  }

  /**
   * A value of a plan with Terraform's marks worked in.
   *
   * @param unknown the tree of `after_unknown`
   * @param sensitive the trees of `before_sensitive` and `after_sensitive`: what one of them marks is hidden
   */
  mark(value: unknown, unknown: unknown, sensitive: readonly unknown[]): unknown {
    if (unknown === true) return this.put(new Unknown());
    if (sensitive.includes(true) && value !== null && value !== undefined) {
      return this.put(hide(value, 'marked sensitive'));
    }
    if (Array.isArray(value)) {
      return value.map((item, index) =>
        this.mark(
          item,
          step(unknown, index),
          sensitive.map((marks) => step(marks, index)),
        ),
      );
    }
    if (typeof value === 'object' && value !== null) {
      const names = new Set([...Object.keys(value), ...trueNames(unknown)]);
      const marked: Record<string, unknown> = {};
      for (const name of names) {
        marked[name] = this.mark(
          (value as Record<string, unknown>)[name],
          step(unknown, name),
          sensitive.map((marks) => step(marks, name)),
        );
      }
      return marked;
    }
    return value;
  }

  /** Whether this is the placeholder of an unknown value. */
  isUnknown(value: unknown): boolean {
    const index = typeof value === 'string' ? /^\ue0a0(\d+)\ue0a0$/.exec(value)?.[1] : undefined;
    return index !== undefined && this.table[Number(index)] instanceof Unknown;
  }

  /** The value with every placeholder turned back into its hole; a text around one is as unknown or hidden as the hole. */
  restore(value: unknown): Value {
    if (typeof value === 'string') {
      const index = /\ue0a0(\d+)\ue0a0/.exec(value)?.[1];
      return index === undefined ? value : (this.table[Number(index)] ?? value);
    }
    if (Array.isArray(value)) return value.map((item) => this.restore(item));
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(
        Object.entries(value).map(([name, item]) => [
          name.replace(/\ue0a0\d+\ue0a0/g, '(unknown)'),
          this.restore(item),
        ]),
      );
    }
    return typeof value === 'number' || typeof value === 'boolean' ? value : null;
  }
}

function step(marks: unknown, name: string | number): unknown {
  if (marks === true) return true;
  return typeof marks === 'object' && marks !== null ? (marks as Record<string | number, unknown>)[name] : undefined;
}

function trueNames(unknown: unknown): string[] {
  return isFields(unknown) && !isList(unknown)
    ? Object.entries(unknown).flatMap(([name, mark]) => (mark === true ? [name] : []))
    : [];
}
