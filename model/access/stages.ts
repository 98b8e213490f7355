import type { Truth } from '../truth';

/** A policy's rule that decided, or would have. */
export interface DecidingRule {
  readonly policy: { readonly kind: string; readonly name: string; readonly namespace: string };
  /** The place of the rule in the policy, from 0; undefined for the policy as a whole. */
  readonly rule?: number;
}

/** What one stage of the way says, in the order in which Istio asks them. */
export interface DecisionStage {
  readonly stage: 'connection' | 'route' | 'CUSTOM' | 'token' | 'DENY' | 'ALLOW' | 'AUDIT';
  /** The gateway or waypoint that asks it; undefined for the destination itself. */
  readonly at?: string;
  /** Whether the request passes it. */
  readonly passes: Truth;
  /** Why, as a sentence without a full stop. */
  readonly because: string;
  /** The rules that say so, the first one first. */
  readonly rules: readonly DecidingRule[];
  /** What a request that does not pass is answered with. */
  readonly status?: number;
}
