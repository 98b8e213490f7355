import { ControlPlane, MeshContext } from '../../../constructs';
import type { IstioMinor } from '../../../constructs/versions';
import { synthesizeIn } from '../../synthesized';

function istiodValues(istioVersion: IstioMinor, compatibilityVersion: IstioMinor): unknown {
  const { releases } = synthesizeIn((stack) => {
    MeshContext.set(stack, { istioVersion });
    new ControlPlane(stack, 'ControlPlane', { compatibilityVersion });
  });
  return releases['istiod']?.values[0];
}

test.each([
  ['1.21', '1.20'],
  ['1.28', '1.25'],
  ['1.31', '1.30'],
] as const)('istiod of Istio %s keeps the behaviour of %s', (istioVersion, earlier) => {
  expect(istiodValues(istioVersion, earlier)).toMatchObject({ compatibilityVersion: earlier });
});

test.each([
  ['1.20', '1.19', 'none'],
  ['1.31', '1.24', 'a minor from 1.25 to the one before 1.31'],
  ['1.31', '1.31', 'a minor from 1.25 to the one before 1.31'],
] as const)('Istio %s refuses to behave as %s', (istioVersion, other, expected) => {
  expect(() => istiodValues(istioVersion, other)).toThrow(
    `test/ControlPlane: compatibilityVersion: expected ${expected} under Istio ${istioVersion}, got "${other}"`,
  );
});
