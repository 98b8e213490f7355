import { PROFILE_NAMES, type ProfileName } from '../../config/profiles';
import { parseSettings } from '../../config/settings';
import { DEFAULT_ISTIO_VERSION, ISTIO_MINORS, type IstioVersion } from '../../constructs/versions';
import { addStacks } from '../../stacks';
import { type Synthesized, synthesize } from '../synthesized';

const STACKS = ['mesh', 'addons', 'hello-world'] as const;

function stacksOf(istioVersion: IstioVersion, profile: ProfileName): Record<string, Synthesized> {
  return synthesize((app) => {
    addStacks(app, parseSettings({ context: { istioVersion, profile } }));
  });
}

describe.each(['1.17.2', DEFAULT_ISTIO_VERSION] as const)('Istio %s', (istioVersion) => {
  describe.each(PROFILE_NAMES)('profile %s', (profile) => {
    const stacks = stacksOf(istioVersion, profile);

    test.each(STACKS)('stack %s', (stack) => {
      expect(stacks[stack]).toMatchSnapshot();
    });
  });
});

/** Every value by its path, on one line each. */
function lines(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => lines(item, `${path}[${index}]`));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, item]) => lines(item, `${path}.${key}`));
  }
  return [`${path}: ${JSON.stringify(value)}`];
}

function linesOf(minor: IstioVersion): readonly string[] {
  return Object.entries(stacksOf(minor, 'demo')).flatMap(([stack, content]) => lines(content, stack));
}

describe('the demo profile, from one minor to the next', () => {
  test.each(ISTIO_MINORS.slice(1).map((minor, index) => [ISTIO_MINORS[index] ?? minor, minor] as const))(
    'changes between %s and %s',
    (earlier, later) => {
      const [before, after] = [linesOf(earlier), linesOf(later)];
      const removed = before.filter((line) => !after.includes(line)).map((line) => `- ${line}`);
      const added = after.filter((line) => !before.includes(line)).map((line) => `+ ${line}`);
      expect([...removed, ...added].join('\n')).toMatchSnapshot();
    },
  );
});
