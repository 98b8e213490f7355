import Module from 'node:module';
import { join } from 'node:path';

interface Loader {
  load(filename: string): void;
}

const STACKS = join(__dirname, '../stacks/');

// Node would read the source map of every module for stack traces that nobody sees: a sixth of the program's time. Those of the stacks
// are read, because a fault names its line in them.
if (!process.env['DEBUG']) {
  const loader = Module.prototype as unknown as Loader;
  const { load } = loader;
  let depth = 0;
  let isReading: boolean | undefined;
  const read = (maps: boolean): void => {
    if (maps !== isReading) process.setSourceMapsEnabled(maps);
    isReading = maps;
  };
  loader.load = function (filename) {
    depth += 1;
    read(filename.startsWith(STACKS));
    try {
      load.call(this, filename);
    } finally {
      depth -= 1;
      if (depth === 0) read(true);
    }
  };
  read(false);
}
