import type { MeshAccess } from '../../../model/access/mesh-access';
import type { ObservedCall } from './observed-call';

/** Calls that no rule of a policy allows: it takes one for each before everything else is denied. */
export function undeclaredCalls(access: MeshAccess, calls: readonly ObservedCall[]): readonly ObservedCall[] {
  return calls.filter((call) => !isDeclared(access, call));
}

function isDeclared(access: MeshAccess, { from = 'outside', to, port, method, path }: ObservedCall): boolean {
  const named = access.calleesNamed(to);
  // What the stacks do not deploy has no policy of theirs.
  if (named.length === 0) return true;
  const { verdict, by } = access.decide({
    from,
    to,
    ...(port !== undefined && named.some((one) => one.port === port) && { port }),
    ...(method !== undefined && { method }),
    ...(path !== undefined && { path }),
    headers: {},
  });
  const isNamed = by.stage === 'ALLOW' && by.rules.length > 0;
  // Metrics know no methods and no paths: a rule that may allow it is one for it.
  return (verdict === 'allowed' && isNamed) || (verdict === 'unknown' && isNamed);
}
