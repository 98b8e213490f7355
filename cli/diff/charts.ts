/** What a chart brings, as far as a reviewer minds. */
export interface ChartFacts {
  /** What people call it. */
  readonly title: string;
  /** What is restarted when its pods change, `1 Deployment`. @default - nothing runs */
  readonly restarts?: string;
  /** Whether requests pass through it, or cannot be set up without it. */
  readonly serves?: true;
  /** Whether it brings admission webhooks. */
  readonly webhooks?: true;
  /** Whether it brings definitions of kinds. */
  readonly definitions?: true;
  /** Whether it is something people look at, and no part of the mesh itself. */
  readonly addon?: true;
}

/** The charts a mesh is made of, by name. */
const CHARTS: Readonly<Record<string, ChartFacts>> = {
  base: { title: 'Istio definitions (base)', definitions: true, webhooks: true },
  istiod: { title: 'istiod', restarts: '1 Deployment', serves: true, webhooks: true },
  gateway: { title: 'gateway', restarts: '1 Deployment', serves: true },
  cni: { title: 'Istio CNI', restarts: '1 DaemonSet', serves: true },
  ztunnel: { title: 'ztunnel', restarts: '1 DaemonSet', serves: true },
  prometheus: { title: 'Prometheus', restarts: '1 Deployment', addon: true },
  grafana: { title: 'Grafana', restarts: '1 Deployment', addon: true },
  'kiali-server': { title: 'Kiali', restarts: '1 Deployment', addon: true },
  jaeger: { title: 'Jaeger', restarts: '1 Deployment', addon: true },
};

/** What is known of a chart; of one that is not known, that its pods restart. */
export function chartFacts(chart: string): ChartFacts {
  return CHARTS[chart] ?? { title: chart, restarts: 'what it runs' };
}

/** How two versions differ: the first part that does, and the way. Undefined where one of them is no version. */
export interface VersionStep {
  readonly part: 'major' | 'minor' | 'patch' | 'other';
  /** Positive for an upgrade. */
  readonly by: number;
}

/** From one version to another. */
export function versionStep(from: string, to: string): VersionStep | undefined {
  const [a, b] = [parse(from), parse(to)];
  if (!a || !b) return undefined;
  for (const [index, part] of (['major', 'minor', 'patch'] as const).entries()) {
    const by = (b[index] ?? 0) - (a[index] ?? 0);
    if (by !== 0) return { part, by };
  }
  return { part: 'other', by: 0 };
}

function parse(version: string): number[] | undefined {
  const found = /^v?(\d+)\.(\d+)(?:\.(\d+))?/.exec(version);
  return found ? found.slice(1, 4).map((part) => Number(part ?? 0)) : undefined;
}
