#!/usr/bin/env node
// A clone runs its sources, as npm start does; the package has the command as JavaScript.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

// Node 22.1 and later keep what they compiled.
require('node:module').enableCompileCache?.();

const source = join(__dirname, '../cli/mesh.ts');
if (existsSync(source)) require('./load-typescript');
require(existsSync(source) ? source : '../dist/cli/mesh.js').main();
