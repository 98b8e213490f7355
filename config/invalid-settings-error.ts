/** One thing that is wrong with the settings. */
export interface SettingFault {
  /** The environment variable, or the key and its file. */
  readonly where: string;
  /** What was expected, and what was given. */
  readonly problem: string;
  /** What to do about it. */
  readonly hint?: string;
}

/** The settings cannot be used. The message has one line for each fault. */
export class InvalidSettingsError extends Error {
  override readonly name = 'InvalidSettingsError';

  constructor(readonly faults: readonly SettingFault[]) {
    super(faults.map(({ where, problem, hint }) => `${where}: ${problem}${hint ? ` (${hint})` : ''}`).join('\n'));
    // A setting is where its name says, not where it was read.
    this.stack = `${this.name}: ${this.message}`;
  }
}
