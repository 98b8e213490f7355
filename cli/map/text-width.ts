// Widths in thousandths of the font size, of the widest of the fonts that the pictures name, so that text fits wherever it is shown.
const WIDE = 'mwMW@%';
const NARROW = "ijlIft.,:;'|!()[]/ -";

/** About how wide a text is in the proportional font of the pictures. Never less than what a browser or resvg draws with it. */
export function proportionalWidth(text: string, size: number): number {
  let thousandths = 0;
  for (const character of text) {
    if (NARROW.includes(character)) thousandths += 370;
    else if (WIDE.includes(character)) thousandths += 960;
    else if (character > '\u2e7f') thousandths += 1000;
    else thousandths += character >= 'A' && character <= 'Z' ? 720 : 625;
  }
  return (thousandths * size) / 1000;
}

export function monospaceWidth(text: string, size: number): number {
  let thousandths = 0;
  for (const character of text) thousandths += character > '\u2e7f' ? 1000 : 603;
  return (thousandths * size) / 1000;
}

/** The text, cut with an ellipsis where it is wider than there is room. */
export function fitted(text: string, room: number, width: (text: string) => number): string {
  if (width(text) <= room) return text;
  const characters = [...text];
  let low = 0;
  let high = characters.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (width(`${characters.slice(0, middle).join('')}…`) <= room) low = middle;
    else high = middle - 1;
  }
  return `${characters.slice(0, low).join('').trimEnd()}…`;
}
