import { checkGiven } from '../shapes/check';
import { has, type IstioVersion, istioMinor, nearestWith } from '../versions';
import type { EnvoyRateLimitAction, EnvoyStringMatch } from './envoy/rate-limit-action';

/** A text to compare with. Exactly one field. */
export type DescriptorMatch =
  | { readonly exact: string }
  | { readonly prefix: string }
  | { readonly suffix: string }
  | { readonly contains: string }
  /** RE2, for the whole text. */
  | { readonly regex: string };

/** One key, and its value where one is meant, of the descriptors that limits are looked up by. */
export interface DescriptorEntry {
  /** What is looked at, such as a header's name. */
  readonly key: string;
  /** Absent where each value counts apart. */
  readonly value?: string;
}

/**
 * One thing that distinguishes requests. Several together make the condition of a limit: all must hold. Never changes.
 *
 * @see https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/route/v3/route_components.proto#config-route-v3-ratelimit-action
 */
export class Descriptor {
  /**
   * A header of the request.
   *
   * @param value the value that the limit is for; each value counts apart where none is given
   */
  static header(name: string, value?: string): Descriptor {
    checkGiven('Descriptor.header', { name, value });
    const key = checked('header', 'name', name).toLowerCase();
    const action = { request_headers: { header_name: key, descriptor_key: key } };
    return new Descriptor(action, { key, ...(value !== undefined && { value }) });
  }

  /** A header that matches a text. */
  static headerMatch(name: string, match: DescriptorMatch): Descriptor {
    checkGiven('Descriptor.headerMatch', { name, match });
    const header = checked('headerMatch', 'name', name).toLowerCase();
    return Descriptor.matching(header, match);
  }

  /** That the request has no such header. */
  static headerAbsent(name: string): Descriptor {
    checkGiven('Descriptor.headerAbsent', { name });
    const header = checked('headerAbsent', 'name', name).toLowerCase();
    const [key, value] = [`${header} absent`, 'true'];
    return new Descriptor(
      {
        header_value_match: {
          descriptor_key: key,
          descriptor_value: value,
          expect_match: false,
          headers: [{ name: header, present_match: true }],
        },
      },
      { key, value },
    );
  }

  /** The path of the request, with its query. */
  static path(match: DescriptorMatch): Descriptor {
    checkGiven('Descriptor.path', { match });
    return Descriptor.matching(':path', match);
  }

  /** The HTTP method. */
  static method(method: string): Descriptor {
    checkGiven('Descriptor.method', { method });
    return Descriptor.matching(':method', { exact: checked('method', 'method', method).toUpperCase() });
  }

  /**
   * The address that the request comes from: of the client as far as the gateway trusts the proxies before it.
   *
   * @param value the address that the limit is for; each address counts apart where none is given
   */
  static remoteAddress(value?: string): Descriptor {
    checkGiven('Descriptor.remoteAddress', { value });
    return new Descriptor({ remote_address: {} }, { key: 'remote_address', ...(value !== undefined && { value }) });
  }

  /**
   * The network that the request comes from; each counts apart.
   *
   * @param bits how many leading bits of an IPv4, and of an IPv6 address name the network
   */
  static remoteNetwork(bits: { readonly ipv4?: number; readonly ipv6?: number }): Descriptor {
    checkGiven('Descriptor.remoteNetwork', { bits });
    const { ipv4 = 32, ipv6 = 128 } = bits;
    for (const [name, given, most] of [['ipv4', ipv4, 32] as const, ['ipv6', ipv6, 128] as const]) {
      if (!Number.isInteger(given) || given < 0 || given > most)
        throw new Error(`Descriptor.remoteNetwork: ${name}: expected an integer from 0 to ${most}, got ${given}`);
    }
    return new Descriptor(
      { masked_remote_address: { v4_prefix_mask_len: ipv4, v6_prefix_mask_len: ipv6 } },
      { key: 'masked_remote_address' },
    );
  }

  /**
   * A parameter of the query.
   *
   * @param value the value that the limit is for; each value counts apart where none is given, which Istio 1.17 lacks
   */
  static queryParameter(name: string, value?: string): Descriptor {
    checkGiven('Descriptor.queryParameter', { name, value });
    const parameter = checked('queryParameter', 'name', name);
    const key = `query:${parameter}`;
    if (value === undefined) {
      return new Descriptor({ query_parameters: { query_parameter_name: parameter, descriptor_key: key } }, { key });
    }
    return new Descriptor(
      {
        query_parameter_value_match: {
          descriptor_key: key,
          descriptor_value: value,
          query_parameters: [{ name: parameter, string_match: { exact: value } }],
        },
      },
      { key, value },
    );
  }

  /** The same for every request: one count for all. */
  static all(value = 'all'): Descriptor {
    checkGiven('Descriptor.all', { value });
    return new Descriptor({ generic_key: { descriptor_value: value } }, { key: 'generic_key', value });
  }

  private static matching(header: string, match: DescriptorMatch): Descriptor {
    const [[kind, text] = ['', '']] = Object.entries(match);
    if (text === '')
      throw new Error(`Descriptor: ${header}: expected a text to compare with, got an empty ${kind || 'match'}`);
    const string_match: EnvoyStringMatch = 'regex' in match ? { safe_regex: { regex: match.regex } } : match;
    const value = `${kind} ${text}`;
    return new Descriptor(
      {
        header_value_match: {
          descriptor_key: header,
          descriptor_value: value,
          headers: [{ name: header, string_match }],
        },
      },
      { key: header, value },
    );
  }

  /**
   * @param action what a route tells of its requests
   * @param entry what a limit is looked up by
   */
  private constructor(
    readonly action: EnvoyRateLimitAction,
    readonly entry: DescriptorEntry,
  ) {
    Object.freeze(this);
  }

  /** The same thing, but for one of its values; those that already are for one are left as they are. */
  withValue(value: string): Descriptor {
    checkGiven('Descriptor.withValue', { value });
    return this.entry.value === undefined ? new Descriptor(this.action, { key: this.entry.key, value }) : this;
  }
}

/** What the list of descriptors at `path` cannot be in a release. */
export function descriptorFaults(
  path: string,
  descriptors: readonly Descriptor[],
  istioVersion: IstioVersion,
): string[] {
  const faults: string[] = [];
  if (descriptors.length === 0) faults.push(`${path}: expected at least one descriptor, got none`);
  const seen = new Set<string>();
  for (const { action, entry } of descriptors) {
    const identity = `${entry.key}=${entry.value ?? ''}`;
    if (seen.has(identity)) faults.push(`${path}: duplicate ${identity}`);
    seen.add(identity);
    if ('query_parameters' in action && !has(istioVersion, 'queryParameterDescriptors')) {
      faults.push(
        `${path}: Istio ${istioMinor(istioVersion)} cannot count each value of a query parameter apart (${nearestWith(istioVersion, 'queryParameterDescriptors')} it): name the value`,
      );
    }
  }
  return faults;
}

function checked(method: string, parameter: string, value: string): string {
  if (value === '') throw new Error(`Descriptor.${method}: ${parameter}: expected a name, got ""`);
  return value;
}
