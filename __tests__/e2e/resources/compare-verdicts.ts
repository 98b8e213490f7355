import { parseArgs } from 'node:util';
import { isIstioVersion } from '../../../constructs/versions';
import { compare, describeComparison, generatedSamples, outcomeOf, readSamples } from './verdicts';

const USAGE =
  'usage: compare-verdicts --istio RELEASE [--samples FOLDER] [--generated COUNT] [--seed SEED] [--raw] [--verbose]: COUNT resources a kind, --raw with their faults left in; ISTIO_SAMPLES names a folder too, KUBECONFIG and KUBE_CONTEXT the cluster';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      istio: { type: 'string' },
      samples: { type: 'string', default: process.env.ISTIO_SAMPLES },
      generated: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      raw: { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
    },
  });
  const { istio = '', samples: folder, generated, seed, raw, verbose } = values;
  if (!isIstioVersion(istio)) throw new Error(USAGE);
  const samples = [
    ...(folder === undefined ? [] : readSamples(folder)),
    ...generatedSamples(istio, { perKind: Number(generated), seed: Number(seed), raw }),
  ];
  if (samples.length === 0) throw new Error(USAGE);
  const tally = { 'both accept': 0, 'both refuse': 0, 'only here refused': 0, 'only there refused': 0 };
  for (const comparison of await compare(samples, istio)) {
    tally[outcomeOf(comparison)]++;
    if (verbose || comparison.here.accepted !== comparison.there.accepted) console.log(describeComparison(comparison));
  }
  const counts = Object.entries(tally).map(([what, count]) => `${what} ${count}`);
  console.log(`${samples.length} resources on Istio ${istio}: ${counts.join(', ')}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
