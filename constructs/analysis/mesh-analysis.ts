import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { DeliveredObject } from '../delivery/delivered-object';
import { checkProgramWith } from '../delivery/register';
import { ISTIOCTL_SILENCE, SILENCE } from '../severity';
import { checkGiven } from '../shapes/check';
import { type Code, codeOf, type FormerCode } from './codes';
import type { Finding } from './finding';
import { configureSeverities, disableBelow, namesOf, type Severities } from './settings';

export type { Severities } from './settings';

/**
 * Checks that see the resources of a whole program at once. They run with every synthesis of a stack that deploys something of this
 * package: errors stop it, warnings and infos become annotations;
 * of the infos of one code twenty a stack, and one that says how many more there are.
 *
 * @see the guide "Checks of the whole program" for each code: what, why, how to mend, how to silence
 */
export class MeshAnalysis {
  /**
   * Sets how much findings matter below a scope, and has its stacks checked that deploy nothing of this package as well. All others are
   * checked without it.
   *
   * @param severities how much each code matters below the scope
   * @throws Error for codes and severities that do not exist
   */
  static enable(scope: IConstruct, severities: Severities = {}): void {
    configureSeverities(scope, severities);
    for (const stack of scope.node.findAll()) if (TerraformStack.isStack(stack)) checkProgramWith(stack);
  }

  /**
   * Has nothing below a scope reported. What stands there is still known to the checks of other scopes. Below an app, nothing is looked for.
   *
   * @example
   * MeshAnalysis.disable(legacyStack);
   */
  static disable(scope: IConstruct): void {
    disableBelow(scope);
  }

  /**
   * Sets how much findings matter below a scope. May be called again; the codes given last hold.
   *
   * @example
   * MeshAnalysis.configure(app, { IST0132: 'error', IST0174: 'off' });
   * @throws Error for codes and severities that do not exist
   */
  static configure(scope: IConstruct, severities: Severities): void {
    configureSeverities(scope, severities);
  }

  /**
   * Silences a code on one object, and says why, here and to `istioctl analyze`.
   *
   * @throws Error without a reason
   */
  static silence(object: DeliveredObject, code: Code | FormerCode, reason: string): void {
    checkGiven('MeshAnalysis.silence', { object, code, reason });
    if (reason.trim() === '') throw new Error(`${object.node.path}: ${code}: expected a reason, got none`);
    const known = codeOf(code) ?? (code as Code);
    object.addAnnotation(`${SILENCE}${known}`, reason);
    const codes = (object.manifest.metadata.annotations?.[ISTIOCTL_SILENCE] ?? '').split(',').filter(Boolean);
    object.addAnnotation(ISTIOCTL_SILENCE, [...new Set([...codes, ...namesOf(known)])].sort().join(','));
  }

  /** Everything that the checks find below a scope, silenced or not, however much it matters. */
  static findings(scope: IConstruct): readonly Finding[] {
    // Loaded here, because most programs only set severities.
    const { findingsOf } = require('./find') as typeof import('./find');
    const prefix = scope.node.path === '' ? '' : `${scope.node.path}/`;
    return findingsOf(scope).filter(({ at }) => at === scope || at.node.path.startsWith(prefix));
  }
}
