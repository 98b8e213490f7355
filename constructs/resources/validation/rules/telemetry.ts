import type { AccessLoggingFilter, ProviderRef, TelemetrySpec, Tracing } from '../../generated/telemetry';
import { celSyntaxProblem } from '../cel-syntax';
import { checkRange, checkRequired } from '../checks/numbers';
import { checkTargets } from '../checks/targets';
import type { Place } from '../place';

/** What istiod's webhook refuses, and warns of, in a Telemetry. */
export function checkTelemetry(spec: Place<TelemetrySpec>): void {
  checkTargets(spec);
  for (const logging of spec.field('accessLogging').items()) {
    checkProviders(logging.field('providers'));
    checkFilter(logging.field('filter'));
  }
  const tracings = spec.field('tracing').items();
  if (tracings.length > 1) {
    spec.field('tracing').warn({ got: `${tracings.length} items`, wanted: 'one, because Istio supports no more' });
  }
  for (const tracing of tracings) checkTracing(tracing);
  for (const metrics of spec.field('metrics').items()) {
    checkProviders(metrics.field('providers'));
    for (const override of metrics.field('overrides').items()) {
      const custom = override.field('match').field('customMetric');
      if (custom.exists) checkRequired(custom, 'the name of a metric');
      for (const [name, tag] of override.field('tagOverrides').entries()) {
        if (name === '') tag.warn({ text: 'invalid key "", expected the name of a tag', wanted: 'the name of a tag' });
        const [operation, value] = [tag.field('operation'), tag.field('value')];
        if (tag.unknown || operation.unknown) continue;
        if ((operation.text() ?? 'UPSERT') === 'UPSERT')
          checkRequired(value, 'an expression, because operation is UPSERT');
        else if (value.isSet)
          value.fault({ got: 'a value', wanted: 'no value', text: 'not allowed, because operation is REMOVE' });
      }
    }
  }
}

function checkFilter(filter: Place<AccessLoggingFilter>): void {
  if (!filter.exists || filter.unknown) return;
  const expression = filter.field('expression');
  checkRequired(expression, 'a CEL expression');
  const problem = expression.isSet ? celSyntaxProblem(expression.text() ?? 'true') : undefined;
  if (problem !== undefined) expression.fault({ got: problem, wanted: 'a CEL expression' });
}

function checkProviders(providers: Place<readonly ProviderRef[]>): void {
  for (const provider of providers.items())
    if (!provider.unknown) checkRequired(provider.field('name'), 'the name of a provider');
}

function checkTracing(tracing: Place<Tracing>): void {
  const count = tracing.field('providers').size() ?? 0;
  if (count > 1) {
    tracing.field('providers').warn({ got: `${count} items`, wanted: 'one, because Istio supports no more' });
  }
  checkProviders(tracing.field('providers'));
  checkRange(tracing.field('randomSamplingPercentage'), 0, 100);
  for (const [name, tag] of tracing.field('customTags').entries()) {
    if (name === '') tag.fault({ text: 'invalid key "", expected the name of a tag', wanted: 'the name of a tag' });
    const [literal, header, environment] = [tag.field('literal'), tag.field('header'), tag.field('environment')];
    if (literal.exists && !literal.unknown) checkRequired(literal.field('value'), 'a value');
    for (const source of [header, environment])
      if (source.exists && !source.unknown) checkRequired(source.field('name'), 'a name');
  }
}
