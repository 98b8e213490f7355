/** One line of `terraform apply -json`, reduced to what is shown. */
export type TerraformEvent =
  | { readonly type: 'planned'; readonly address: string; readonly action: string }
  | {
      readonly type: 'started' | 'running' | 'done' | 'failed';
      readonly address: string;
      readonly action: string;
      readonly seconds: number;
    }
  | { readonly type: 'summary'; readonly text: string; readonly changes: number }
  | {
      readonly type: 'diagnostic';
      readonly severity: 'error' | 'warning';
      readonly summary: string;
      readonly detail: string;
      readonly address?: string;
    }
  | { readonly type: 'outputs'; readonly outputs: Readonly<Record<string, TerraformOutput>> }
  /** The state, because it could be written nowhere. */
  | { readonly type: 'state'; readonly text: string };

/** An output of a stack. */
export interface TerraformOutput {
  readonly value?: unknown;
  readonly sensitive?: boolean;
}

interface Line {
  readonly type?: string;
  readonly '@message'?: string;
  readonly change?: { readonly resource?: { readonly addr: string }; readonly action: string };
  readonly hook?: {
    readonly resource?: { readonly addr: string };
    readonly action?: string;
    readonly elapsed_seconds?: number;
  };
  readonly changes?: {
    readonly add: number;
    readonly change: number;
    readonly remove: number;
    readonly operation: string;
  };
  readonly diagnostic?: {
    readonly severity: string;
    readonly summary: string;
    readonly detail?: string;
    readonly address?: string;
  };
  readonly outputs?: Readonly<Record<string, TerraformOutput>>;
  readonly state?: object;
}

const HOOKS: Readonly<Record<string, 'started' | 'running' | 'done' | 'failed'>> = {
  apply_start: 'started',
  apply_progress: 'running',
  apply_complete: 'done',
  apply_errored: 'failed',
};

/** Reads one line; undefined for lines that are of no interest, or that are no JSON. */
export function terraformEvent(text: string): { readonly event?: TerraformEvent; readonly message: string } {
  let line: Line;
  try {
    line = JSON.parse(text);
  } catch {
    return { message: text };
  }
  const message = line['@message'] ?? text;
  const event = eventOf(line, message);
  return event
    ? { event, message: event.type === 'diagnostic' ? `${message}\n${event.detail}`.trimEnd() : message }
    : { message };
}

function eventOf(line: Line, message: string): TerraformEvent | undefined {
  const { type, hook, change, changes, diagnostic, outputs, state } = line;
  if (state) return { type: 'state', text: JSON.stringify(state) };
  if (type === 'planned_change' && change?.resource) {
    return { type: 'planned', address: change.resource.addr, action: change.action };
  }
  const hooked = HOOKS[type ?? ''];
  if (hooked && hook?.resource) {
    return { type: hooked, address: hook.resource.addr, action: hook.action ?? '', seconds: hook.elapsed_seconds ?? 0 };
  }
  if (type === 'change_summary' && changes && changes.operation !== 'plan') {
    return { type: 'summary', text: message, changes: changes.add + changes.change + changes.remove };
  }
  if (type === 'diagnostic' && diagnostic) {
    const { severity, summary, detail = '', address } = diagnostic;
    return {
      type: 'diagnostic',
      severity: severity === 'error' ? 'error' : 'warning',
      summary,
      detail,
      ...(address ? { address } : {}),
    };
  }
  return type === 'outputs' && outputs ? { type: 'outputs', outputs } : undefined;
}
