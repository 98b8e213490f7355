import { createSign, generateKeyPairSync } from 'node:crypto';
import { kubectl } from '../cluster';
import { eventually } from '../ingress';
import { describeHere, ingressAddress } from '../needs';
import { counts, DeployedExample, type OpenManifest } from './example';
import { apply, CLIENTS, clients, type PodAnswer, type TestPod } from './pods';

const here = describeHere(__filename);

here('the example zero-trust, between sidecars', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const jwks = JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256' }] });
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const token = (claims: object = {}, key = privateKey) => {
    const content = [
      { alg: 'RS256', kid: 'k', typ: 'JWT' },
      {
        ...{ iss: 'https://accounts.example.com', aud: 'hello', sub: 'me', exp: Math.floor(Date.now() / 1000) + 600 },
        ...claims,
      },
    ].map(encoded);
    const signature = createSign('RSA-SHA256').update(content.join('.')).sign(key, 'base64url');
    return { authorization: `Bearer ${[...content, signature].join('.')}` };
  };

  // The example's key is one whose private half nobody has.
  const example = new DeployedExample('zero-trust', (manifest: OpenManifest) => {
    for (const rule of manifest.kind === 'RequestAuthentication' ? manifest.spec.jwtRules : []) rule.jwks = jwks;
  });
  let client: TestPod;
  let outsider: TestPod;
  const through = (path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): PodAnswer =>
    outsider.ask({
      ...{ url: `http://${ingressAddress()}${path}`, method },
      headers: { host: 'zero-trust.example.com', ...headers },
    })[0] as PodAnswer;

  beforeAll(async () => {
    ({ client, outsider } = clients());
    example.deploy();
    await eventually(() => expect(through('/hello', token()).status).toBe(200));
  });
  afterAll(() => example.remove());

  it('ends connections in plain text: a pod without a sidecar gets no answer', () => {
    expect(outsider.ask({ url: `${example.url}/hello` })).toMatchObject([{ status: 0, body: 'ECONNRESET' }]);
  });

  it('refuses an identity of the mesh that no rule names', () => {
    expect(client.ask({ url: `${example.url}/hello`, headers: token() })[0]).toMatchObject({
      status: 403,
      body: 'RBAC: access denied',
    });
  });

  it('demands a token of who is let in: 403 without one, 401 for a wrong one, 200 for the right one', () => {
    expect(through('/hello').status).toBe(403);
    expect(through('/hello', { authorization: 'Bearer nonsense' }).status).toBe(401);
    expect(through('/hello', token({}, stranger)).status).toBe(401);
    expect(through('/hello', token({ exp: 1 })).status).toBe(401);
    expect(through('/hello', token({ aud: 'others' })).status).toBe(403);
    expect(through('/hello', token()).status).toBe(200);
    expect(through('/healthz').status).toBe(200);
  });

  it('lets the gateway read, and no more', () => {
    expect(through('/hello', token(), 'POST').status).toBe(403);
    expect(through('/secret', token()).status).toBe(403);
  });

  it('shows the application who asks: the identity in the certificate of the gateway', () => {
    example.v1.behave({});
    example.v2.behave({});
    for (let request = 0; request < 4; request += 1) through('/hello', token());
    const [seen] = [...example.v1.seen(), ...example.v2.seen()];
    expect(seen?.headers['x-forwarded-client-cert']).toContain(
      'URI=spiffe://cluster.local/ns/istio-system/sa/istio-ingressgateway-service-account',
    );
  });

  it('lets its own pods reach what the mesh knows, and nothing else', () => {
    const known = `http://client.${CLIENTS}:5000/`;
    apply([
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'client', namespace: CLIENTS },
        spec: { selector: { app: 'client' }, ports: [{ name: 'http', port: 5000 }] },
      },
    ]);
    return eventually(() => {
      expect(example.v1.status(known)).toBe(200);
      // An address that no Service has: the sidecar answers in its place.
      expect(example.v1.status(`http://${outsider.address()}:5000/`)).toBe(502);
      expect(client.status(`http://${outsider.address()}:5000/`)).toBe(200);
    });
  });
});

here('the example egress, between sidecars and the egress gateway', () => {
  let outsider: TestPod;
  let address = '';
  let example: DeployedExample;

  beforeAll(async () => {
    outsider = clients().outsider;
    address = outsider.address();
    // A pod outside the mesh is the world here, with a certificate of its own.
    example = new DeployedExample('egress', (manifest: OpenManifest) => {
      const { kind, spec } = manifest;
      if (kind === 'ServiceEntry') {
        const ports = Object.fromEntries(
          spec.ports.map(({ name, number }: { name: string; number: number }) => [name, number === 80 ? 5000 : 8443]),
        );
        Object.assign(spec, { resolution: 'STATIC', endpoints: [{ address, ports }] });
      }
      const tls = spec?.trafficPolicy?.portLevelSettings?.[0]?.tls;
      if (kind === 'DestinationRule' && tls?.mode === 'SIMPLE') {
        delete tls.caCertificates;
        delete tls.subjectAltNames;
        tls.insecureSkipVerify = true;
      }
    });
    example.deploy();
  });
  afterAll(() => example.remove());

  const gatewayAddress = (): string =>
    kubectl(
      ...['-n', 'istio-system', 'get', 'pods', '-l', 'istio=egressgateway'],
      ...['-o', 'jsonpath={.items[0].status.podIP}'],
    );

  // Whatever the name resolves to: the sidecar goes by the name.
  const ANYWHERE = '192.0.2.1';

  it('carries plain HTTP through the gateway, which speaks TLS to the world', async () => {
    outsider.behave({});
    const headers = { host: 'weather.example.com' };
    await eventually(() => expect(example.v1.status(`http://${ANYWHERE}/today`, { headers })).toBe(200));
    const seen = outsider.seen().at(-1);
    expect(seen).toMatchObject({ scheme: 'https', url: '/today' });
    expect(seen?.from).toContain(gatewayAddress());
  });

  it('carries what the application encrypts through the gateway as well', async () => {
    outsider.behave({});
    const [headers, servername] = [{ host: 'payments.example.com' }, 'payments.example.com'];
    await eventually(() => expect(example.v1.status(`https://${ANYWHERE}/pay`, { headers, servername })).toBe(200));
    const seen = outsider.seen().at(-1);
    expect(seen).toMatchObject({ scheme: 'https', url: '/pay' });
    expect(seen?.from).toContain(gatewayAddress());
  });

  it('ends requests to hosts that nobody declared at the sidecar', () => {
    const [headers, servername] = [{ host: 'elsewhere.example.com' }, 'elsewhere.example.com'];
    outsider.behave({});
    expect(counts(example.v1.ask({ url: `http://${ANYWHERE}/`, headers, count: 5 }))).toEqual({ 502: 5 });
    expect(counts(example.v1.ask({ url: `https://${address}:443/`, headers, servername }))).toEqual({ 0: 1 });
    expect(outsider.seen()).toEqual([]);
  });
});
