// Loads the sources of a clone. What esbuild makes of a file is kept and used again while the file stays as it is, all of them in one file:
// tsx, which reads and parses each file to know whether it may use what it kept, takes half as long again for a program of 200 files.
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, join, relative, sep } = require('node:path');

const ROOT = join(__dirname, '..');
// A work tree of another revision has the same modules, and most of the same sources.
const KEPT = join(ROOT, 'node_modules', '.cache', 'load-typescript.json');
const OPTIONS = { loader: 'ts', format: 'cjs', platform: 'node', target: 'node20.9', sourcesContent: false };
// Node 20 reads the source map of every module it loads. Faults name lines of the program's own text, not of these.
const WITHOUT_MAPS = /^(?:cli|constructs|model)\//;

const version = JSON.stringify([require('esbuild/package.json').version, OPTIONS]);
const kept = readKept();
const made = {};

process.setSourceMapsEnabled(true);
Module._extensions['.ts'] = (module, filename) => {
  const source = readFileSync(filename, 'utf8');
  const name = relative(ROOT, filename).split(sep).join('/');
  const isMapped = Boolean(process.env.DEBUG) || !WITHOUT_MAPS.test(name);
  const hash = createHash('sha1').update(`${isMapped} ${source}`).digest('base64');
  if (kept[name]?.hash !== hash) made[name] = { hash, code: compile(source, name, isMapped) };
  module._compile((made[name] ?? kept[name]).code, filename);
};
process.on('exit', keep);

function compile(source, name, isMapped) {
  // A map names its source from where the file is.
  const sourceRoot = '../'.repeat(name.split('/').length - 1);
  const options = { ...OPTIONS, sourcefile: name, sourceRoot, sourcemap: isMapped && 'inline' };
  return require('esbuild').transformSync(source, options).code;
}

function readKept() {
  try {
    const { version: of, files } = JSON.parse(readFileSync(KEPT, 'utf8'));
    return of === version ? files : {};
  } catch {
    return {};
  }
}

function keep() {
  if (Object.keys(made).length === 0) return;
  try {
    mkdirSync(dirname(KEPT), { recursive: true });
    const written = `${KEPT}.${process.pid}`;
    // Other processes read it meanwhile, and may have kept something themselves.
    writeFileSync(written, JSON.stringify({ version, files: { ...readKept(), ...made } }));
    renameSync(written, KEPT);
  } catch {
    // Where nothing can be written, each start compiles.
  }
}
