import { placed } from './place';

const HEADING = /^Validation failed with the following errors:$/;
const PROVIDERS = /Found resources without a matching provider construct\..* to your stack '([^']*)' .*: ([\w, -]+)$/;
const FOOTING = /^If you wish to ignore these validations/;
/** What cdktf adds of its own: where a token was made, and pages about its words. The place says where. */
const ASIDES = /^(?:\s+at .*(?::\d+:\d+|\))|Object creation stack:|To learn more about .*)$/;

/**
 * The lines of an error that stops a program, each with a place. What synthesis found names its own construct and place; what
 * cdktf writes around it is left out.
 */
export function faultLines(lines: readonly string[], place: string | undefined): readonly string[] {
  const written = lines.map((line) => line.trimEnd()).filter((line) => line.trim() !== '' && !ASIDES.test(line));
  const heading = written.findIndex((line) => HEADING.test(line));
  if (heading === -1) return written.map((line) => placed(line, place));
  const found = written.slice(heading + 1);
  const footing = found.findIndex((line) => FOOTING.test(line));
  return withoutTwice(found.slice(0, footing === -1 ? undefined : footing)).map(withoutBrackets);
}

/** Without cdktf's own line about providers where a construct says it of each of them, with its place. */
function withoutTwice(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => {
    const [, stack = '', names = ''] = PROVIDERS.exec(line) ?? [];
    const isSaid = (name: string): boolean =>
      lines.some((one) => one.includes(`provider "${name}" not found in stack "${stack}"`));
    return names === '' || !names.split(', ').every(isSaid);
  });
}

/** `[shop/Cart] text` -> `shop/Cart: text`, once where the text names the construct itself. */
function withoutBrackets(line: string): string {
  const [, path = '', text = line] = /^\s*\[([^\]]+)\] (.*)$/.exec(line) ?? [];
  return path === '' || text.startsWith(`${path}/`) || text.startsWith(`${path}: `) ? text : `${path}: ${text}`;
}
