import type { IConstruct } from 'constructs';
import type { ModelObject } from '../../model/object';
import { isHole } from '../../model/value';
import { MeshContext } from '../mesh-context';
import type { ResourceKind } from '../resources/generated/kinds';
import type { Fault } from '../resources/validation/fault';
import { inspectResource } from '../resources/validation/resource-faults';
import { WARNS_OF_ITSELF } from '../severity';

/** What Istio warns of in an object, which reports it by itself; undefined where the object does not know. */
export function warningsOf(at: IConstruct): readonly Fault[] | undefined {
  return (at as { readonly [WARNS_OF_ITSELF]?: readonly Fault[] })[WARNS_OF_ITSELF];
}

const inspected = new WeakMap<object, readonly Fault[]>();

/** What istiod of the release in force warns of in an object, whether or not the object reports it by itself. */
export function istiodsWarningsOf(
  kind: ResourceKind,
  { origin, apiVersion, metadata, spec, manifest }: ModelObject<IConstruct, object>,
): readonly Fault[] {
  const known = warningsOf(origin) ?? inspected.get(manifest);
  if (known !== undefined) return known;
  const { istioVersion, gatewayApi } = MeshContext.of(origin);
  const options = { istioVersion, gatewayApi, isUnknown: isHole };
  const { warnings } = inspectResource({ kind, apiVersion, metadata, spec }, options);
  inspected.set(manifest, warnings);
  return warnings;
}
