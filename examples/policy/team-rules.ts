import type { IAspect } from 'cdktf';
import { Annotations } from 'cdktf';
import type { IConstruct } from 'constructs';
// In a program of your own: from 'cdktf-istio'.
import { DeliveredObject } from '../../constructs';

/** What a rule looks at: the object as it is sent to the cluster. */
type Manifest = DeliveredObject['manifest'];

/** A rule of a team: which kind it is about, and what is wrong with an object, one line each. */
export interface TeamRule {
  readonly kind: string;
  readonly faults: (manifest: Manifest) => readonly string[];
}

/** Every HTTP route says how long a request may take. */
export const routesHaveTimeouts: TeamRule = {
  kind: 'VirtualService',
  faults: ({ spec }) => {
    const { http = [] } = spec as { http?: readonly { timeout?: string; redirect?: object }[] };
    return http.flatMap(({ timeout, redirect }, index) =>
      timeout === undefined && redirect === undefined ? [`spec.http[${index}].timeout: got none, wanted e.g. 10s`] : [],
    );
  },
};

/** Nobody patches Envoy past Istio's own schema. */
export const noEnvoyFilters: TeamRule = {
  kind: 'EnvoyFilter',
  faults: () => ['ask the platform team: Envoy’s own configuration is checked by nobody'],
};

/**
 * Holds every object of a stack to the rules of a team, however it is delivered. Synthesis, and so `mesh diff` and every deploy, stops
 * at an error and names the construct. Add it to each stack: cdktf does not ask the Aspects of the App.
 *
 * An object is let off by the annotation `policy.example.com/skip`, whose text is the reason.
 *
 * @example
 * const stacks = addStacks(app, projectSettings());
 * for (const stack of Object.values(stacks)) Aspects.of(stack).add(new TeamRules([routesHaveTimeouts, noEnvoyFilters]));
 */
export class TeamRules implements IAspect {
  constructor(private readonly rules: readonly TeamRule[]) {}

  visit(node: IConstruct): void {
    if (!(node instanceof DeliveredObject)) return;
    const { metadata } = node.manifest as { metadata?: { annotations?: Readonly<Record<string, string>> } };
    if (metadata?.annotations?.['policy.example.com/skip']) return;
    for (const rule of this.rules) {
      if (rule.kind !== node.kind) continue;
      for (const fault of rule.faults(node.manifest))
        Annotations.of(node).addError(`${node.kind} ${node.name}: ${fault}`);
    }
  }
}
