import { Duration } from '../../../constructs/duration';
import { PolicyTarget } from '../../../constructs/references/policy-target';
import { Workload } from '../../../constructs/references/workload';
import { JwtAuthentication } from '../../../constructs/security/jwt-authentication';
import { JwtIssuer } from '../../../constructs/security/jwt-issuer';
import { manifests, stackWith, synth } from '../../policy-stack';

const ingress = PolicyTarget.gateway(Workload.gatewayFromName('istio-ingressgateway', { namespace: 'istio-system' }));
const jwks = JSON.stringify({ keys: [{ kty: 'RSA', n: 'AQAB', e: 'AQAB' }] });
const issuer = new JwtIssuer({ issuer: 'https://accounts.example.com', jwks });

describe('JWT authentication', () => {
  it('refuses wrong tokens, and denies requests without one', () => {
    const stack = stackWith();
    new JwtAuthentication(stack, 'Jwt', {
      target: ingress,
      issuers: [issuer],
      ports: [8080],
      exceptPaths: ['/healthz'],
    });
    synth(stack);
    expect(manifests(stack)).toMatchObject({
      'RequestAuthentication jwt-istio-ingressgateway': {
        apiVersion: 'security.istio.io/v1',
        metadata: { namespace: 'istio-system' },
        spec: {
          selector: { matchLabels: { istio: 'ingressgateway' } },
          jwtRules: [{ issuer: 'https://accounts.example.com', jwks }],
        },
      },
      'AuthorizationPolicy jwt-istio-ingressgateway-required': {
        metadata: { namespace: 'istio-system' },
        spec: {
          action: 'DENY',
          selector: { matchLabels: { istio: 'ingressgateway' } },
          rules: [
            {
              from: [{ source: { notRequestPrincipals: ['*'] } }],
              to: [{ operation: { notPaths: ['/healthz'], ports: ['8080'] } }],
            },
          ],
        },
      },
    });
  });

  it('asks for a token on some paths only', () => {
    const stack = stackWith();
    new JwtAuthentication(stack, 'Jwt', { issuers: [issuer], paths: ['/api/*'], exceptPaths: ['/api/health'] });
    synth(stack);
    expect(manifests(stack)['AuthorizationPolicy jwt-required']).toMatchObject({
      spec: {
        action: 'DENY',
        rules: [
          {
            from: [{ source: { notRequestPrincipals: ['*'] } }],
            to: [{ operation: { paths: ['/api/*'], notPaths: ['/api/health'] } }],
          },
        ],
      },
    });
    expect(() => new JwtAuthentication(stack, 'None', { issuers: [issuer], paths: [] })).toThrow(
      'test/None: paths: expected at least one, got none: leave it out for the default',
    );
  });

  it('denies nothing where no token is required', () => {
    const stack = stackWith({ namespace: 'shop' });
    const jwt = new JwtAuthentication(stack, 'Jwt', { issuers: [issuer], required: false, name: 'tokens' });
    synth(stack);
    expect(jwt.requirement).toBeUndefined();
    expect(Object.keys(manifests(stack))).toEqual(['RequestAuthentication tokens']);
  });

  it('grows by addIssuer', () => {
    const stack = stackWith();
    const jwt = new JwtAuthentication(stack, 'Jwt').addIssuer(issuer).addIssuer(new JwtIssuer({ issuer: 'b', jwks }));
    synth(stack);
    expect(jwt.resource.spec.jwtRules?.map((rule) => rule.issuer)).toEqual(['https://accounts.example.com', 'b']);
    expect(() => jwt.addIssuer(issuer)).toThrow(
      'test/Jwt: issuers: duplicate issuer "https://accounts.example.com": merge its audiences and locations',
    );
  });

  it('stops synthesis without an issuer', () => {
    const stack = stackWith();
    new JwtAuthentication(stack, 'Jwt');
    expect(() => synth(stack)).toThrow('issuers: expected at least one, got none');
  });

  it.each([
    [{ required: false, exceptPaths: ['/x'] }, 'test/Jwt: exceptPaths: expected none where required is false, got /x'],
    [{ required: false, ports: [80] }, 'test/Jwt: ports: expected none where required is false, got 80'],
    [
      { issuers: [issuer, issuer] },
      'test/Jwt: issuers: duplicate issuer "https://accounts.example.com": merge its audiences and locations',
    ],
    [{ exceptPaths: ['healthz'] }, 'rules[0].to[0].notPaths: expected a leading "/" or "*", got "healthz"'],
  ])('refuses %#', (props, message) => {
    expect(() => new JwtAuthentication(stackWith(), 'Jwt', props)).toThrow(message);
  });
});

describe('an issuer of tokens', () => {
  it('has all it is given in its rule', () => {
    const props = {
      issuer: 'iss',
      jwksUri: 'https://iss/keys',
      audiences: ['aud'],
      fromHeaders: [{ name: 'x-token', prefix: 'Token ' }],
      fromParams: ['token'],
      fromCookies: ['session'],
      forwardOriginalToken: true,
      outputClaimToHeaders: [{ claim: 'sub', header: 'x-user' }],
      outputPayloadToHeader: 'x-payload',
      spaceDelimitedClaims: ['roles'],
    };
    const rule = { ...props, timeout: '2s' };
    expect(new JwtIssuer({ ...props, timeout: Duration.seconds(2) }).rule).toEqual(rule);
    const jwt = new JwtAuthentication(stackWith(), 'Jwt', {
      issuers: [new JwtIssuer({ ...props, timeout: Duration.seconds(2) })],
    });
    expect(jwt.resource.spec.jwtRules).toEqual([rule]);
  });

  it('names its principals', () => {
    expect(issuer.principal()).toBe('https://accounts.example.com/*');
    expect(issuer.principal('me')).toBe('https://accounts.example.com/me');
  });

  it.each([
    [{ issuer: '' }, 'JwtIssuer "": issuer: expected the iss claim of the tokens, got ""'],
    [{ issuer: 'i', jwksUri: 'ftp://x' }, 'jwksUri: expected an http or https URL, got "ftp://x"'],
    [{ issuer: 'i', jwks, jwksUri: 'https://x' }, 'jwks: expected either jwks or jwksUri, got both'],
    [{ issuer: 'i', jwks: 'x' }, 'jwks: expected a JSON web key set'],
    [{ issuer: 'i', jwks: '{"keys":[]}' }, 'jwks: expected a JSON web key set'],
    [{ issuer: 'i', jwks: '{"keys":[{}]}' }, 'jwks: keys[0].kty: required'],
    [
      { issuer: 'i', jwks: '{"keys":[{"kty":"RSA","d":"x"}]}' },
      'jwks: keys[0]: expected a public key, got a private one',
    ],
    [
      { issuer: 'i', jwks: '{"keys":[{"kty":"oct","k":"x"}]}' },
      'jwks: keys[0]: expected a public key, got a private one',
    ],
  ])('refuses %j', (props, message) => {
    expect(() => new JwtIssuer(props)).toThrow(message);
  });

  it('is refused where it has what Istio 1.17 lacks', () => {
    const cookies = new JwtIssuer({ issuer: 'i', jwks, fromCookies: ['session'] });
    expect(() => new JwtAuthentication(stackWith({ istioVersion: '1.17.2' }), 'Jwt', { issuers: [cookies] })).toThrow(
      'test/Jwt/Resource: RequestAuthentication "jwt": spec.jwtRules[0].fromCookies: Istio 1.17 has no such field (1.21 has)',
    );
  });
});
