import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyObject, isServed, kubectl } from '../cluster';
import { ask, eventually } from '../ingress';
import { describeHere } from '../needs';
import { DeployedExample, type OpenManifest } from './example';
import { clients, type TestPod } from './pods';

const here = describeHere(__filename);

/** A certificate for a host, signed by itself. */
function certificate(host: string) {
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
  const [key, text] = [join(folder, 'key'), join(folder, 'crt')];
  const subject = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`];
  const made = ['-nodes', '-days', '1', ...subject, '-keyout', key, '-out', text];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', ...made], { stdio: 'ignore' });
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(text, 'utf8') };
}

here('the example tls-ingress, with sidecars behind it', () => {
  let secret = '';
  // Without cert-manager in the cluster its certificate is made here.
  const example = new DeployedExample('tls-ingress', (manifest: OpenManifest) => {
    if (manifest.kind === 'Certificate') secret = manifest.spec.secretName;
  });
  const [shop, partners] = ['shop.example.com', 'partners.example.com'];
  const [ofShop, ofPartners, client] = [certificate(shop), certificate(partners), certificate('partner')];
  const put = (name: string, stringData: object) =>
    applyObject({ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: 'istio-system' }, stringData });

  beforeAll(async () => {
    example.deploy(isServed);
    put(secret, { 'tls.crt': ofShop.cert, 'tls.key': ofShop.key });
    put('partners-tls', { 'tls.crt': ofPartners.cert, 'tls.key': ofPartners.key, 'ca.crt': client.cert });
    await eventually(async () =>
      expect((await ask('/hello', { host: shop, tls: { ca: ofShop.cert } })).status).toBe(200),
    );
  });
  afterAll(() => {
    example.remove();
    for (const name of [secret, 'partners-tls']) kubectl('-n', 'istio-system', 'delete', 'secret', name);
  });

  it('answers partners that show a certificate of theirs, and ends the connection of others', async () => {
    const server = { ca: ofPartners.cert };
    const { cert, key } = client;
    await eventually(async () =>
      expect((await ask('/hello', { host: partners, tls: { ...server, cert, key } })).status).toBe(200),
    );
    await expect(ask('/hello', { host: partners, tls: server })).rejects.toThrow();
    const stranger = { cert: ofShop.cert, key: ofShop.key };
    await expect(ask('/hello', { host: partners, tls: { ...server, ...stranger } })).rejects.toThrow();
  });

  it('speaks TLS 1.3 with partners, and nothing older', async () => {
    const { cert, key } = client;
    const old = { ca: ofPartners.cert, cert, key, maxVersion: 'TLSv1.2' } as const;
    await expect(ask('/hello', { host: partners, tls: old })).rejects.toThrow(/protocol version|ALERT/i);
  });
});

here('the example observability, between sidecars', () => {
  const example = new DeployedExample('observability', (manifest: OpenManifest) => {
    // Which providers there are is up to the control plane.
    if (manifest.kind === 'Telemetry') delete manifest.spec.tracing;
  });
  let client: TestPod;

  beforeAll(() => {
    client = clients().client;
    example.deploy();
  });
  afterAll(() => example.remove());

  it('logs at the sidecar what went wrong or was slow, and nothing else', async () => {
    const url = (path: string) => `${example.url}${path}`;
    const logged = (): string =>
      kubectl('-n', 'observability', 'logs', '-l', 'app=helloworld', '-c', 'istio-proxy', '--tail=-1');
    await eventually(() => {
      for (const pod of [example.v1, example.v2]) pod.behave({ status: 418 });
      client.ask({ url: url('/failed'), count: 4 });
      expect(logged()).toContain('"GET /failed HTTP/1.1" 418');
    });
    for (const pod of [example.v1, example.v2]) pod.behave({});
    client.ask({ url: url('/good'), count: 20 });
    for (const pod of [example.v1, example.v2]) pod.behave({ delayMs: 1500 });
    client.ask({ url: url('/slow'), count: 2 });
    // Envoy writes every ten seconds at the latest.
    await eventually(() => expect(logged()).toContain('"GET /slow HTTP/1.1" 200'));
    expect(logged()).not.toContain('/good');
  });
});
