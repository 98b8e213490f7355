import { covers, overlaps, serviceNameOf } from '../../../model/hosts';
import { KINDS } from '../../../model/kinds';
import { selectorOf } from '../../../model/object';
import { fieldsOf, isKnown, itemsOf } from '../../../model/value';
import { type Check, namespaceOf, type ProgramMesh } from '../check';
import { missing } from '../missing';

/** The hosts that Sidecars import are there, and the mesh's own Sidecar selects nobody. */
export const sidecars: Check = (mesh, report) => {
  for (const sidecar of mesh.objects.of(KINDS.sidecar)) {
    const namespace = namespaceOf(sidecar);
    if (namespace === undefined) continue;
    const selector = fieldsOf(selectorOf(sidecar.spec));
    if (namespace === mesh.config.rootNamespace && Object.keys(selector).length > 0) {
      const text =
        'a Sidecar of the root namespace with a selector holds for workloads of that namespace alone, and not for the mesh';
      report({ code: 'KIA1006', at: sidecar.origin, path: 'spec.workloadSelector', text });
    }
    const { outboundTrafficPolicy } = sidecar.spec;
    if (isKnown(outboundTrafficPolicy) && outboundTrafficPolicy !== undefined) {
      const { mode } = fieldsOf(outboundTrafficPolicy as unknown);
      if (mode === undefined) {
        const text = 'no mode: it is REGISTRY_ONLY, whatever the mesh says; expected REGISTRY_ONLY or ALLOW_ANY';
        report({ code: 'KIA1007', at: sidecar.origin, path: 'spec.outboundTrafficPolicy', text });
      }
    }
    itemsOf(sidecar.spec['egress']).forEach((listener, i) => {
      itemsOf(fieldsOf(listener)['hosts']).forEach((written, k) => {
        const found = typeof written === 'string' ? unknownHost(written, namespace, mesh) : undefined;
        if (found === undefined) return;
        const path = `spec.egress[${i}].hosts[${k}]`;
        report({ code: 'KIA1004', at: sidecar.origin, path, text: found.text, severity: found.severity });
      });
    });
  }
};

function unknownHost(
  written: string,
  own: string,
  mesh: ProgramMesh,
): { readonly text: string; readonly severity: 'warning' | 'info' } | undefined {
  const slash = written.indexOf('/');
  const [where, host] = [written.slice(0, slash), written.slice(slash + 1)];
  if (slash < 0 || host === '*' || where === '~') return undefined;
  const namespace = where === '.' ? own : where;
  // Others may have Services for a wildcard of the cluster's domain.
  if (host.startsWith('*') && overlaps(host, `*.${mesh.config.clusterDomain}`)) return undefined;
  if (mesh.hasHost(host)) {
    const service = serviceNameOf(host, mesh.config.clusterDomain);
    if (
      service === undefined ||
      namespace === '*' ||
      service.namespace === namespace ||
      mesh.entriesOf(host).length > 0
    )
      return undefined;
    return {
      text: `host "${host}" is one of namespace ${service.namespace}, not of ${namespace}`,
      severity: 'warning',
    };
  }
  // A host of a VirtualService is one as well.
  const routed = mesh.objects
    .of(KINDS.virtualService)
    .some((routes) =>
      itemsOf(routes.spec['hosts']).some(
        (one) => typeof one !== 'string' || covers(mesh.complete(one, namespaceOf(routes) ?? ''), host),
      ),
    );
  if (routed) return undefined;
  const service = serviceNameOf(host, mesh.config.clusterDomain);
  const names = service === undefined ? [] : mesh.servicesIn(service.namespace).map(({ name }) => name);
  const { severity, hint } = missing(mesh, service?.namespace, service?.name ?? host, names);
  return { text: `host "${host}" not found${hint}`, severity: severity === 'info' ? 'info' : 'warning' };
}
