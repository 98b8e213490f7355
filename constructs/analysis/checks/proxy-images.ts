import { INJECTION_LABEL, REVISION_LABEL } from '../../../model/data-plane';
import type { Injector } from '../../../model/injectors';
import { fieldsOf, isKnown, textOf } from '../../../model/value';
import { containersOf } from '../../../model/workloads';
import type { Check } from '../check';

/** What an istiod injects, as far as it is known. */
interface ProxyImage {
  /** The registry and the name; undefined where the values leave them to the chart. */
  readonly repository: string | undefined;
  readonly tag: string;
}

/** A proxy that a pod template writes itself has the version of the istiod that configures it. */
export const proxyImages: Check = (mesh, report) => {
  const images = new Map<string, ProxyImage>();
  for (const injector of mesh.injectors) {
    const image = injectedBy(injector);
    if (image !== undefined) for (const revision of injector.revisions) images.set(revision, image);
  }
  if (images.size === 0) return;
  for (const { name, labels, objects } of mesh.namespaces.values()) {
    const at = objects.at(-1);
    if (at === undefined || !isKnown(labels)) continue;
    const revision = labels[REVISION_LABEL] ?? (labels[INJECTION_LABEL] === 'enabled' ? 'default' : undefined);
    const image = typeof revision === 'string' ? images.get(revision) : undefined;
    if (image === undefined) continue;
    const others = mesh.workloads.in(name).flatMap((workload) => {
      const { annotations, origin } = workload;
      if (!isKnown(annotations) || annotations['sidecar.istio.io/proxyImage'] !== undefined) return [];
      const written = textOf(containersOf(workload).find((one) => one['name'] === 'istio-proxy')?.['image']);
      const isOther = written !== undefined && written !== 'auto' && !isSame(written, image);
      return isOther ? [`${written} in ${origin.node.path}`] : [];
    });
    if (others.length === 0) continue;
    const expected = image.repository === undefined ? image.tag : `${image.repository}:${image.tag}`;
    const text = `pods of namespace "${name}" have a proxy of their own: expected the image that is injected, ${expected}, got ${others.join(', ')}`;
    report({ code: 'IST0158', at: at.origin, path: 'metadata.labels', text });
  }
};

function injectedBy({ values, version }: Injector): ProxyImage | undefined {
  const { hub, tag: written, proxy } = fieldsOf(values['global']);
  const name = textOf(fieldsOf(proxy)['image']) || 'proxyv2';
  if (name.includes('/')) return imageOf(name);
  if (!isKnown(written) || !isKnown(hub)) return undefined;
  const tag = written === undefined || written === '' ? version : String(written);
  return tag === undefined ? undefined : { repository: textOf(hub) ? `${textOf(hub)}/${name}` : undefined, tag };
}

/** An image by registry and tag; undefined where it has none, or where a digest says which one it is. */
function imageOf(text: string): ProxyImage | undefined {
  const [, repository, tag] = /^([^@]+):([^:/@]+)$/.exec(text) ?? [];
  return repository === undefined || tag === undefined ? undefined : { repository, tag };
}

function isSame(written: string, { repository, tag }: ProxyImage): boolean {
  const own = imageOf(written);
  if (own === undefined) return true;
  // The image's type is a choice of the mesh, a namespace or a pod.
  const plain = (one: string): string => one.replace(/-(?:distroless|debug)$/, '');
  return (repository === undefined || own.repository === repository) && plain(own.tag) === plain(tag);
}
