import {
  DEFAULT_ISTIO_VERSION,
  exactVersion,
  type IstioMinor,
  isIstioVersion,
  istioMinor,
} from '../../../constructs/versions';
import { installedIstio } from '../cluster';
import { describeHere } from '../needs';
import { type Comparison, compare, describeComparison, generatedSamples, readSamples, type Sample } from './verdicts';

// The release that runs in the cluster; without one there is nothing to compare with.
const here = describeHere(__filename);
const istioVersion = installedIstio() ?? exactVersion(DEFAULT_ISTIO_VERSION);
if (!isIstioVersion(istioVersion)) throw new Error(`ISTIO_VERSION: no such release: ${istioVersion}`);
const seed = Number(process.env.MESH_TEST_SEED ?? 1);
const folder = process.env.ISTIO_SAMPLES;

// What this package refuses though the release takes it: nonsense there, and refused by the releases that came after it.
const STRICTER: Readonly<Partial<Record<IstioMinor, RegExp>>> = {
  '1.17':
    /consistentHash: got .*, expected only one of|maglev\.tableSize: got|servers\[\d+\]\.port\.number: (is missing|got 0)|insecureSkipVerify beside caCertificates/,
};

const compared = (samples: readonly Sample[]): Promise<Comparison[]> => compare(samples, istioVersion);
const differences = (comparisons: readonly Comparison[]): string[] =>
  comparisons
    .filter(({ here, there }) => {
      if (here.accepted || !there.accepted) return here.accepted !== there.accepted;
      return !STRICTER[istioMinor(istioVersion)]?.test(here.reason);
    })
    .map(describeComparison);

here(`resources, judged here and by a cluster with Istio ${istioVersion}`, () => {
  it('are accepted there when they are accepted here', async () => {
    const comparisons = await compared(generatedSamples(istioVersion, { perKind: 50, seed }));
    expect(differences(comparisons)).toEqual([]);
    expect(comparisons.length).toBeGreaterThanOrEqual(500);
    expect(comparisons.every(({ here }) => here.accepted)).toBe(true);
  });

  it('are refused there when they are refused here, by its schemas and by istiod', async () => {
    const comparisons = await compared(generatedSamples(istioVersion, { perKind: 50, seed, raw: true }));
    expect(differences(comparisons)).toEqual([]);
    const reasons = comparisons.flatMap(({ there }) => (there.accepted ? [] : [there.reason]));
    const ofIstiod = reasons.filter((reason) => reason.startsWith('admission webhook '));
    expect(ofIstiod.length).toBeGreaterThan(0);
    expect(reasons.length).toBeGreaterThan(ofIstiod.length);
  });

  (folder === undefined ? it.skip : it)(`are judged alike in all files of ${folder ?? 'ISTIO_SAMPLES'}`, async () => {
    const samples = readSamples(folder ?? '');
    expect(samples).not.toEqual([]);
    expect(differences(await compared(samples))).toEqual([]);
  });
});
