/** What to do where the Gateway API has no words for something. */
const INSTEAD = "a VirtualService has it: set api: 'istio'";

/** A fault for what the Gateway API cannot say. */
export function unsupported(path: string, what: string, instead = INSTEAD): string {
  return `${path}: the Gateway API has no ${what}: ${instead}`;
}
