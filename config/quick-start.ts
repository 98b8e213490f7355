// Node would read the source map of every module for stack traces that nobody sees: a sixth of the program's time.
if (!process.env['DEBUG']) process.setSourceMapsEnabled(false);
