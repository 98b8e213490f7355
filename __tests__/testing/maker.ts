/** What is made by chance, the same for the same seed. */
export abstract class Maker {
  constructor(protected state: number) {}

  /** From 0 to 1, without 1. */
  protected random(): number {
    // Mulberry32: small, even and the same everywhere.
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  protected below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  protected chance(share: number): boolean {
    return this.random() < share;
  }

  protected one<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item;
  }

  protected some<Item>(items: readonly Item[], most: number): Item[] {
    return [...new Set(this.times(1 + this.below(most), () => this.one(items)))];
  }

  protected times<Item>(count: number, make: (index: number) => Item): Item[] {
    return Array.from({ length: count }, (_, index) => make(index));
  }
}
