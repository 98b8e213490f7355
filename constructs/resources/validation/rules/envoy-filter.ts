import type { EnvoyFilterEnvoyConfigObjectPatch, EnvoyFilterSpec } from '../../generated/networking';
import { checkSelectorLabels } from '../checks/labels';
import { checkRegex } from '../checks/regular-expressions';
import { show } from '../fault';
import type { Place } from '../place';

const CONNECTION_MANAGERS = ['envoy.filters.network.http_connection_manager', 'envoy.http_connection_manager'];

const MATCH_OF: Readonly<Record<string, 'listener' | 'routeConfiguration' | 'cluster'>> = {
  LISTENER: 'listener',
  FILTER_CHAIN: 'listener',
  NETWORK_FILTER: 'listener',
  HTTP_FILTER: 'listener',
  ROUTE_CONFIGURATION: 'routeConfiguration',
  VIRTUAL_HOST: 'routeConfiguration',
  HTTP_ROUTE: 'routeConfiguration',
  CLUSTER: 'cluster',
};

/** What istiod's webhook refuses, and warns of, in an EnvoyFilter, the patched Envoy configuration itself excepted. */
export function checkEnvoyFilter(spec: Place<EnvoyFilterSpec>): void {
  checkSelectorLabels(spec.field('workloadSelector').field('labels'));
  for (const patch of spec.field('configPatches').items()) if (!patch.unknown) checkPatch(patch);
}

function checkPatch(config: Place<EnvoyFilterEnvoyConfigObjectPatch>): void {
  const [applyTo, match, patch] = [config.field('applyTo'), config.field('match'), config.field('patch')];
  if (match.field('context').text() === 'WAYPOINT') return;
  if (!applyTo.exists || applyTo.text() === 'INVALID') {
    applyTo.fault({
      code: 'missing-field',
      wanted: 'what to patch, such as HTTP_FILTER',
      text: 'required, expected what to patch, such as HTTP_FILTER',
    });
  }
  if (!patch.exists) patch.fault({ code: 'missing-field', wanted: 'a patch', text: 'required' });
  else if (!patch.unknown) {
    const operation = patch.field('operation');
    if (!operation.exists || operation.text() === 'INVALID') {
      operation.fault({
        code: 'missing-field',
        wanted: 'an operation, such as MERGE',
        text: 'required, expected an operation, such as MERGE',
      });
    } else if (!operation.unknown && operation.text() !== 'REMOVE' && !patch.field('value').exists) {
      patch.field('value').fault({
        code: 'missing-field',
        wanted: 'a value',
        text: `required, expected a value, because operation is ${operation.text()}`,
      });
    }
  }
  const version = match.field('proxy').field('proxyVersion');
  if (version.isSet) checkRegex(version);

  const kind = applyTo.text() ?? '';
  const wanted = MATCH_OF[kind];
  for (const name of ['listener', 'routeConfiguration', 'cluster'] as const) {
    if (wanted !== undefined && name !== wanted && match.field(name).exists) {
      match.field(name).fault({ got: `a match of ${name}`, wanted: `${wanted}, because applyTo is ${kind}` });
    }
  }
  const filter = match.field('listener').field('filterChain').field('filter');
  if (wanted !== 'listener' || !filter.exists || filter.unknown) return;
  const [name, subFilter] = [filter.field('name'), filter.field('subFilter')];
  if (name.isEmpty) name.fault({ code: 'missing-field', wanted: 'the name of a filter', text: 'required' });
  if (!subFilter.exists || subFilter.unknown) return;
  if (kind !== 'HTTP_FILTER')
    subFilter.fault({
      got: 'a filter inside the filter',
      wanted: 'no value',
      text: `not allowed, because applyTo is ${kind}`,
    });
  const text = name.text();
  if (text !== undefined && !CONNECTION_MANAGERS.includes(text))
    name.fault({ got: show(text), wanted: `${CONNECTION_MANAGERS[0]}, because subFilter is set` });
  if (subFilter.field('name').isEmpty)
    subFilter.field('name').fault({ code: 'missing-field', wanted: 'the name of a filter', text: 'required' });
}
