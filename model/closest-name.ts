/** The number of letters to add, drop, replace or swap to get from one word to the other, exact where it is at most `most`. */
function editDistance(a: string, b: string, most: number): number {
  // Each letter that one has more is an edit.
  if (Math.abs(a.length - b.length) > most) return Number.POSITIVE_INFINITY;
  let beforeLast: number[] = [];
  let leastBefore = 0;
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, replaced);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(best);
    }
    // A swap skips a row, and nothing skips two.
    const least = Math.min(...row);
    if (least > most && leastBefore > most) return Number.POSITIVE_INFINITY;
    leastBefore = least;
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** Whether one word takes at most so many edits to become the other. */
export function isWithin(edits: number, a: string, b: string): boolean {
  return editDistance(a, b, edits) <= edits;
}

/** The word of `known` that `written` is most probably a misspelling of, if any is near enough. */
export function nearest(written: string, known: Iterable<string>): string | undefined {
  const word = written.toLowerCase();
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const other = candidate.toLowerCase();
    const most = Math.max(word.length, other.length) * 0.45;
    const edits = editDistance(word, other, Math.min(most, least));
    if (edits < least && edits <= most) {
      least = edits;
      best = candidate;
    }
  }
  return best;
}
