import pc from 'picocolors';

/** Colours and marks. picocolors leaves the colours away in a pipe and under NO_COLOR; the marks stay readable without them. */
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
