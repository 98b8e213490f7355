import { relative } from 'node:path';

/**
 * Runs a program. An error that it throws is printed as its own text, one line each fault, and where in the program it was thrown;
 * the program then ends with exit code 1. With `DEBUG` in the environment the error is printed with its stack instead.
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
    const place = placeOf(error);
    console.error(process.env['DEBUG'] ? error : `${error.message}${place === undefined ? '' : `\n    at ${place}`}`);
    process.exitCode = 1;
  }
}

/** Where the program's own text led to an error, such as `stacks/shop.ts:21:5`: not in a package, this one, or Node itself. */
function placeOf({ stack = '' }: Error): string | undefined {
  for (const [, file = '', line = '', column = ''] of stack.matchAll(
    /^\s+at .*?\(?(?:file:\/\/)?([^\s()]+):(\d+):(\d+)\)?$/gm,
  )) {
    const isOwn = !file.startsWith('node:') && !/[\\/]node_modules[\\/]/.test(file) && !file.startsWith(__dirname);
    // Without a source map, what a loader wrote has one line, which says nothing of the program's text.
    if (isOwn)
      return line === '1' && Number(column) > 200
        ? undefined
        : `${relative(process.cwd(), file) || file}:${line}:${column}`;
  }
  return undefined;
}
