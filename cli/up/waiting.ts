import type { KubernetesApi } from '../cluster/api';
import { type ReleaseName, troublesOfRelease } from '../cluster/release-workloads';
import type { Step } from '../terminal/progress';

const PAUSE_MILLISECONDS = 2000;

/**
 * Tells below a step, while releases are being deployed, what keeps their pods from getting ready. What passes within one look is not
 * told: most pods are not ready for a moment.
 */
export class Waiting {
  private readonly releases = new Map<string, ReleaseName>();
  private readonly told = new Set<string>();
  private before: readonly string[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly api: () => KubernetesApi,
    private readonly step: Step,
  ) {}

  /** A release's deploy has begun. */
  begin(key: string, release: ReleaseName): void {
    this.releases.set(key, release);
    this.timer ??= setTimeout(() => void this.look(), PAUSE_MILLISECONDS);
  }

  end(key: string): void {
    this.releases.delete(key);
    if (this.releases.size === 0) this.stop();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private async look(): Promise<void> {
    const releases = [...this.releases.values()];
    // The deploy goes on whether or not it can be watched.
    const found = await Promise.all(releases.map((release) => troublesOfRelease(this.api(), release).catch(() => [])));
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
