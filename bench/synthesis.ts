import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inTurn, LOAD_CDKTF, runProgram, table } from './measure';

interface Contestant {
  readonly program: string;
  readonly options?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

const WITHOUT_CHECKS = { BENCH_WITHOUT_CHECKS: '1' };

const CONTESTANTS: Readonly<Record<string, Contestant>> = {
  'a release a service': { program: 'releases', options: LOAD_CDKTF },
  'one bundle': { program: 'bundle', options: LOAD_CDKTF },
  'a release a service, without the checks of the program': {
    program: 'releases',
    options: LOAD_CDKTF,
    environment: WITHOUT_CHECKS,
  },
  'one bundle, without them': { program: 'bundle', options: LOAD_CDKTF, environment: WITHOUT_CHECKS },
  'cdk8s, unchecked': { program: 'cdk8s' },
  'the provider class, unchecked': { program: 'manifests' },
};

/** Whole processes that write the resources of 1 to 5,000 services, two a service. */
export function benchSynthesis(compiled: string, rounds: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const rows = [1, 100, 1000, 5000].map((count) => {
      const figures = inTurn(
        rounds,
        Object.fromEntries(
          Object.entries(CONTESTANTS).map(([name, { program, options, environment }]) => [
            name,
            () =>
              runProgram(
                join(compiled, 'bench/programs', `${program}.js`),
                [String(count), join(folder, program)],
                options,
                environment,
              ),
          ]),
        ),
      );
      const cdk8s = figures.find(({ name }) => name.startsWith('cdk8s'))?.seconds ?? Number.NaN;
      return [
        count.toLocaleString('en'),
        ...figures.map(
          ({ seconds, megabytes }) =>
            `${seconds.toFixed(2)} s (${(seconds / cdk8s).toFixed(2)}×), ${megabytes.toFixed(0)} MB`,
        ),
      ];
    });
    return table(['services', ...Object.keys(CONTESTANTS)], rows);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
