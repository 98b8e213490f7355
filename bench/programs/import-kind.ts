import 'cdktf';
import 'constructs';

/** What importing one kind costs once cdktf is there; wants `node --expose-gc`. */
const collect = globalThis.gc;
if (collect === undefined) throw new Error('run with --expose-gc');
collect();
const heap = process.memoryUsage().heapUsed;
const started = performance.now();
require('../../constructs/resources/networking/virtual-service');
const milliseconds = performance.now() - started;
collect();
console.log(JSON.stringify({ milliseconds, megabytes: (process.memoryUsage().heapUsed - heap) / 2 ** 20 }));
