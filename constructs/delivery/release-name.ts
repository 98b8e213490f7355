import { createHash } from 'node:crypto';
import { isToken } from './terraform-template';

/** What one stack's plan still shows at a glance, and more than any fleet's objects need. */
export const MOST_RELEASES = 100;

/** The longest name that Helm gives a release. */
const RELEASE_NAME_LIMIT = 53;

/** The first `length` hexadecimal digits of a text's SHA-256. */
export function shortHash(text: string, length = 8): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

/** A name that fits Helm's 53 characters: as it is where it does, else cut and told apart by a hash of the whole. */
export function fitReleaseName(name: string): string {
  if (name.length <= RELEASE_NAME_LIMIT) return name;
  const hash = shortHash(name);
  return `${name.slice(0, RELEASE_NAME_LIMIT - hash.length - 1).replace(/[-.]+$/, '')}-${hash}`;
}

/**
 * The name of the release that holds one object, derived from the object alone, so that it stays the same wherever the
 * construct stands. Kinds outside Istio's and Kubernetes' own groups carry their group, as kubectl writes it.
 *
 * @param fallback tells apart objects whose name is only known to Terraform
 */
export function releaseNameOf(apiVersion: string, kind: string, name: string, fallback: string): string {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  const own = group === '' || !group.includes('.') || group.endsWith('.istio.io');
  const prefix = own ? kind.toLowerCase() : `${kind.toLowerCase()}.${group}`;
  return fitReleaseName(`${prefix}-${isToken(name) ? shortHash(fallback) : name}`);
}

/** A Terraform resource name made from literal parts; undefined where a part is a token. */
export function logicalIdOf(...parts: readonly string[]): string | undefined {
  if (parts.some(isToken)) return undefined;
  const plain = parts.join('_');
  const name = plain.replace(/[^A-Za-z0-9_-]/g, '_');
  // Hashed where the plain text does not survive, so that a.b and a_b stay apart.
  const unique = name === plain ? name : `${name}_${shortHash(plain, 6)}`;
  return /^[A-Za-z_]/.test(unique) ? unique : `_${unique}`;
}
