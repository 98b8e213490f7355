import { KINDS } from '../../../model/kinds';
import { fieldsOf, itemsOf, textOf } from '../../../model/value';
import { compareVersions } from '../../../model/version-order';
import { MeshContext } from '../../mesh-context';
import { has } from '../../versions';
import { GATEWAY_API_MINIMUMS } from '../../versions/gateway-api-minimums';
import type { Check, ProgramMesh, ProgramObject } from '../check';
import type { Report } from '../finding';

/** What istioctl calls deprecated beyond the fields that istiod warns of, and definitions of kinds that istiod does not read. */
export const deprecations: Check = (mesh, report) => {
  for (const sidecar of mesh.objects.of(KINDS.sidecar)) {
    if (fieldsOf(sidecar.spec['outboundTrafficPolicy'])['egressProxy'] === undefined) continue;
    const text = 'deprecated, expected a VirtualService that routes to the egress gateway';
    report({ code: 'IST0002', at: sidecar.origin, path: 'spec.outboundTrafficPolicy.egressProxy', text });
  }
  checkLightstep(mesh, report);
  for (const definition of mesh.objects.of(KINDS.customResourceDefinition)) {
    checkRemoved(definition, report);
    checkBundle(definition, report);
  }
};

/** Spans for Lightstep go through OpenTelemetry by now. */
function checkLightstep(mesh: ProgramMesh, report: Report): void {
  const providers = itemsOf(mesh.config.meshConfig['extensionProviders']).map((one) => fieldsOf(one));
  const names = providers.filter(({ lightstep }) => lightstep !== undefined).map(({ name }) => name);
  if (names.length === 0) return;
  for (const telemetry of mesh.objects.of(KINDS.telemetry)) {
    itemsOf(telemetry.spec['tracing']).forEach((tracing, i) => {
      itemsOf(fieldsOf(tracing)['providers']).forEach((provider, k) => {
        const { name } = fieldsOf(provider);
        if (typeof name !== 'string' || !names.includes(name)) return;
        const path = `spec.tracing[${i}].providers[${k}].name`;
        const text = `"${name}" is a lightstep provider: deprecated, use an opentelemetry one`;
        report({ code: 'IST0002', at: telemetry.origin, path, text });
      });
    });
  }
}

const REMOVED = ['ClusterRbacConfig', 'RbacConfig', 'ServiceRole', 'ServiceRoleBinding'];

function checkRemoved({ spec, origin }: ProgramObject, report: Report): void {
  const kind = textOf(fieldsOf(spec['names'])['kind']) ?? '';
  if (spec['group'] !== 'rbac.istio.io' || !REMOVED.includes(kind)) return;
  const text = `deprecated kind ${kind}, use AuthorizationPolicy`;
  report({ code: 'IST0002', at: origin, path: 'spec.names.kind', text });
}

const BUNDLE = 'gateway.networking.k8s.io/bundle-version';

function checkBundle({ metadata, origin }: ProgramObject, report: Report): void {
  const [plural = '', ...group] = (textOf(metadata.name) ?? '').split('.');
  const minimum = group.join('.') === 'gateway.networking.k8s.io' ? GATEWAY_API_MINIMUMS[plural] : undefined;
  const version = textOf(fieldsOf(metadata.annotations)[BUNDLE]);
  if (minimum === undefined || version === undefined) return;
  const { istioVersion } = MeshContext.of(origin);
  if (!has(istioVersion, minimum.feature) || !isOlder(version, minimum.bundle)) return;
  const path = `metadata.annotations["${BUNDLE}"]`;
  const text = `expected the Gateway API ${minimum.bundle} or newer, got ${version}: istiod ignores the resources of this kind`;
  report({ code: 'IST0176', at: origin, path, text });
}

/** Whether a version is older than another; one that cannot be read is not. */
function isOlder(version: string, than: string): boolean {
  return /^v?\d+\.\d/.test(version) && compareVersions(version, than) < 0;
}
