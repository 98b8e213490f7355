import { execFileSync } from 'node:child_process';
import { createSign, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PolicyTarget } from '../../../constructs/references/policy-target';
import { VirtualService } from '../../../constructs/resources/networking/virtual-service';
import { AccessPolicy } from '../../../constructs/security/access-policy';
import { AccessRule, AccessSource } from '../../../constructs/security/access-rule';
import { DenyByDefault } from '../../../constructs/security/deny-by-default';
import { IngressTls } from '../../../constructs/security/ingress-tls';
import { JwtAuthentication } from '../../../constructs/security/jwt-authentication';
import { JwtIssuer } from '../../../constructs/security/jwt-issuer';
import { TlsCredential } from '../../../constructs/security/tls-credential';
import { applyObject, kubectl } from '../cluster';
import { answers, ask, deliver, eventually, INGRESS } from '../ingress';
import { describeHere } from '../needs';

const here = describeHere(__filename);

const target = PolicyTarget.gateway(INGRESS);
const ports = [8080];
let withdraw = () => {};

afterEach(async () => {
  withdraw();
  withdraw = () => {};
  await answers(200, '/hello');
});

here('JSON web tokens at the gateway', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwks = JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256' }] });
  const issuer = new JwtIssuer({ issuer: 'https://accounts.example.com', jwks, audiences: ['hello'] });
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const token = (claims: object, key = privateKey) => {
    const content = `${encoded({ alg: 'RS256', kid: 'k', typ: 'JWT' })}.${encoded({
      iss: issuer.issuer,
      aud: 'hello',
      sub: 'me',
      exp: Math.floor(Date.now() / 1000) + 600,
      ...claims,
    })}`;
    return { authorization: `Bearer ${content}.${createSign('RSA-SHA256').update(content).sign(key, 'base64url')}` };
  };

  it('are demanded: 403 without one, 401 for a wrong one, and 200 for the right one', async () => {
    withdraw = deliver((stack) => {
      new JwtAuthentication(stack, 'Jwt', { target, issuers: [issuer], ports, exceptPaths: ['/healthz'] });
    });
    await answers(403, '/hello');
    await answers(401, '/hello', { headers: { authorization: 'Bearer nonsense' } });
    const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    await answers(401, '/hello', { headers: token({}, stranger) });
    await answers(401, '/hello', { headers: token({ exp: 1 }) });
    await answers(401, '/hello', { headers: token({ iss: 'https://elsewhere.example.com' }) });
    await answers(403, '/hello', { headers: token({ aud: 'somebody else' }) });
    await answers(200, '/hello', { headers: token({}) });
    // Nothing is routed there: the request got past the policy.
    await answers(404, '/healthz');
  });

  it('let those in whose claims are right', async () => {
    withdraw = deliver((stack) => {
      new JwtAuthentication(stack, 'Jwt', { target, issuers: [issuer], ports });
      new AccessPolicy(stack, 'Staff', {
        target,
        rules: [AccessRule.from(AccessSource.requestPrincipal(issuer.principal())).whenClaim('groups', 'staff')],
      });
    });
    await answers(403, '/hello', { headers: token({}) });
    await answers(403, '/hello', { headers: token({ groups: ['guests'] }) });
    await answers(200, '/hello', { headers: token({ groups: ['guests', 'staff'] }) });
  });
});

here('access policies at the gateway', () => {
  it('deny by default, and allow what they name', async () => {
    withdraw = deliver((stack) => {
      new DenyByDefault(stack, 'Deny', { target });
      new AccessPolicy(stack, 'Allow', {
        target,
        rules: [AccessRule.to({ methods: ['GET'], paths: ['/hello'] }).when('request.headers[x-team]', 'blue')],
      });
    });
    await answers(403, '/hello');
    await answers(403, '/hello', { headers: { 'x-team': 'red' } });
    await answers(403, '/hello', { method: 'POST', headers: { 'x-team': 'blue' } });
    await answers(403, '/other', { headers: { 'x-team': 'blue' } });
    await answers(200, '/hello', { headers: { 'x-team': 'blue' } });
  });

  it('deny what they name, and nothing else', async () => {
    withdraw = deliver((stack) => {
      new AccessPolicy(stack, 'Deny', {
        target,
        action: 'DENY',
        rules: [AccessRule.to({ paths: ['/admin*'], ports })],
      });
    });
    await answers(403, '/admin/users');
    await answers(200, '/hello');
  });
});

