import { createColors } from 'picocolors';

// picocolors by itself colours whatever a pipeline runs, into files and comments too.
const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
const pc = createColors(
  FORCE_COLOR ? FORCE_COLOR !== '0' : !NO_COLOR && TERM !== 'dumb' && process.stdout.isTTY === true,
);

/** Colours and marks. In a pipe and under NO_COLOR there are no colours; the marks stay readable without them. */
export const style = {
  good: pc.green,
  bad: pc.red,
  warn: pc.yellow,
  quiet: pc.dim,
  strong: pc.bold,
  link: pc.cyan,
  added: pc.green,
  removed: pc.red,
};

/** Marks at the start of a line, one column wide. */
export const mark = {
  get good() {
    return pc.green('√');
  },
  get bad() {
    return pc.red('×');
  },
  get warn() {
    return pc.yellow('‼');
  },
  get skipped() {
    return pc.dim('-');
  },
};
