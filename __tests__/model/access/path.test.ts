import { type PathNormalization, pathSeen } from '../../../model/access/path';
import recorded from '../../fixtures/path-answers.json';

/** A path as it was sent, and as Envoy gave it on under each of the modes; null where it answered 400. */
type RecordedPath = readonly [sent: string, ...seen: (string | null)[]];

const MODES = recorded.modes as PathNormalization[];
const PATHS = recorded.paths as unknown as readonly RecordedPath[];

describe(`paths as Envoy ${recorded.envoy} reads them`, () => {
  it.each(MODES)('are read alike under %s', (mode) => {
    const place = MODES.indexOf(mode) + 1;
    const differences = PATHS.flatMap((row) => {
      const [sent] = row;
      // A query, and what follows a hash, is no part of the path that policies see.
      const envoy = row[place]?.split(/[?#]/, 1)[0];
      const model = pathSeen(sent, mode);
      return model === envoy ? [] : [{ sent, envoy, model }];
    });
    expect(differences).toEqual([]);
  });

  it('are many, and many of them are read as other ones', () => {
    expect(PATHS.length).toBeGreaterThanOrEqual(400);
    for (const place of MODES.keys()) {
      const changed = PATHS.filter((row) => row[place + 1] !== row[0]).length;
      expect([MODES[place], changed > 100]).toEqual([MODES[place], MODES[place] !== 'NONE']);
    }
  });
});
