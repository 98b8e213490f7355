/** An answer that may depend on what is not known. */
export type Truth = true | false | 'unknown';

/** True where all are, false where one is. */
export function all(answers: Iterable<Truth>): Truth {
  let result: Truth = true;
  for (const answer of answers) {
    if (answer === false) return false;
    if (answer === 'unknown') result = 'unknown';
  }
  return result;
}

/** True where one is, false where all are. */
export function any(answers: Iterable<Truth>): Truth {
  let result: Truth = false;
  for (const answer of answers) {
    if (answer === true) return true;
    if (answer === 'unknown') result = 'unknown';
  }
  return result;
}

/** The opposite, as far as it is known. */
export function not(answer: Truth): Truth {
  return answer === 'unknown' ? 'unknown' : !answer;
}

/** Whether one of a list is so. Stops at the first that surely is. */
export function anyOf<Item>(items: readonly Item[], ask: (item: Item) => Truth): Truth {
  let result: Truth = false;
  for (const item of items) {
    const answer = ask(item);
    if (answer === true) return true;
    if (answer === 'unknown') result = answer;
  }
  return result;
}

/** Whether all of a list are so. Stops at the first that surely is not. */
export function allOf<Item>(items: readonly Item[], ask: (item: Item) => Truth): Truth {
  let result: Truth = true;
  for (const item of items) {
    const answer = ask(item);
    if (answer === false) return false;
    if (answer === 'unknown') result = answer;
  }
  return result;
}
