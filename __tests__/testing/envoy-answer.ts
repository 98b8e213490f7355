import type { Outcome } from '../../testing';

/** What can be seen of an answer of Envoy, in the words of the simulator, as one line that is easy to compare and to keep. */
export function answerOf(status: number, header: (name: string) => string | undefined): string {
  const route = header('x-route');
  const destination = header('x-destination');
  const location = header('location');
  const parts = [
    String(status),
    route === undefined ? '-' : route,
    location ?? '-',
    destination ?? '-',
    header('x-got-path') ?? '-',
    header('x-got-authority') ?? '-',
  ];
  return parts.join(' ');
}

/** Whether what the simulator says and what Envoy answered are the same. Where the traffic is shared, any of the shares may answer. */
export function agrees(outcome: Outcome, answer: string, destinationNames: readonly string[]): boolean {
  return expectedAnswers(outcome, destinationNames).includes(answer);
}

/** All answers that the outcome allows. */
export function expectedAnswers(outcome: Outcome, destinationNames: readonly string[]): string[] {
  if (outcome.kind === 'passthrough') return [];
  if (outcome.kind === 'lost') return [`${outcome.status} - - - - -`];
  const aborted = outcome.fault?.abort?.percent === 100 ? outcome.fault.abort.status : undefined;
  // A delegate's route goes by the name of its root as well, its marker does not.
  const route = outcome.route?.name?.replace(/^.*\.root-/, '') ?? '-';
  if (aborted !== undefined) return destinationNames.map((name) => `${aborted} ${route} - ${name} - -`);
  if (outcome.kind === 'redirected')
    return [`${outcome.status} ${outcome.route ? route : '-'} ${outcome.location} - - -`];
  if (outcome.kind === 'answered') return [`${outcome.status} ${route} - - - -`];
  return destinationNames.map((name) => `200 ${route} - ${name} ${outcome.path} ${outcome.authority}`);
}
