import { BlockList, isIP } from 'node:net';

/** Tells whether a text fits a pattern. */
export type TextPredicate = (text: string) => boolean;

/** `*` for any text but none, `*suffix`, `prefix*`, else the text itself: what policies call a string match. */
export function textPattern(pattern: string): TextPredicate {
  if (pattern === '*') return (text) => text !== '';
  if (pattern.startsWith('*')) return (text) => text.endsWith(pattern.slice(1));
  if (pattern.endsWith('*')) return (text) => text.startsWith(pattern.slice(0, -1));
  return (text) => text === pattern;
}

/** The pattern of a host, which ignores case. */
export function hostPattern(pattern: string): TextPredicate {
  const fits = textPattern(pattern.toLowerCase());
  return (text) => fits(text.toLowerCase());
}

// The characters of one path segment, as Envoy's URI templates know them.
const SEGMENT = "[a-zA-Z0-9._~%!$&'()+,;:@=*-]";

/** The pattern of a path; `{*}` stands for one segment, a last `{**}` for any number of them. */
export function pathPattern(pattern: string): TextPredicate {
  if (!pattern.includes('{*}') && !pattern.includes('{**}')) return textPattern(pattern);
  const source = pattern
    .split(/(\{\*{1,2}\}|\*{1,2})/)
    .map((part, index) => {
      if (index % 2 === 0) return escaped(part);
      return part.includes('**') ? `(?:${SEGMENT}|/)*` : `${SEGMENT}+`;
    })
    .join('');
  const expression = new RegExp(`^${source}$`);
  return (text) => expression.test(text);
}

/** The pattern of a namespace, with `*` for any text. */
export function namespacePattern(pattern: string): TextPredicate {
  const expression = new RegExp(`^${pattern.split('*').map(escaped).join('.*')}$`);
  return (text) => expression.test(text);
}

/** An address, or a range of them. */
export function addressPattern(range: string): TextPredicate {
  const [address = '', prefix] = range.split('/', 2);
  const family = isIP(address);
  if (family === 0) return () => false;
  const list = new BlockList();
  const type = family === 6 ? 'ipv6' : 'ipv4';
  if (prefix === undefined) list.addAddress(address, type);
  else list.addSubnet(address, Number(prefix), type);
  return (text) => isIP(text) === family && list.check(text, type);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
