import type { IConstruct } from 'constructs';
import { nearest } from '../../model/closest-name';
import { isDeliverable } from '../delivery/deliverable';
import { isSilencedBy, setSeverities, severityAt } from '../severity';
import { checkGiven } from '../shapes/check';
import { CODES, type Code, codeOf, type FormerCode, formerCodeOf, SEVERITIES, type Severity } from './codes';
import type { Finding } from './finding';

/** How much findings matter below a scope, by code; the nearest scope that names a code wins. */
export type Severities = Readonly<Partial<Record<Code | FormerCode, Severity>>>;

// A registered symbol, so that two copies of the package in one program see each other's settings.
const DISABLED = Symbol.for('cdktf-istio.analysisDisabled');

interface Holder extends IConstruct {
  [DISABLED]?: true;
}

/**
 * Sets how much findings matter below a scope.
 *
 * @throws Error for codes and severities that do not exist
 */
export function configureSeverities(scope: IConstruct, severities: Severities): void {
  const set: Partial<Record<Code, Severity>> = {};
  checkGiven('MeshAnalysis.configure', { severities });
  for (const [text, severity] of Object.entries(severities)) {
    const code = codeOf(text);
    const place = scope.node.path || 'App';
    if (code === undefined) {
      const near = nearest(text, Object.keys(CODES));
      throw new Error(
        `${place}: ${text}: unknown code${near === undefined ? '' : ` (did you mean "${near}"?)`}, expected one of ${Object.keys(CODES).join(', ')}`,
      );
    }
    if (!SEVERITIES.includes(severity)) {
      throw new Error(
        `${place}: ${text}: expected ${SEVERITIES.slice(0, -1).join(', ')} or ${SEVERITIES.at(-1)}, got "${severity}"`,
      );
    }
    set[code] = severity;
  }
  setSeverities(scope, set);
}

/** Has nothing below a scope reported. */
export function disableBelow(scope: IConstruct): void {
  Object.defineProperty(scope, DISABLED, { value: true, configurable: true });
}

/** Whether nothing below a scope is reported, wherever the findings are. */
export function isDisabledAt(scope: IConstruct): boolean {
  for (let at: Holder | undefined = scope; at !== undefined; at = at.node.scope) if (at[DISABLED]) return true;
  return false;
}

/** How much a finding matters where it was found: as the nearest scope says, else as much as is known. */
export function severityOf({ code, at, severity }: Finding): Severity {
  if (isDisabledAt(at)) return 'off';
  return severityAt(at, code) ?? severity ?? CODES[code].severity;
}

/** A code and what else it is or was called. */
export function namesOf(code: Code): readonly string[] {
  return [code, formerCodeOf(code) ?? []].flat();
}

/** Whether a finding is silenced on its object, by our annotation or by istioctl's. */
export function isSilenced({ code, at }: Finding): boolean {
  if (!isDeliverable(at)) return false;
  const annotations = at.manifest.metadata.annotations ?? {};
  for (const _ in annotations) return namesOf(code).some((one) => isSilencedBy(annotations, one));
  return false;
}
