import { exactVersion, ISTIO_MINORS, ISTIO_VERSIONS, type IstioMinor, istioRelease } from '../../constructs/versions';
import { isNewer, issueText, newerReleases, newestIn } from '../../scripts/check-releases';

const index = (entries: Record<string, string[]>) => ({
  entries: Object.fromEntries(
    Object.entries(entries).map(([chart, versions]) => [chart, versions.map((version) => ({ version }))]),
  ),
});

describe('the check for newer releases', () => {
  it.each([
    ['1.30.10', '1.30.9', true],
    ['1.31.0', '1.30.9', true],
    ['1.30.3', '1.30.3', false],
    ['1.29.9', '1.30.3', false],
    ['1.31.0-rc.1', '1.30.3', false],
  ])('%s is newer than %s: %s', (version, than, expected) => {
    expect(isNewer(version, than)).toBe(expected);
  });

  it('takes the newest version by number, whatever the order of the index, and no pre-release', () => {
    expect(newestIn(index({ istiod: ['1.9.0', '1.31.0-beta.1', '1.10.0', '1.30.4'] }), 'istiod')).toBe('1.30.4');
    expect(newestIn(index({}), 'istiod')).toBeUndefined();
  });

  const newestMinor = ISTIO_MINORS.at(-1) as IstioMinor;
  const { charts, addons } = istioRelease(newestMinor);

  it('says nothing where all is as catalogued, or older, or a pre-release', async () => {
    const asCatalogued = index({
      istiod: [...ISTIO_VERSIONS, '1.16.7', '1.17.0', '99.0.0-rc.1'],
      prometheus: [addons.prometheus.version],
      grafana: [addons.grafana.version],
      'kiali-server': [addons.kiali.version],
    });
    expect(await newerReleases(async () => asCatalogued)).toEqual([]);
    expect(issueText([])).toBe('');
  });

  it('finds the newest patch of every minor, and minors that the catalogue lacks, with the file to write', async () => {
    const asked: string[] = [];
    const bumps = await newerReleases(async (repository) => {
      asked.push(repository);
      return index({ istiod: ['1.28.98', '99.0.0', '1.28.99', ...ISTIO_VERSIONS], grafana: ['99.1.0'] });
    });
    expect(asked).toContain(charts.repository);
    expect(bumps).toEqual([
      {
        what: 'Istio 1.28',
        catalogued: exactVersion('1.28'),
        newest: '1.28.99',
        file: 'constructs/versions/releases.ts',
      },
      { what: 'Istio 99.0', newest: '99.0.0', file: 'constructs/versions/releases/99.0.ts' },
      {
        what: 'chart grafana',
        catalogued: addons.grafana.version,
        newest: '99.1.0',
        file: `constructs/versions/releases/${newestMinor}.ts`,
      },
    ]);
    expect(issueText(bumps)).toContain('| Istio 99.0 | none | 99.0.0 | new: `constructs/versions/releases/99.0.ts` |');
  });
});
