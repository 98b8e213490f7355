// Loads the sources of a clone. What esbuild makes of a file is kept and used again while the file stays as it is, all of them in one file:
// tsx, which reads and parses each file to know whether it may use what it kept, takes half as long again for a program of 200 files.
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, join, sep } = require('node:path');

const ROOT = join(__dirname, '..');
const KEPT = join(ROOT, '.mesh', 'typescript.json');
const OPTIONS = { loader: 'ts', format: 'cjs', platform: 'node', target: 'node20.9', sourcesContent: false };
// Node 20 reads the source map of every module it loads. Faults name lines of the program's own text, not of these.
const WITHOUT_MAPS = ['cli', 'constructs', 'model'].map((folder) => join(ROOT, folder) + sep);

const version = JSON.stringify([require('esbuild/package.json').version, OPTIONS]);
const kept = readKept();
const made = {};

process.setSourceMapsEnabled(true);
Module._extensions['.ts'] = (module, filename) => {
  const source = readFileSync(filename, 'utf8');
  const isMapped = Boolean(process.env.DEBUG) || !WITHOUT_MAPS.some((folder) => filename.startsWith(folder));
  const hash = createHash('sha1').update(`${isMapped} ${source}`).digest('base64');
  if (kept[filename]?.hash !== hash) made[filename] = { hash, code: compile(source, filename, isMapped) };
  module._compile((made[filename] ?? kept[filename]).code, filename);
};
process.on('exit', keep);

function compile(source, filename, isMapped) {
  const options = { ...OPTIONS, sourcefile: filename, sourcemap: isMapped && 'inline' };
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
