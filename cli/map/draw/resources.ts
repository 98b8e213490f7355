import { type ChartRelease, chartName, chartVersion } from '../../../model/charts';
import { fieldsOf } from '../../../model/value';
import type { MapResource } from '../model';
import type { MapObject, MapOrigin } from '../source';
import { resourceId } from './canvas';

/** An object as the map lists it. */
export function objectResource(object: MapObject): MapResource {
  const { apiVersion, kind, metadata, manifest, origin } = object;
  return {
    id: resourceId(object),
    apiVersion,
    kind,
    namespace: String(metadata.namespace ?? ''),
    name: String(metadata.name),
    ...(origin.declared ? { origin: origin.declared } : {}),
    manifest,
  };
}

/** A release of a chart as the map lists it. */
export function releaseResource(release: ChartRelease<MapOrigin>): MapResource {
  const { chart, repository, version, values, origin } = release;
  const [name, namespace] = [String(release.name), String(release.namespace)];
  return {
    id: `HelmRelease/${namespace}/${name}`,
    apiVersion: `chart ${chartTitle(release)}`,
    kind: 'HelmRelease',
    namespace,
    name,
    ...(origin.declared ? { origin: origin.declared } : {}),
    manifest: { release: name, namespace, chart, repository, version, values: fieldsOf(values) },
  };
}

/** Name and version of a release's chart. */
export function chartTitle(release: ChartRelease): string {
  return [chartName(release.chart), chartVersion(release)].filter((part) => part !== undefined).join(' ');
}
