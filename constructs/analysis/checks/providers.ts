import { KINDS } from '../../../model/kinds';
import { isKnown, itemsOf } from '../../../model/value';
import type { security, telemetry } from '../../resources';
import type { Check, ProgramObject } from '../check';
import { closest } from '../missing';

const NOTHING_IS: Readonly<Record<'tracing' | 'metrics' | 'accessLogging', string>> = {
  tracing: 'nothing is traced',
  metrics: 'it is ignored',
  accessLogging: 'it is ignored',
};

/** The providers that policies name are there, and Telemetries have some. */
export const providers: Check = (mesh, report) => {
  const { config } = mesh;
  const check = (at: ProgramObject<never>, path: string, name: unknown): void => {
    if (!config.isKnown || typeof name !== 'string' || mesh.providers.has(name)) return;
    const known = [...mesh.providers].sort();
    const near = closest(name, known);
    const hint = near === undefined ? '' : ` (did you mean "${near}"?)`;
    const text = `provider "${name}" not found in the mesh's configuration (known: ${known.join(', ')})${hint}; declare it with DeclaredObject.providerFromName if somebody else configures it`;
    report({ code: 'IST0101', at: at.origin, path, text, severity: 'error' });
  };
  for (const one of mesh.objects.of<telemetry.TelemetrySpec>(KINDS.telemetry)) {
    for (const section of ['tracing', 'metrics', 'accessLogging'] as const) {
      const entries = itemsOf(one.spec[section]);
      entries.forEach((entry, i) => {
        if (!isKnown(entry) || !isKnown(entry.providers)) return;
        const named = itemsOf(entry.providers);
        named.forEach((provider, k) => {
          check(
            one as ProgramObject<never>,
            `spec.${section}[${i}].providers[${k}].name`,
            isKnown(provider) ? provider.name : provider,
          );
        });
        if (named.length > 0 || !lacksDefault(section, entries.length)) return;
        const text = `names no provider, and the mesh has no default one: ${NOTHING_IS[section]}`;
        report({ code: 'IST0157', at: one.origin, path: `spec.${section}[${i}]`, text });
      });
    }
  }
  for (const policy of mesh.objects.of<security.AuthorizationPolicySpec>(KINDS.authorizationPolicy)) {
    const { provider } = policy.spec;
    if (isKnown(provider)) check(policy as ProgramObject<never>, 'spec.provider.name', provider?.name);
  }

  function lacksDefault(section: keyof typeof NOTHING_IS, entries: number): boolean {
    // Metrics fall back to what the mesh has built in; an entry beside others does so for none of them.
    if (config.hasDefaultProviders || section === 'metrics') return false;
    if (section === 'tracing') return config.isKnown;
    const { accessLogFile } = config.meshConfig;
    const hasLog = accessLogFile !== undefined && accessLogFile !== '';
    return !hasLog && (config.isKnown || entries > 1);
  }
};
