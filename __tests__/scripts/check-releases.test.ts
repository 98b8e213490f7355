import { DEFAULT_ISTIO_VERSION, istioRelease } from '../../constructs/versions';
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

  it('says what is newer than the catalogue, and nothing where all is as catalogued', async () => {
    const { addons } = istioRelease(DEFAULT_ISTIO_VERSION);
    const asCatalogued = index({
      istiod: [DEFAULT_ISTIO_VERSION],
      prometheus: [addons.prometheus.version],
      grafana: [addons.grafana.version],
      'kiali-server': [addons.kiali.version],
    });
    expect(await newerReleases(async () => asCatalogued)).toEqual([]);
    const bumps = await newerReleases(async () => index({ istiod: ['99.0.0'] }));
    expect(bumps).toEqual([{ what: 'Istio', catalogued: DEFAULT_ISTIO_VERSION, newest: '99.0.0' }]);
    expect(issueText(bumps)).toContain(`| Istio | ${DEFAULT_ISTIO_VERSION} | 99.0.0 |`);
    expect(issueText([])).toBe('');
  });
});
