/**
 * Runs the program. Faults that are the reader's to mend are printed a line each, without a stack trace, and end it
 * with exit code 1.
 */
export function reportFaults(program: () => void): void {
  try {
    program();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    console.error(process.env['DEBUG'] ? error : error.message);
    process.exitCode = 1;
  }
}
