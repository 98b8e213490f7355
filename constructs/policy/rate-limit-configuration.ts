import type { Descriptor } from './descriptor';
import type { Rate } from './rate';

/** A limit that a rate limit service counts for all proxies together. */
export interface GlobalLimit {
  /** What the requests have in common; all of it. Each value counts apart where a descriptor has none. */
  readonly when: readonly Descriptor[];
  /** `unlimited` exempts these requests from the limits of less exact descriptors. */
  readonly rate: Rate | 'unlimited';
  /**
   * Whether the limit only shows in the service's statistics.
   * @default false
   */
  readonly shadow?: boolean;
}

/**
 * One key of a domain, as envoyproxy/ratelimit reads it.
 *
 * @see https://github.com/envoyproxy/ratelimit#configuration
 */
export interface ConfiguredDescriptor {
  /** What is looked at. */
  readonly key: string;
  /** The value that the limit is for; each value counts apart where there is none. */
  readonly value?: string;
  /** How many requests pass. */
  readonly rate_limit?: { readonly unit: string; readonly requests_per_unit: number } | { readonly unlimited: true };
  /** Whether the limit only shows in the statistics. */
  readonly shadow_mode?: true;
  /** What is looked at next. */
  readonly descriptors?: readonly ConfiguredDescriptor[];
}

/** The limits of one domain, as envoyproxy/ratelimit reads them. */
export interface RateLimitDomain {
  /** What the service keeps these limits apart from others by. */
  readonly domain: string;
  /** What is looked at first. */
  readonly descriptors: readonly ConfiguredDescriptor[];
}

interface Node {
  limit?: GlobalLimit;
  readonly below: Map<string, Node>;
  readonly key: string;
  readonly value?: string;
}

/** Arranges limits as the service looks them up: key by key, in the order of the descriptors. */
export function rateLimitDomain(domain: string, limits: readonly GlobalLimit[]): RateLimitDomain {
  const root: Node = { key: '', below: new Map() };
  for (const limit of limits) {
    let at = root;
    for (const { entry } of limit.when) {
      const identity = JSON.stringify([entry.key, entry.value]);
      const next = at.below.get(identity) ?? { ...entry, below: new Map() };
      at.below.set(identity, next);
      at = next;
    }
    at.limit = limit;
  }
  return { domain, descriptors: configured(root) };
}

function configured({ below }: Node): ConfiguredDescriptor[] {
  return [...below.values()].map((node) => ({
    key: node.key,
    ...(node.value !== undefined && { value: node.value }),
    ...(node.limit && { rate_limit: rateLimit(node.limit) }),
    ...(node.limit?.shadow && { shadow_mode: true as const }),
    ...(node.below.size > 0 && { descriptors: configured(node) }),
  }));
}

function rateLimit({ rate }: GlobalLimit): NonNullable<ConfiguredDescriptor['rate_limit']> {
  return rate === 'unlimited'
    ? { unlimited: true }
    : { unit: rate.unit.toLowerCase(), requests_per_unit: rate.requests };
}
