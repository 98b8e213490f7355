import type { SynthesizedChart, SynthesizedMetadata } from '../../model/read/synthesized-stack';

/** What a map is made of, wherever it was read. */
export interface MapSource {
  readonly kind: 'synthesized' | 'live';
  readonly name: string;
  readonly objects: readonly SourceObject[];
  readonly charts: readonly SourceChart[];
  readonly notes: readonly string[];
}

/** A Kubernetes object. */
export interface SourceObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: SynthesizedMetadata;
  readonly manifest: Readonly<Record<string, unknown>>;
  readonly origin?: { readonly stack: string; readonly constructPath: string; readonly address: string };
}

/** A Helm release whose objects only its chart knows. */
export interface SourceChart extends SynthesizedChart {
  readonly stack: string;
}
