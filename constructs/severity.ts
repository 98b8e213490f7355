import type { IConstruct } from 'constructs';

/** How much a finding matters. */
export type Severity = 'error' | 'warning' | 'info' | 'off';

/** Where an object has what Istio warns of in it, and what it reports by itself, whatever else there is. */
export const WARNS_OF_ITSELF = Symbol.for('cdktf-istio.warnsOfItself');

/** The severities, the gravest first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info', 'off'];

/** The annotation that silences a code on one object; its value says why. */
export const SILENCE = 'cdktf-istio.analysis/';
/** The annotation with which `istioctl analyze` is silenced: codes between commas, or `*`. */
export const ISTIOCTL_SILENCE = 'galley.istio.io/analyze-suppress';

// A registered symbol, so that two copies of the package in one program see each other's settings.
const SETTINGS = Symbol.for('cdktf-istio.analysisSeverities');

interface Carrier extends IConstruct {
  [SETTINGS]?: Readonly<Partial<Record<string, Severity>>>;
}

/** Sets how much codes matter below a scope. The codes given last hold, and the nearest scope that names one. */
export function setSeverities(scope: IConstruct, severities: Readonly<Partial<Record<string, Severity>>>): void {
  const carrier = scope as Carrier;
  Object.defineProperty(carrier, SETTINGS, { value: { ...carrier[SETTINGS], ...severities }, configurable: true });
}

/** How much a code matters at a construct, where some scope says so. */
export function severityAt(construct: IConstruct, code: string): Severity | undefined {
  for (let scope: Carrier | undefined = construct; scope !== undefined; scope = scope.node.scope) {
    const severity = scope[SETTINGS]?.[code];
    if (severity !== undefined) return severity;
  }
  return undefined;
}

/** Whether the annotations of an object silence a code, with a reason. */
export function isSilencedBy(annotations: Readonly<Record<string, string>>, code: string): boolean {
  const reason = annotations[`${SILENCE}${code}`];
  if (reason !== undefined) return reason.trim() !== '';
  const codes = annotations[ISTIOCTL_SILENCE]?.split(',').map((one) => one.trim()) ?? [];
  return codes.includes(code) || codes.includes('*');
}
