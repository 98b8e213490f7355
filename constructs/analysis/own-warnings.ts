import type { IConstruct } from 'constructs';
import type { Fault } from '../resources/validation/fault';
import { WARNS_OF_ITSELF } from '../severity';

/** What Istio warns of in an object, which reports it by itself; undefined where the object does not know. */
export function warningsOf(at: IConstruct): readonly Fault[] | undefined {
  return (at as { readonly [WARNS_OF_ITSELF]?: readonly Fault[] })[WARNS_OF_ITSELF];
}
