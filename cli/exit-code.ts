/** What every verb's exit code means, so that scripts can tell "it is wrong" from "it could not be checked". */
export const ExitCode = {
  /** Checked, and all is well. */
  good: 0,
  /** Checked, and found problems. */
  foundProblems: 1,
  /** Could not check: a bad setting, no cluster, no permission, a missing tool. */
  couldNotCheck: 2,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
