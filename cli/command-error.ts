/** One reason why a verb cannot do its work, and the way out of it. */
export interface Problem {
  /** What is wrong, in one line: where, got, wanted. */
  readonly problem: string;
  /**
   * What to do about it, in one line; a command where there is one.
   *
   * @default - the problem says it all
   */
  readonly remedy?: string;
}

/** Ends a verb with exit code 2. Carries every reason that is known, so that the reader fixes them in one go. */
export class CommandError extends Error {
  readonly problems: readonly Problem[];

  constructor(...problems: readonly Problem[]) {
    super(problems.map(({ problem, remedy }) => (remedy ? `${problem}: ${remedy}` : problem)).join('\n'));
    this.name = 'CommandError';
    this.problems = problems;
  }
}
