/** What a construct that is refused says, a line each, without the place in the file. */
export function refusalsOf(make: () => unknown): string[] {
  try {
    make();
  } catch (error) {
    return (error as Error).message.split('\n').map((line) => line.replace(/ \([^()]*\.ts:[\d:]+\)$/, ''));
  }
  return [];
}
