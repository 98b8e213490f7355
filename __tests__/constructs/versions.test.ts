import { DEFAULT_ISTIO_VERSION, ISTIO_VERSIONS, isIstioVersion, istioRelease } from '../../constructs/versions';

const numbers = (version: string): number[] => version.split('.').map(Number);
const later = (a: string, b: string): number => {
  const [left, right] = [numbers(a), numbers(b)];
  return left.map((part, at) => part - (right[at] ?? 0)).find((difference) => difference !== 0) ?? 0;
};

describe('the catalogue', () => {
  test('lists the releases oldest first, and takes the newest by default', () => {
    expect([...ISTIO_VERSIONS].sort(later)).toEqual(ISTIO_VERSIONS);
    expect(DEFAULT_ISTIO_VERSION).toBe(ISTIO_VERSIONS.at(-1));
  });

  test('knows which releases it has', () => {
    expect(isIstioVersion('1.17.2')).toBe(true);
    expect(isIstioVersion('1.17')).toBe(false);
    expect(isIstioVersion('toString')).toBe(false);
  });

  test.each(ISTIO_VERSIONS)('fetches what belongs to %s at its own tag', (version) => {
    const { crdsUrl, dashboards } = istioRelease(version);
    expect(crdsUrl).toContain(`/${version}/`);
    expect(dashboards.url).toContain(`/${version}/`);
  });
});
