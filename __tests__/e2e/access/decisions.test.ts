import { writeFileSync } from 'node:fs';
import { MeshAccess } from '../../../model/access/mesh-access';
import { Mesh } from '../../../model/mesh';
import { readCluster } from '../../../model/read/cluster';
import { installedIstio } from '../cluster';
import { describeHere } from '../needs';
import { type Answer, expectedAnswer, questionOf } from './expected-answer';
import { generatedSets, type SentRequest } from './generated-sets';
import { GATEWAY_NAME, ProxiesUnderTest, pause, ROOT } from './proxies-under-test';
import { hashOf, type RecordedAnswers, type RecordedSet, recordedSet } from './recorded-answers';

/**
 * MESH_TEST_SETS says how many sets of policies are tried, of a hundred requests each, MESH_TEST_FIRST_SET which one is the first, and
 * MESH_TEST_SEED from what they are made.
 */
const SETS = Number(process.env['MESH_TEST_SETS'] ?? 10);
const FIRST = Number(process.env['MESH_TEST_FIRST_SET'] ?? 0);
const SEED = Number(process.env['MESH_TEST_SEED'] ?? 17);

/** The file that the answers are kept in, for holding decisions against them where there is no cluster. */
const RECORD = process.env['MESH_TEST_RECORD'];

/** How often a request is asked again that is answered otherwise. */
const AGAIN = 4;

const here = describeHere(__filename);

interface Difference {
  readonly set: number;
  readonly request: SentRequest;
  readonly decided: Answer | 'unknown';
  readonly answered: Answer | undefined;
  readonly because: string;
}

here('the decision about a request and the proxies', () => {
  let proxies: ProxiesUnderTest;

  beforeAll(async () => {
    proxies = await ProxiesUnderTest.start();
  });

  afterAll(() => proxies?.stop());

  it(`agree on every request of ${SETS} generated sets of policies`, async () => {
    const sets = generatedSets(SEED, FIRST + SETS, ROOT, proxies.addresses);
    const differences: Difference[] = [];
    const recorded: RecordedSet[] = [];
    let late = 0;
    let asked = 0;
    for (const [index, { objects, requests }] of sets.entries()) {
      if (index < FIRST) continue;
      const inForce = await proxies.enforce(objects, `set-${index}`);
      const access = new MeshAccess(new Mesh(readCluster([...proxies.base, ...inForce], () => undefined)));
      const seen = new Map<SentRequest, Answer | undefined>();
      let open = await differing(index, access, requests, seen);
      const first = open.length;
      // A connection that was open before still has the former policies, for one answer each.
      for (let more = AGAIN; more > 0 && open.length > 0; more -= 1) {
        await pause(1000);
        const again = open.map(({ request }) => request);
        open = await differing(index, access, again, seen);
      }
      recorded.push(
        recordedSet(
          inForce,
          requests.map((request) => seen.get(request)),
        ),
      );
      asked += requests.length;
      late += first - open.length;
      differences.push(...open);
      for (const one of open) process.stdout.write(`${JSON.stringify(one)}\n`);
      process.stdout.write(`set ${index}: ${open.length} of ${requests.length} differ\n`);
    }
    process.stdout.write(
      `${asked} requests, ${differences.length} differ, ${late} agreed when they were asked again\n`,
    );
    if (RECORD !== undefined) {
      const { addresses } = proxies;
      const istio = installedIstio() ?? '';
      const answers: RecordedAnswers = { istio, seed: SEED, addresses, hash: hashOf(sets), sets: recorded };
      writeFileSync(RECORD, `${JSON.stringify(answers)}\n`);
    }
    expect(differences.length).toBe(0);
  }, 3_600_000);

  async function differing(
    set: number,
    access: MeshAccess,
    requests: readonly SentRequest[],
    seen: Map<SentRequest, Answer | undefined>,
  ): Promise<readonly Difference[]> {
    const answers = await proxies.ask(requests);
    return requests.flatMap((request, at): Difference[] => {
      const decision = access.decide(questionOf(request, proxies.addresses, GATEWAY_NAME));
      const decided = expectedAnswer(decision, request.protocol);
      const answered = answers[at];
      seen.set(request, answered);
      const { stage, because } = decision.by;
      return decided === answered ? [] : [{ set, request, decided, answered, because: `${stage}: ${because}` }];
    });
  }
});
