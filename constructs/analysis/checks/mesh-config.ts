import type { IConstruct } from 'constructs';
import { isSystemNamespace, saysDataPlane } from '../../../model/data-plane';
import { KINDS } from '../../../model/kinds';
import { type Fields, fieldsOf, isHole, itemsOf, textOf } from '../../../model/value';
import { containersOf } from '../../../model/workloads';
import type { security } from '../../resources';
import type { Check, ProgramMesh } from '../check';
import { closest } from '../missing';

/** What the values of the control plane say, beside the objects that depend on it. */
export const meshConfig: Check = (mesh, report) => {
  const { controlPlane } = mesh;
  if (controlPlane === undefined) return;
  const { values, meshConfig: written } = mesh.config;
  for (const { path, text } of meshConfigWarnings(written)) {
    report({ code: 'IST0133', at: controlPlane.origin, path: `values.meshConfig.${path}`, text });
  }
  const { meshNetworks, multiCluster } = fieldsOf(values['global']);
  const cluster = fieldsOf(multiCluster)['clusterName'];
  const remote = new Set(
    mesh.objects
      .of(KINDS.secret)
      .filter(({ metadata }) => fieldsOf(metadata.labels)['istio/multiCluster'] === 'true')
      .flatMap(({ manifest }) => Object.keys({ ...fieldsOf(manifest['data']), ...fieldsOf(manifest['stringData']) })),
  );
  for (const [network, settings] of Object.entries(fieldsOf(meshNetworks))) {
    itemsOf(fieldsOf(settings)['endpoints']).forEach((endpoint, i) => {
      const name = textOf(fieldsOf(endpoint)['fromRegistry']);
      const own = textOf(cluster) ?? 'Kubernetes';
      if (name === undefined || name === own || remote.has(name) || isHole(cluster)) return;
      const near = closest(name, [own]);
      const hint = near === undefined ? '' : ` (did you mean "${near}"?)`;
      // Other clusters of the mesh register by themselves.
      const severity = near === undefined ? 'info' : 'warning';
      const text = `registry "${name}" is not the cluster of this control plane, "${own}"${hint}`;
      const path = `values.global.meshNetworks.${network}.endpoints[${i}].fromRegistry`;
      report({ code: 'IST0126', at: controlPlane.origin, path, text, severity });
    });
  }
};

/** The curves that Envoy's TLS library knows. */
const ECDH_CURVES = ['P-256', 'P-384', 'P-521', 'X25519', 'X25519Kyber768Draft00', 'X25519MLKEM768'];

/** What istiod warns of in the configuration of the mesh. */
function meshConfigWarnings(written: Fields): { readonly path: string; readonly text: string }[] {
  const found: { path: string; text: string }[] = [];
  const metadata = fieldsOf(fieldsOf(written['defaultConfig'])['proxyMetadata']);
  if (metadata['ISTIO_META_DNS_AUTO_ALLOCATE'] !== undefined) {
    const path = 'defaultConfig.proxyMetadata.ISTIO_META_DNS_AUTO_ALLOCATE';
    found.push({ path, text: 'deprecated, use PILOT_ENABLE_IP_AUTOALLOCATE of istiod' });
  }
  const seen = new Set<string>();
  itemsOf(fieldsOf(written['tlsDefaults'])['ecdhCurves']).forEach((curve, i) => {
    if (typeof curve !== 'string' || curve === '') return;
    const path = `tlsDefaults.ecdhCurves[${i}]`;
    if (!ECDH_CURVES.includes(curve))
      found.push({ path, text: `expected one of ${ECDH_CURVES.join(', ')}, got "${curve}"` });
    else if (seen.has(curve)) found.push({ path, text: `duplicate curve "${curve}"` });
    seen.add(curve);
  });
  return found;
}

/** istiod fetches keys from whatever address a RequestAuthentication names. */
export const keyServers: Check = (mesh, report) => {
  const istiods = istiodsOf(mesh).filter(({ env }) => env[BLOCKED] === undefined || env[BLOCKED] === '');
  if (istiods.length === 0) return;
  const policies = mesh.objects.of<security.RequestAuthenticationSpec>(KINDS.requestAuthentication);
  // Without keys or an address of them, istiod asks the issuer for the address.
  const fetching = policies.find(({ spec }) =>
    itemsOf(spec.jwtRules).some((rule) => {
      const { jwks, jwksUri } = fieldsOf(rule as unknown);
      return jwksUri !== undefined || jwks === undefined;
    }),
  );
  if (fetching === undefined) return;
  const text = `istiod fetches keys from any address that a RequestAuthentication names; expected ${BLOCKED} in its environment, such as 169.254.0.0/16`;
  for (const { origin, path } of istiods) report({ code: 'IST0175', at: origin, path, text });
};

const BLOCKED = 'BLOCKED_CIDRS_IN_JWKS_URIS';

interface Istiod {
  readonly origin: IConstruct;
  /** Where its environment is written. */
  readonly path: string;
  readonly env: Fields;
}

/** The control planes of a mesh: that of the chart, and Deployments that are written as one. */
function istiodsOf(mesh: ProgramMesh): readonly Istiod[] {
  const { controlPlane } = mesh;
  const { environment: env } = mesh.config;
  const written = mesh.workloads.list.flatMap((workload): Istiod[] => {
    if (workload.kind !== 'Deployment' || workload.source !== 'object' || fieldsOf(workload.labels)['app'] !== 'istiod')
      return [];
    const variables = containersOf(workload).flatMap((container) => itemsOf(container['env']));
    const entries = variables.map((one) => [String(fieldsOf(one)['name']), fieldsOf(one)['value']] as const);
    return [{ origin: workload.origin, path: 'spec.template.spec.containers', env: Object.fromEntries(entries) }];
  });
  return controlPlane === undefined
    ? written
    : [{ origin: controlPlane.origin, path: 'values.pilot.env', env }, ...written];
}

/** Where every namespace is injected, one that says nothing is as well. */
export const injectedByDefault: Check = (mesh, report) => {
  if (!mesh.config.injectsByDefault) return;
  for (const { name, labels, objects } of mesh.namespaces.values()) {
    const at = objects.find(({ partial }) => !partial);
    if (at === undefined || isSystemNamespace(name) || name === mesh.config.rootNamespace || saysDataPlane(labels))
      continue;
    const text = `namespace "${name}" has no injection label, and is injected because the mesh injects by default; expected istio-injection=disabled where that is not meant`;
    report({ code: 'IST0148', at: at.origin, path: 'metadata.labels', text });
  }
};
