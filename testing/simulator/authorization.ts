import { decide, type MeshPolicies } from '../../model/access/decision';
import { ExternalAuthorizers } from '../../model/access/external-authorizers';
import { PeerAuthentications } from '../../model/access/mutual-tls';
import { accessPolicies, type PolicyObject } from '../../model/access/policies';
import type { RequestToken } from '../../model/access/request';
import { RequestAuthentications } from '../../model/access/request-authentication';
import { nameOf, textsByName } from '../../model/visibility/fields';
import type { MeshObjects } from './mesh-objects';
import { NotSimulatedError } from './not-simulated';
import type { MeshProxy } from './proxy-routes';
import type { SeenRequest } from './request';

const read = new WeakMap<MeshObjects, MeshPolicies>();

/**
 * Goes on only where the policies of a gateway surely allow a request: what a policy answers instead is not simulated.
 *
 * @throws NotSimulatedError where a policy denies the request, or may deny it
 */
export function refuseUnsettledAuthorization(
  mesh: MeshObjects,
  proxy: MeshProxy,
  { connection, method, path, authority, headers, claims }: SeenRequest,
  client: 'outside' | 'unknown',
): void {
  const policies = read.get(mesh) ?? policiesOf(mesh);
  read.set(mesh, policies);
  const token = tokenOf(claims, headers);
  const decision = decide(
    { identity: client === 'outside' ? 'none' : 'unknown', dataPlane: client === 'outside' ? 'none' : 'unknown' },
    { ...proxy, dataPlane: 'sidecar', protocol: connection.bytes === 'tcp' ? 'tcp' : 'http' },
    {
      method,
      path,
      host: authority,
      headers: Object.fromEntries(headers),
      ...(token === undefined ? {} : { token }),
      ...(connection.sni === undefined ? {} : { sni: connection.sni }),
    },
    policies,
  );
  if (decision.verdict === 'allowed') return;
  const [rule] = decision.by.rules;
  const policy = rule ? `${rule.policy.kind} ${rule.policy.namespace}/${rule.policy.name}` : 'the policies';
  const says = decision.verdict === 'unknown' ? 'may deny' : 'denies';
  throw new NotSimulatedError(`${policy} of the gateway ${says} the request: authorization is not simulated`);
}

function policiesOf({ objects, settings }: MeshObjects): MeshPolicies {
  const ofKind = (kind: string): PolicyObject[] =>
    objects.of(`security.istio.io/${kind}`).map((object) => ({
      ...nameOf(object),
      annotations: textsByName(object.metadata.annotations),
      spec: object.spec,
    }));
  const { rootNamespace, clusterDomain } = settings;
  return {
    // PeerAuthentications are for the ports of sidecars: a gateway's servers have their own TLS.
    peerAuthentications: new PeerAuthentications([], rootNamespace),
    requestAuthentications: new RequestAuthentications(ofKind('RequestAuthentication'), rootNamespace),
    accessPolicies: accessPolicies(ofKind('AuthorizationPolicy'), { rootNamespace, trustDomains: [clusterDomain] }),
    authorizers: ExternalAuthorizers.unknown,
  };
}

/** The token of a request; undefined where it is not known. */
function tokenOf(claims: SeenRequest['claims'], headers: SeenRequest['headers']): RequestToken | 'none' | undefined {
  if (claims === 'none') return 'none';
  if (claims === undefined) return headers.has('authorization') ? undefined : 'none';
  const { iss, sub } = claims;
  if (typeof iss !== 'string') return undefined;
  return { issuer: iss, ...(typeof sub === 'string' ? { subject: sub } : {}), claims };
}
