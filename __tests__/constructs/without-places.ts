/** Lines without the place in the test that ends each of them, which moves with the test's text. */
export function withoutPlaces(text: string): string {
  return text.replaceAll(/ \(\S+:\d+:\d+\)/g, '');
}
