import { minorAt, minorOf, minorsBetween } from '../../../cli/checks/upgrade/minors';
import { imageVersion } from '../../../cli/checks/upgrade/upgrades';

describe('the minors between two versions', () => {
  it.each([
    ['1.26.8', '1.27.0', 1],
    ['1.26', '1.31', 5],
    ['1.31.1', '1.30.4-vendor.1', -1],
    ['1.9.9', '1.10.0', 1],
    ['latest', '1.31', undefined],
    ['1.31', '2.0', undefined],
  ])('from %s to %s are %s', (from, to, expected) => {
    expect(minorsBetween(from, to)).toBe(expected);
  });

  it('counts on from a version', () => {
    expect(minorAt('1.29.6', 1)).toBe('1.30');
    expect(minorAt('1.31.1', -2)).toBe('1.29');
  });

  it('reads a minor from what begins with one', () => {
    expect(minorOf('v1.30.4-distroless')).toBe('1.30');
    expect(minorOf('1.30')).toBe('1.30');
    expect(minorOf('latest-1.30')).toBeUndefined();
  });
});

describe('the version of an image', () => {
  it.each([
    ['docker.io/istio/pilot:1.30.4', '1.30.4'],
    ['registry:5000/istio/proxyv2:1.30.4-distroless', '1.30.4'],
    ['vendor.example/pilot:v1.30.4-vendor.1@sha256:0123', '1.30.4-vendor.1'],
    ['localhost:5000/pilot', undefined],
    ['docker.io/istio/pilot@sha256:0123', undefined],
    ['docker.io/istio/pilot:latest', undefined],
    [undefined, undefined],
  ])('%s is %s', (image, expected) => {
    expect(imageVersion(image)).toBe(expected);
  });
});
