import { MeshAccess } from '../../../model/access/mesh-access';
import { Mesh } from '../../../model/mesh';
import { readCluster } from '../../../model/read/cluster';
import type { Fields } from '../../../model/value';
import { type Answer, expectedAnswer, questionOf } from './expected-answer';
import type { GeneratedSet, SentRequest } from './generated-sets';
import { type ProxiesUnderTest, pause } from './proxies-under-test';

/** How often a request is asked again that is answered otherwise. */
const AGAIN = 4;

/** A request that the proxies answer otherwise than it is decided. */
interface Difference {
  readonly set: string;
  readonly request: SentRequest;
  readonly decided: Answer | 'unknown';
  readonly answered: Answer | undefined;
  readonly because: string;
}

/** What the proxies say to a set of policies, and what is decided about it. */
export interface Comparison {
  /** The policies as the cluster has them. */
  readonly inForce: readonly Fields[];
  /** What was answered last, in the order of the requests. */
  readonly answers: readonly (Answer | undefined)[];
  readonly differences: readonly Difference[];
  /** How many agreed only when they were asked again. */
  readonly late: number;
}

/** Enforces a set of policies, asks its requests and decides about them; each difference is printed. */
export async function compared(
  proxies: ProxiesUnderTest,
  { objects, requests }: GeneratedSet,
  name: string,
): Promise<Comparison> {
  const inForce = await proxies.enforce(objects, name);
  const access = new MeshAccess(new Mesh(readCluster([...proxies.base, ...inForce], () => undefined)));
  const seen = new Map<SentRequest, Answer | undefined>();
  const differing = async (some: readonly SentRequest[]): Promise<readonly Difference[]> => {
    const answers = await proxies.ask(some);
    return some.flatMap((request, at): Difference[] => {
      const decision = access.decide(questionOf(request, proxies.addresses, proxies.gatewayName));
      const decided = expectedAnswer(decision, request.protocol);
      const answered = answers[at];
      seen.set(request, answered);
      const { stage, because } = decision.by;
      return decided === answered ? [] : [{ set: name, request, decided, answered, because: `${stage}: ${because}` }];
    });
  };
  let open = await differing(requests);
  const first = open.length;
  // A connection that was open before still has the former policies, for one answer each.
  for (let more = AGAIN; more > 0 && open.length > 0; more -= 1) {
    await pause(1000);
    open = await differing(open.map(({ request }) => request));
  }
  for (const one of open) process.stdout.write(`${JSON.stringify(one)}\n`);
  process.stdout.write(`${name}: ${open.length} of ${requests.length} differ\n`);
  return {
    inForce,
    answers: requests.map((request) => seen.get(request)),
    differences: open,
    late: first - open.length,
  };
}
