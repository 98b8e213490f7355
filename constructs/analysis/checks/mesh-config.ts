import { isSystemNamespace, saysDataPlane } from '../../../model/data-plane';
import { KINDS } from '../../../model/kinds';
import { fieldsOf, isHole, itemsOf, textOf } from '../../../model/value';
import type { security } from '../../resources';
import type { Check } from '../check';
import { closest } from '../missing';

/** What the values of the control plane say, beside the objects that depend on it. */
export const meshConfig: Check = {
  inputs: [],
  run(mesh, report) {
    const { controlPlane } = mesh;
    if (controlPlane === undefined) return;
    const { values } = mesh.config;
    const { meshNetworks, multiCluster } = fieldsOf(values['global']);
    const cluster = fieldsOf(multiCluster)['clusterName'];
    for (const [network, settings] of Object.entries(fieldsOf(meshNetworks))) {
      itemsOf(fieldsOf(settings)['endpoints']).forEach((endpoint, i) => {
        const name = textOf(fieldsOf(endpoint)['fromRegistry']);
        const own = textOf(cluster) ?? 'Kubernetes';
        if (name === undefined || name === own || isHole(cluster)) return;
        const near = closest(name, [own]);
        const hint = near === undefined ? '' : ` (did you mean "${near}"?)`;
        // Other clusters of the mesh register by themselves.
        const severity = near === undefined ? 'info' : 'warning';
        const text = `registry "${name}" is not the cluster of this control plane, "${own}"${hint}`;
        const path = `values.global.meshNetworks.${network}.endpoints[${i}].fromRegistry`;
        report({ code: 'IST0126', at: controlPlane.origin, path, text, severity });
      });
    }
  },
};

/** istiod fetches keys from whatever address a RequestAuthentication names. */
export const keyServers: Check = {
  inputs: [KINDS.requestAuthentication],
  run(mesh, report) {
    const { controlPlane } = mesh;
    if (controlPlane === undefined) return;
    const { values } = mesh.config;
    const env = { ...fieldsOf(fieldsOf(values['pilot'])['env']), ...fieldsOf(values['env']) } as Readonly<
      Record<string, unknown>
    >;
    if (env['BLOCKED_CIDRS_IN_JWKS_URIS'] !== undefined) return;
    const policies = mesh.objects.of<security.RequestAuthenticationSpec>(KINDS.requestAuthentication);
    const fetching = policies.find(({ spec }) =>
      itemsOf(spec.jwtRules).some((rule) => fieldsOf(rule as unknown)['jwksUri'] !== undefined),
    );
    if (fetching === undefined) return;
    const text =
      'istiod fetches keys from any address that a RequestAuthentication names; expected BLOCKED_CIDRS_IN_JWKS_URIS in its environment, such as 169.254.0.0/16';
    report({ code: 'IST0175', at: controlPlane.origin, path: 'values.pilot.env', text });
  },
};

/** Where every namespace is injected, one that says nothing is as well. */
export const injectedByDefault: Check = {
  inputs: [KINDS.namespace],
  run(mesh, report) {
    if (!mesh.config.injectsByDefault) return;
    for (const { name, labels, objects } of mesh.namespaces.values()) {
      const at = objects.find(({ partial }) => !partial);
      if (at === undefined || isSystemNamespace(name) || name === mesh.config.rootNamespace || saysDataPlane(labels))
        continue;
      const text = `namespace "${name}" has no injection label, and is injected because the mesh injects by default; expected istio-injection=disabled where that is not meant`;
      report({ code: 'IST0148', at: at.origin, path: 'metadata.labels', text });
    }
  },
};
