// Loads cdktf as `node -r cdktf` does, in little more than half the time: of its 378 modules 247 belong to an archiver and to semver, which
// it loads with every program and uses in few. Those are loaded when cdktf first uses them.
const Module = require('node:module');

// Node 22.1 and later keep what they compiled.
Module.enableCompileCache?.();

// The project's cdktf, wherever this package is.
const cdktf = require.resolve('cdktf', { paths: [process.cwd(), __dirname] });
const fromCdktf = Module.createRequire(cdktf);

const postponed = ['archiver', 'semver'].map(pathOf).filter((path) => path !== undefined && !(path in require.cache));
for (const path of postponed) require.cache[path] = placeholder(path);
require(cdktf);
// Whoever else asks for them gets them at once.
for (const path of postponed) delete require.cache[path];

// A synthesis is over before V8's optimizing compiler has earned back what it costs, so that it begins later. Set behind what Node loads of
// itself, which is compiled already for the flags as they were; the compile cache of later versions would be lost to it as well.
if (process.versions.node.startsWith('20.')) require('node:v8').setFlagsFromString('--interrupt-budget=220000');

/** Another release of cdktf may do without them. */
function pathOf(name) {
  try {
    return fromCdktf.resolve(name);
  } catch {
    return undefined;
  }
}

function placeholder(path) {
  const module = new Module(path);
  const load = () => {
    // Where cdktf uses it while it is loaded itself.
    if (require.cache[path] === module) delete require.cache[path];
    return require(path);
  };
  module.filename = path;
  module.loaded = true;
  module.exports = new Proxy(() => {}, {
    apply: (_, self, args) => Reflect.apply(load(), self, args),
    get: (_, key) => load()[key],
  });
  return module;
}
