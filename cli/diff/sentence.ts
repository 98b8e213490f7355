import { visible } from './visible';

/** A value quoted in a sentence, as against the sentence's own words. */
export interface Quote {
  readonly quote: string;
}

/** What happens, for a person: words, and values that every renderer sets apart in its own way. */
export interface Sentence {
  readonly parts: readonly (string | Quote)[];
}

/** Words that stand in a sentence as they are. */
export class Words {
  constructor(readonly words: string) {}
}

/** Marks words of our own, as against values that come from somebody's program. */
export function words(text: string): Words {
  return new Words(visible(text));
}

/**
 * A sentence from a template. Texts put in are quotes, shortened and on one line; numbers, {@link words} and sentences are words.
 *
 * @example say`${10} % of ${'/hello'} moves from ${'v1'} to ${'v2'}`
 */
export function say(
  texts: TemplateStringsArray,
  ...values: readonly (string | number | Words | Sentence | undefined)[]
): Sentence {
  const parts: (string | Quote)[] = [];
  texts.forEach((text, index) => {
    if (text) parts.push(text);
    const value = values[index];
    if (value === undefined) return;
    if (typeof value === 'number') parts.push(String(value));
    else if (value instanceof Words) parts.push(value.words);
    else if (typeof value === 'string') parts.push({ quote: short(value) });
    else parts.push(...value.parts);
  });
  return { parts };
}

/** Sentences one after another, with something between them. */
export function joined(sentences: readonly Sentence[], between = ', '): Sentence {
  return { parts: sentences.flatMap(({ parts }, index) => (index === 0 ? parts : [between, ...parts])) };
}

/** The sentence as one line of plain text. */
export function plain({ parts }: Sentence): string {
  return parts.map((part) => (typeof part === 'string' ? part : part.quote)).join('');
}

const LONGEST_QUOTE = 80;

function short(value: string): string {
  const line = visible(value).trim();
  return [...line].length > LONGEST_QUOTE ? `${[...line].slice(0, LONGEST_QUOTE - 1).join('')}…` : line;
}
