import {
  DEFAULT_ISTIO_VERSION,
  exactVersion,
  has,
  ISTIO_MINORS,
  ISTIO_VERSIONS,
  type IstioVersion,
  isIstioVersion,
  istioMinor,
  istioRelease,
  nearestWith,
} from '../../constructs/versions';
import { compareMinors } from '../../model/version-order';

describe('the catalogue', () => {
  test('has every minor from 1.17, oldest first, without a gap', () => {
    const numbers = ISTIO_MINORS.map((minor) => Number(minor.split('.')[1]));
    expect(numbers).toEqual(numbers.map((_, index) => 17 + index));
  });

  test('takes the newest minor by default', () => {
    expect(DEFAULT_ISTIO_VERSION).toBe(ISTIO_MINORS.at(-1));
  });

  test('names the newest known release of every minor', () => {
    expect(ISTIO_VERSIONS.map(istioMinor)).toEqual(ISTIO_MINORS);
    for (const minor of ISTIO_MINORS) expect(istioRelease(minor).version).toBe(exactVersion(minor));
  });

  test.each(['1.17.2', '1.31', '1.31.9', '1.30.4-vendor.1', '1.28.0-rc.1'])('knows the minor of %s', (version) => {
    expect(isIstioVersion(version)).toBe(true);
  });

  test.each(['1.16', '1.16.7', '1.99.0', '2.0.0', '1', 'latest', 'toString', '', '1.30.', 'v1.30.3'])(
    'knows no release "%s"',
    (version) => {
      expect(isIstioVersion(version)).toBe(false);
    },
  );

  test('lets a patch that is newer than the package, and the build of a vendor, have what their minor has', () => {
    const { addons, dashboards, version } = istioRelease('1.30.99');
    expect(version).toBe('1.30.99');
    expect(addons).toEqual(istioRelease('1.30').addons);
    expect(dashboards.url).toContain('/1.30.99/');
    expect(istioRelease('1.30.4-vendor.1').dashboards.url).toContain('/1.30.4/');
  });

  test('says which minors there are where it has none', () => {
    expect(() => istioRelease('1.16.7' as IstioVersion)).toThrow(
      `istioVersion: expected an Istio minor from 1.17 to ${ISTIO_MINORS.at(-1)}`,
    );
  });
});

describe('a feature', () => {
  test('is had by its first minor and all patches of it, and by none before', () => {
    expect(has('1.26.8', 'retryBudget')).toBe(false);
    expect(has('1.27', 'retryBudget')).toBe(true);
    expect(has('1.27.0-vendor.1', 'retryBudget')).toBe(true);
  });

  test('that is gone is had by its last minor, and by none after', () => {
    expect(has('1.21.6', 'tracesByDefault')).toBe(true);
    expect(has('1.22.0', 'tracesByDefault')).toBe(false);
  });

  test('is told of by the nearest minor that has it', () => {
    expect(nearestWith('1.20', 'retryBudget')).toBe('1.27 has');
    expect(nearestWith('1.25', 'tracesByDefault')).toBe('1.21 had');
  });
});

test('minors are compared by number', () => {
  expect(['1.9', '1.31', '1.17'].sort(compareMinors)).toEqual(['1.9', '1.17', '1.31']);
});
