import { isIP } from 'node:net';

// Istio accepts upper case where Kubernetes does not.
const LABEL = /^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$/;
const WILDCARD_LABEL = /^(?:\*|(?:\*|\*-)?[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?)$/;
const MAX_LABEL = 63;
const MAX_NAME = 255;

export function isIpv4(text: string): boolean {
  return isIP(text) === 4;
}

export function isIpv6(text: string): boolean {
  return isIP(text) === 6;
}

/** Whether Istio reads a text as one label of a DNS name. */
export function isHostLabel(text: string): boolean {
  return text.length <= MAX_LABEL && LABEL.test(text);
}

function areHostLabels(name: string): boolean {
  const labels = name.split('.');
  if (/^[+-]?\d+$/.test(labels.at(-1) ?? '')) return false;
  // A name may end in a dot.
  return labels.every((label, i) => isHostLabel(label) || (label === '' && i === labels.length - 1));
}

/** Whether Istio reads a text as a fully qualified host name. */
export function isHostName(text: string): boolean {
  return text !== '' && text.length <= MAX_NAME && areHostLabels(text);
}

/** Whether Istio reads a text as a host name whose first label may be or begin with `*`. */
export function isWildcardHostName(text: string): boolean {
  if (text === '' || text.length > MAX_NAME) return false;
  const dot = text.indexOf('.');
  const first = dot < 0 ? text : text.slice(0, dot);
  if (first.length > MAX_LABEL || !WILDCARD_LABEL.test(first)) return false;
  return dot < 0 || areHostLabels(text.slice(dot + 1));
}

/** Whether a host name begins with `*` and is neither `*` nor `*.` with something behind. */
export function isPartialWildcard(text: string): boolean {
  return text.includes('*') && text !== '*' && !text.startsWith('*.');
}

/** Whether a text is an IP address. Node's own look makes two long regular expressions, which a program of names does not need. */
export function isIpAddress(text: string): boolean {
  return (text.includes(':') || /^\d/.test(text)) && isIP(text) !== 0;
}

/** Whether a text is an IP address with a prefix length. */
export function isCidr(text: string): boolean {
  const slash = text.indexOf('/');
  const [address, bits] = [text.slice(0, slash), text.slice(slash + 1)];
  const family = slash < 0 || address.includes('%') ? 0 : isIP(address);
  return family !== 0 && /^(?:0|[1-9]\d{0,2})$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128);
}
