import { PROFILE_NAMES } from '../../config/profiles';
import { parseSettings } from '../../config/settings';
import { ISTIO_VERSIONS } from '../../constructs/versions';
import { addStacks } from '../../stacks';
import { synthesize } from '../synthesized';

describe.each(ISTIO_VERSIONS)('Istio %s', (istioVersion) => {
  describe.each(PROFILE_NAMES)('profile %s', (profile) => {
    const stacks = synthesize((app) => {
      addStacks(app, parseSettings({ context: { istioVersion, profile } }));
    });

    test.each(['mesh', 'addons', 'hello-world'])('stack %s', (stack) => {
      expect(stacks[stack]).toMatchSnapshot();
    });
  });
});
