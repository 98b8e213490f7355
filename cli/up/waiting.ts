import type { KubernetesApi } from '../cluster/api';
import { type Deployed, troublesOf } from '../cluster/release-workloads';
import type { Step } from '../terminal/progress';

const PAUSE_MILLISECONDS = 2000;

/**
 * Tells below a step, while releases and workloads are being deployed, what keeps their pods from getting ready. What passes within one look is not
 * told: most pods are not ready for a moment.
 */
export class Waiting {
  private readonly deployed = new Map<string, Deployed>();
  private readonly told = new Set<string>();
  private before: readonly string[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly api: () => KubernetesApi,
    private readonly step: Step,
  ) {}

  /** The deploy of a release or workload has begun. */
  begin(key: string, deployed: Deployed): void {
    this.deployed.set(key, deployed);
    this.timer ??= setTimeout(() => void this.look(), PAUSE_MILLISECONDS);
  }

  end(key: string): void {
    this.deployed.delete(key);
    if (this.deployed.size === 0) this.stop();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private async look(): Promise<void> {
    const deployed = [...this.deployed.values()];
    // The deploy goes on whether or not it can be watched.
    const found = await Promise.all(deployed.map((one) => troublesOf(this.api(), one).catch(() => [])));
    const troubles = found.flat();
    // Counters grow: the same trouble with another number is not told again.
    const withoutNumbers = (text: string) => text.replace(/restarted \d+ times/, '');
    for (const trouble of troubles.filter((text) => this.before.includes(withoutNumbers(text)))) {
      if (this.told.has(withoutNumbers(trouble))) continue;
      this.told.add(withoutNumbers(trouble));
      this.step.line(`waiting: ${trouble}`);
    }
    this.before = troubles.map(withoutNumbers);
    if (this.timer !== undefined) this.timer = setTimeout(() => void this.look(), PAUSE_MILLISECONDS);
  }
}
