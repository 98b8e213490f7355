import { BlockList, isIP, isIPv4 } from 'node:net';
import { covers } from '../../model/hosts';
import type { Connection } from './request';

/** A way through a listener, and what a connection must be to take it. */
export interface FilterChain<Target> {
  /** Server names of the TLS handshake; empty or with `*`: any, or none. */
  readonly serverNames: readonly string[];
  /** Ranges of addresses that the connection must go to; empty: any. */
  readonly subnets: readonly string[];
  /** What the bytes must be: `http` in plain text, `istio`: mutual TLS of Istio's proxies. */
  readonly only?: 'http' | 'istio';
  readonly target: Target;
}

/** Whether a chain takes everything, so that it is the last to be asked. */
export function takesAnyConnection({ serverNames, subnets, only }: FilterChain<unknown>): boolean {
  return namesOf(serverNames).length === 0 && subnets.length === 0 && only === undefined;
}

/** Whether two chains ask for the same. */
export function sameConditions(one: FilterChain<unknown>, other: FilterChain<unknown>): boolean {
  const same = (a: readonly string[], b: readonly string[]): boolean =>
    a.every((each) => b.includes(each)) && b.every((each) => a.includes(each));
  return (
    one.only === other.only &&
    same(namesOf(one.serverNames), namesOf(other.serverNames)) &&
    same(subnetsOf(one.subnets), subnetsOf(other.subnets))
  );
}

/** A server name, or nothing of the kind, that the chains of a listener ask for twice: Envoy refuses such a listener as a whole. */
export function collision(chains: readonly FilterChain<unknown>[]): string | undefined {
  const seen = new Set<string>();
  for (const { serverNames, subnets, only } of chains) {
    const [names, ranges] = [namesOf(serverNames), subnetsOf(subnets)];
    for (const name of names.length > 0 ? names : ['']) {
      for (const range of ranges.length > 0 ? ranges : ['']) {
        const key = `${name} ${range} ${only ?? ''}`;
        if (seen.has(key)) return name;
        seen.add(key);
      }
    }
  }
  return undefined;
}

/** A server name with a wildcard elsewhere than in its first label: Envoy refuses a listener that asks for one. */
export function partialWildcard(chains: readonly FilterChain<unknown>[]): string | undefined {
  return chains
    .flatMap(({ serverNames }) => namesOf(serverNames))
    .find((name) => name.replace(/^\*\./, '').includes('*'));
}

/**
 * The chains that Envoy is left with for a connection: it narrows by address, then by server name, then by what is spoken, each time to
 * the best, and to those that ask for nothing only where none fits.
 */
export function chosenChains<Target>(
  chains: readonly FilterChain<Target>[],
  { bytes, sni }: Connection,
  address: string | undefined,
): readonly FilterChain<Target>[] {
  const byAddress = narrowed(
    chains,
    ({ subnets }) => subnetsOf(subnets).length > 0,
    ({ subnets }) => Math.max(0, ...subnetsOf(subnets).map((subnet) => rank(subnet, address))),
  );
  const byName = narrowed(
    byAddress,
    ({ serverNames }) => namesOf(serverNames).length > 0,
    ({ serverNames }) =>
      sni === undefined
        ? 0
        : Math.max(
            0,
            ...namesOf(serverNames).map((name) =>
              name === sni ? Number.POSITIVE_INFINITY : covers(name, sni) ? name.length : 0,
            ),
          ),
  );
  return narrowed(
    byName,
    ({ only }) => only !== undefined,
    ({ only }) => Number(only === 'http' ? bytes === 'http' : bytes === 'tls' && sni?.startsWith('outbound_') === true),
  );
}

function narrowed<Chain>(
  chains: readonly Chain[],
  asks: (chain: Chain) => boolean,
  rankOf: (chain: Chain) => number,
): readonly Chain[] {
  if (!chains.some(asks)) return chains;
  const ranked = chains.map((chain) => ({ chain, rank: asks(chain) ? rankOf(chain) : 0 }));
  const best = Math.max(0, ...ranked.map((each) => each.rank));
  return best > 0
    ? ranked.filter((each) => each.rank === best).map(({ chain }) => chain)
    : chains.filter((chain) => !asks(chain));
}

function namesOf(serverNames: readonly string[]): readonly string[] {
  return serverNames.includes('*') ? [] : serverNames.map((name) => name.toLowerCase());
}

function subnetsOf(subnets: readonly string[]): readonly string[] {
  return subnets.filter((subnet) => !subnet.startsWith('0.0.0.0'));
}

/** How narrow a range is that holds an address; 0 where it does not. */
function rank(subnet: string, address: string | undefined): number {
  const [range = '', written] = subnet.split('/');
  if (address === subnet) return 33;
  if (address === undefined || isIP(address) === 0 || isIP(range) !== isIP(address)) return 0;
  const family = isIPv4(range) ? 'ipv4' : 'ipv6';
  const bits = written === undefined ? (family === 'ipv4' ? 32 : 128) : Number(written);
  const block = new BlockList();
  block.addSubnet(range, bits, family);
  return block.check(address, family) ? bits : 0;
}
