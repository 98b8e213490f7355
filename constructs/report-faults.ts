/**
 * Runs a program. An error that it throws is printed as its own text, one line each fault, each with where in the program it was
 * thrown; the program then ends with exit code 1. With `DEBUG` in the environment the error is printed with its stack instead.
 *
 * @example
 * reportFaults(() => {
 *   const app = new App();
 *   new MeshStack(app, 'mesh');
 *   app.synth();
 * });
 */
export function reportFaults(program: () => void): void {
  try {
    program();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { message, stack } = error;
    // Loaded here: most programs have no faults.
    const { faultLines } = require('./fault-lines') as typeof import('./fault-lines');
    const { placeIn } = require('./place') as typeof import('./place');
    console.error(process.env['DEBUG'] ? error : faultLines(message.split('\n'), placeIn(stack)).join('\n'));
    process.exitCode = 1;
  }
}