here('TLS at the gateway', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tls-'));
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const file = (name: string) => readFileSync(join(folder, name), 'utf8');
  const certificate = (name: string, subject: string, authority: string) => {
    openssl(
      'req',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.csr`,
      '-subj',
      `/CN=${subject}`,
      '-addext',
      `subjectAltName=DNS:${subject}`,
    );
    openssl(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      '-CA',
      `${authority}.crt`,
      '-CAkey',
      `${authority}.key`,
      '-CAcreateserial',
      '-out',
      `${name}.crt`,
      '-days',
      '1',
      '-copy_extensions',
      'copy',
    );
  };
  const authority = (name: string) =>
    openssl(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.crt`,
      '-days',
      '1',
      '-subj',
      `/CN=${name}`,
    );
  const secret = (name: string, data: Record<string, string>) =>
    applyObject({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace: INGRESS.namespace },
      stringData: data,
    });

  const behind = (tls: IngressTls, host: string) =>
    new VirtualService(tls, 'Route', {
      metadata: { name: host.replaceAll('.', '-') },
      spec: {
        hosts: [host],
        gateways: [tls.gatewayName],
        http: [{ route: [{ destination: { host: 'helloworld.default.svc.cluster.local', port: { number: 5000 } } }] }],
      },
    });

  beforeAll(() => {
    for (const name of ['server-ca', 'client-ca', 'other-ca']) authority(name);
    certificate('server', 'shop.example.com', 'server-ca');
    certificate('partner', 'partner.example.com', 'client-ca');
    certificate('stranger', 'partner.example.com', 'other-ca');
    const server = { 'tls.crt': file('server.crt'), 'tls.key': file('server.key') };
    secret('e2e-shop-tls', server);
    secret('e2e-partners-tls', { ...server, 'ca.crt': file('client-ca.crt') });
    secret('e2e-apart-tls', server);
    secret('e2e-apart-clients', { 'ca.crt': file('client-ca.crt') });
  }, 120_000);

  afterAll(() => {
    for (const name of ['e2e-shop-tls', 'e2e-partners-tls', 'e2e-apart-tls', 'e2e-apart-clients'])
      kubectl('-n', INGRESS.namespace, 'delete', 'secret', name, '--ignore-not-found');
  });

  it('shows the certificate, and sends HTTP to HTTPS', async () => {
    const host = 'shop.example.com';
    withdraw = deliver((stack) => {
      const credential = TlsCredential.fromSecret('e2e-shop-tls');
      behind(new IngressTls(stack, 'Tls', { gateway: INGRESS, hosts: [host], credential }), host);
    });
    await answers(200, '/hello', { host, tls: { ca: file('server-ca.crt') } });
    await answers(301, '/hello', { host });
    expect((await ask('/hello', { host })).headers.location).toBe(`https://${host}/hello`);
    await expect(ask('/hello', { host, tls: { ca: file('other-ca.crt') } })).rejects.toThrow();
    await expect(ask('/hello', { host, tls: { ca: file('server-ca.crt'), maxVersion: 'TLSv1.1' } })).rejects.toThrow();
  });

  it.each([
    ['the same secret', 'e2e-partners-tls', undefined],
    ['a secret of its own', 'e2e-apart-tls', 'e2e-apart-clients'],
  ])('asks clients for a certificate of an authority in %s', async (_where, secretName, authoritySecret) => {
    const host = 'shop.example.com';
    withdraw = deliver((stack) => {
      const tls = new IngressTls(stack, 'Tls', {
        gateway: INGRESS,
        hosts: [host],
        credential: TlsCredential.fromSecret(secretName),
        clientCertificates: { ...(authoritySecret && { authoritySecret }), subjectAltNames: ['partner.example.com'] },
      });
      behind(tls, host);
    });
    const ca = file('server-ca.crt');
    const as = (name: string) => ({ ca, cert: file(`${name}.crt`), key: file(`${name}.key`) });
    await answers(200, '/hello', { host, tls: as('partner') });
    await eventually(() => expect(ask('/hello', { host, tls: { ca } })).rejects.toThrow());
    await expect(ask('/hello', { host, tls: as('stranger') })).rejects.toThrow();
  });
});
