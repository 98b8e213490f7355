/** What every verb's exit code means, so that scripts can tell "it is wrong" from "nobody could look". */
export const ExitCode = {
  /** Looked, and all is well. */
  good: 0,
  /** Looked, and found something that wants attention. */
  foundSomething: 1,
  /** Could not look: a bad setting, no cluster, no permission, a missing tool. */
  couldNotLook: 2,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
