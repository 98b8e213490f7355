import type { WrittenManifest } from '../written-manifest';
import type { IngressObject } from './ingress-object';
import type { Server } from './servers';

/** An object that takes the place of an Ingress, or of several, of which this is the first. */
export interface ConvertedManifest {
  readonly manifest: WrittenManifest;
  readonly ingress?: IngressObject;
}

/** The full API version of a kind. */
export type VersionOf = (kind: string) => string;

/** An object of a server, without the members that are undefined. */
export function converted(
  { locations }: Pick<Server, 'locations'>,
  version: VersionOf,
  kind: string,
  metadata: WrittenManifest['metadata'],
  spec: object,
): ConvertedManifest {
  const fields = { spec: JSON.parse(JSON.stringify(spec)) as object };
  return { manifest: { apiVersion: version(kind), kind, metadata, fields }, ingress: locations[0]?.ingress };
}

/** A name, in the namespace where there is one. */
export function placed(name: string, namespace: string | undefined): WrittenManifest['metadata'] {
  return { name, ...(namespace !== undefined && { namespace }) };
}

/** The labels of the Ingress that a server is of, and those of its annotations that are nothing to a controller. */
export function ownMetadata({ locations }: Server): Pick<WrittenManifest['metadata'], 'labels' | 'annotations'> {
  const ingress = locations[0]?.ingress;
  const labels = ingress?.manifest.metadata.labels;
  const annotations = ingress?.ownAnnotations;
  return { ...(labels !== undefined && { labels }), ...(annotations !== undefined && { annotations }) };
}
