import { Annotations, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { isDeliverable } from '../delivery/deliverable';
import type { DeliveredObject } from '../delivery/delivered-object';
import { MeshContext } from '../mesh-context';
import { ISTIOCTL_SILENCE, isSilencedBy, SILENCE, setSeverities, severityAt } from '../severity';
import { checkDestinations, checkHostConflicts } from './checks/destinations';
import { checkEmptySubsets } from './checks/empty-subsets';
import { checkClaims, checkGatewayReferences, checkGateways } from './checks/gateways';
import { checkMissingInjection } from './checks/missing-injection';
import { checkInjectionLabels, checkLoneDefaults } from './checks/namespaces';
import { checkMutualTls, checkProviders, checkUnreachableRules } from './checks/policies';
import { checkPortNames } from './checks/port-names';
import { CODES, type Code, isCode, SEVERITIES, type Severity } from './codes';
import type { Finding } from './finding';
import { MeshInventory } from './mesh-inventory';

const CHECKS = [
  checkGateways,
  checkGatewayReferences,
  checkClaims,
  checkDestinations,
  checkEmptySubsets,
  checkHostConflicts,
  checkInjectionLabels,
  checkMissingInjection,
  checkLoneDefaults,
  checkMutualTls,
  checkPortNames,
  checkProviders,
  checkUnreachableRules,
];

/** How much findings matter below a scope, by code; the nearest scope that names a code wins. */
export type Severities = Readonly<Partial<Record<Code, Severity>>>;

// A registered symbol, so that two copies of the package in one program see each other's settings.
const ENABLED = Symbol.for('cdktf-istio.analysisEnabled');

interface Carrier extends IConstruct {
  [ENABLED]?: true;
}

/** Checks that see the resources of a whole program at once, run when it is synthesized. */
export class MeshAnalysis {
  /**
   * Has everything below a scope checked against everything that the program deploys or declares. What others own is
   * declared with `fromName` references of the resources and with `DeclaredObject`.
   *
   * Errors stop synthesis, warnings and infos become annotations. A stack made later than this stops synthesis as well.
   *
   * @param scope an app, once all of its stacks are made, or one stack of it
   * @param severities how much each code matters below the scope
   * @throws Error for codes and severities that do not exist
   */
  static enable(scope: IConstruct, severities: Severities = {}): void {
    MeshAnalysis.configure(scope, severities);
    const carrier = scope as Carrier;
    if (carrier[ENABLED]) return;
    Object.defineProperty(carrier, ENABLED, { value: true });
    const stacks = scope.node.findAll().filter(TerraformStack.isStack);
    for (const stack of stacks) analyseWithStack(stack, scope);
    if (TerraformStack.isStack(scope)) return;
    scope.node.addValidation({
      validate: () =>
        scope.node
          .findAll()
          .filter((one) => TerraformStack.isStack(one) && !stacks.includes(one))
          .map(
            (late) => `${late.node.path}: made after MeshAnalysis.enable; enable the analysis once all stacks are made`,
          ),
    });
  }

  /**
   * Sets how much findings matter below a scope. May be called again; the codes given last hold.
   *
   * @throws Error for codes and severities that do not exist
   */
  static configure(scope: IConstruct, severities: Severities): void {
    for (const [code, severity] of Object.entries(severities)) {
      if (!isCode(code)) {
        throw new Error(`${scope.node.path || 'App'}: ${code}: no such code, takes ${Object.keys(CODES).join(', ')}`);
      }
      if (!SEVERITIES.includes(severity)) {
        throw new Error(`${scope.node.path || 'App'}: ${code}: got "${severity}", takes ${SEVERITIES.join(', ')}`);
      }
    }
    setSeverities(scope, severities);
  }

  /**
   * Silences a code on one object, and says why, here and to `istioctl analyze`.
   *
   * @throws Error without a reason
   */
  static silence(object: DeliveredObject, code: Code, reason: string): void {
    if (reason.trim() === '') throw new Error(`${object.node.path}: ${code}: silenced without a reason`);
    object.addAnnotation(`${SILENCE}${code}`, reason);
    const codes = new Set((object.manifest.metadata.annotations?.[ISTIOCTL_SILENCE] ?? '').split(',').filter(Boolean));
    object.addAnnotation(ISTIOCTL_SILENCE, [...codes, code].sort().join(','));
  }

  /** Everything that the checks find below a scope, silenced or not, however much it matters. */
  static findings(scope: IConstruct): readonly Finding[] {
    const mesh = new MeshInventory(scope, MeshContext.of(scope).rootNamespace);
    const findings: Finding[] = [];
    for (const check of CHECKS) check(mesh, (finding) => findings.push(finding));
    const prefix = scope.node.path === '' ? '' : `${scope.node.path}/`;
    return findings.filter(({ at }) => at === scope || at.node.path.startsWith(prefix));
  }
}

function severityOf({ code, at }: Finding): Severity {
  return severityAt(at, code) ?? CODES[code].severity;
}

function isSilenced({ code, at }: Finding): boolean {
  return isDeliverable(at) && isSilencedBy(at.manifest.metadata.annotations ?? {}, code);
}

function textOf({ code, at, path, text }: Finding): string {
  const object = isDeliverable(at) ? `${at.kind} "${at.name}": ` : '';
  return `${code}: ${object}${path === '' ? '' : `${path}: `}${text}`;
}

/** Reports what is found in a stack when that stack is validated. */
function analyseWithStack(stack: IConstruct, scope: IConstruct): void {
  const noted = new Set<string>();
  stack.node.addValidation({
    validate: () => {
      const errors: string[] = [];
      for (const finding of MeshAnalysis.findings(scope)) {
        if (TerraformStack.of(finding.at) !== stack || isSilenced(finding)) continue;
        const severity = severityOf(finding);
        const line = textOf(finding);
        if (severity === 'error') errors.push(`${finding.at.node.path}: ${line}`);
        else if (severity !== 'off' && !noted.has(`${finding.at.node.path} ${line}`)) {
          noted.add(`${finding.at.node.path} ${line}`);
          const annotations = Annotations.of(finding.at);
          if (severity === 'warning') annotations.addWarning(line);
          else annotations.addInfo(line);
        }
      }
      return errors;
    },
  });
}
