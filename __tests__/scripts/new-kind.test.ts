import { withExport, withKind } from '../../scripts/new-kind';

describe('a new kind', () => {
  it('gets its line in the index of its group, among the others', () => {
    const index = [
      "export type * from '../generated/security';",
      "export { AuthorizationPolicy, type AuthorizationPolicyProps } from './authorization-policy';",
      "export { RequestAuthentication, type RequestAuthenticationProps } from './request-authentication';",
      '',
    ].join('\n');
    const line = "export { PeerAuthentication, type PeerAuthenticationProps } from './peer-authentication';";
    expect(withExport(index, line).split('\n')[2]).toBe(line);
  });

  it('is exported by the package, in the list of its group, or in a new one', () => {
    const index = "export {\n  Gateway,\n  type GatewayProps,\n} from './resources/networking';\n";
    expect(withKind(index, 'Egress', 'networking')).toBe(
      "export {\n  Egress,\n  type EgressProps,\n  Gateway,\n  type GatewayProps,\n} from './resources/networking';\n",
    );
    expect(withKind(index, 'Quota', 'limits')).toContain(
      "export { Quota, type QuotaProps } from './resources/limits';",
    );
  });
});
