/** Chance that is the same for the same seed, on every machine. */
export class Random {
  constructor(private state: number) {}

  /** As many values as asked for. */
  times<Value>(count: number, make: (index: number) => Value): Value[] {
    return Array.from({ length: count }, (_, index) => make(index));
  }

  /** About half of the values, at least one, in their order. */
  some<Value>(values: readonly Value[]): readonly Value[] {
    const chosen = values.filter(() => this.chance(45));
    return chosen.length > 0 ? chosen : [this.one(values)];
  }

  one<Value>(values: readonly Value[]): Value {
    return values[this.below(values.length)] as Value;
  }

  /** The values in another order. */
  shuffled<Value>(values: readonly Value[]): readonly Value[] {
    const left = [...values];
    return values.map(() => left.splice(this.below(left.length), 1)[0] as Value);
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  /** An integer from 0, below a limit. */
  below(limit: number): number {
    // Mulberry32: small, even and the same everywhere.
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }
}
