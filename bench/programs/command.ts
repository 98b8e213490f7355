// The command as the package has it, which is JavaScript; a clone compiles its sources as it loads them.
import { writeFileSync } from 'node:fs';
import { main } from '../../cli/mesh';

process.on('exit', () => {
  const file = process.env.BENCH_PEAK;
  if (file !== undefined) writeFileSync(file, String(process.resourceUsage().maxRSS));
});
main();
