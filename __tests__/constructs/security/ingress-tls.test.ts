import { Duration } from '../../../constructs/duration';
import { Workload } from '../../../constructs/references/workload';
import type { Gateway } from '../../../constructs/resources/networking/gateway';
import { IngressTls } from '../../../constructs/security/ingress-tls';
import type { IngressTlsProps } from '../../../constructs/security/ingress-tls-props';
import { TlsCredential } from '../../../constructs/security/tls-credential';
import { manifests, stackWith, synth } from '../../policy-stack';

const gateway = Workload.gatewayFromName('istio-ingressgateway', { namespace: 'istio-system' });
const credential = TlsCredential.fromSecret('shop-tls');
const hosts = ['shop.example.com'];

function ingress(props: Partial<IngressTlsProps> = {}, istioVersion: '1.17.2' | '1.30.3' = '1.30.3') {
  const stack = stackWith({ namespace: 'shop', istioVersion });
  const tls = new IngressTls(stack, 'Tls', { gateway, hosts, credential, ...props });
  synth(stack);
  return { tls, objects: manifests(stack) };
}

const serversOf = ({ resource }: IngressTls) => (resource as Gateway).spec.servers;

describe('TLS at the ingress', () => {
  it('shows the certificate of a secret, and sends HTTP to HTTPS', () => {
    const { tls, objects } = ingress();
    expect(objects).toMatchObject({
      'Gateway shop-example-com': {
        apiVersion: 'networking.istio.io/v1',
        metadata: { namespace: 'shop' },
        spec: {
          selector: { istio: 'ingressgateway' },
          servers: [
            {
              port: { number: 443, name: 'https', protocol: 'HTTPS' },
              hosts,
              tls: { mode: 'SIMPLE', credentialName: 'shop-tls', minProtocolVersion: 'TLSV1_2' },
            },
            { port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts, tls: { httpsRedirect: true } },
          ],
        },
      },
    });
    expect(tls.gatewayName).toBe('shop/shop-example-com');
    expect(tls.secretName).toBe('shop-tls');
  });

  it('has cert-manager make the certificate, where the gateway reads secrets', () => {
    const { tls, objects } = ingress({
      credential: TlsCredential.fromCertManager({
        issuer: { name: 'ca', kind: 'Issuer', group: 'example.com' },
        duration: Duration.days(30),
        renewBefore: Duration.days(10),
        privateKey: { algorithm: 'ECDSA', size: 256 },
      }),
    });
    expect(tls.secretName).toBe('shop-example-com-tls');
    expect(objects['Certificate shop-example-com-tls']).toMatchObject({
      apiVersion: 'cert-manager.io/v1',
      metadata: { namespace: 'istio-system' },
      spec: {
        secretName: 'shop-example-com-tls',
        dnsNames: hosts,
        issuerRef: { name: 'ca', kind: 'Issuer', group: 'example.com' },
        duration: '2592000s',
        renewBefore: '864000s',
        privateKey: { algorithm: 'ECDSA', size: 256 },
      },
    });
    const named = TlsCredential.fromCertManager({ issuer: { name: 'ca' }, secretName: 'mine' });
    expect(ingress({ credential: named }).objects['Certificate mine']).toMatchObject({
      spec: { issuerRef: { kind: 'ClusterIssuer', group: 'cert-manager.io' } },
    });
  });

  it('admits routes of one namespace to a host, and names the certificate after the host alone', () => {
    const issuer = { name: 'letsencrypt' };
    const { objects } = ingress({
      hosts: ['team-a/a.example.com', './b.example.com', '*/c.example.com', 'team-b/*.example.com'],
      credential: TlsCredential.fromCertManager({ issuer }),
    });
    expect(objects).toMatchObject({
      'Gateway a-example-com': {
        spec: {
          servers: [
            { hosts: ['team-a/a.example.com', './b.example.com', '*/c.example.com', 'team-b/*.example.com'] },
            { hosts: ['team-a/a.example.com', './b.example.com', '*/c.example.com', 'team-b/*.example.com'] },
          ],
        },
      },
      'Certificate a-example-com-tls': {
        spec: { dnsNames: ['a.example.com', 'b.example.com', 'c.example.com', '*.example.com'] },
      },
    });
  });

  it.each(['Team-A/a.com', 'team-a/', '/a.com', 'a/b/c.com', 'team.a/a.com'])('refuses the host %s', (host) => {
    expect(() => ingress({ hosts: [host] })).toThrow(/hosts: expected a host name in lowercase/);
  });

  it('asks clients for their certificates', () => {
    const { objects } = ingress({
      clientCertificates: { authoritySecret: 'clients', subjectAltNames: ['partner'] },
      maxProtocolVersion: 'TLSV1_3',
      minProtocolVersion: 'TLSV1_3',
      cipherSuites: ['ECDHE-RSA-AES128-GCM-SHA256'],
      httpsRedirect: false,
      name: 'mine',
      namespace: 'web',
    });
    expect(objects['Gateway mine']).toMatchObject({
      metadata: { namespace: 'web' },
      spec: {
        servers: [
          {
            tls: {
              mode: 'MUTUAL',
              caCertCredentialName: 'clients-cacert',
              subjectAltNames: ['partner'],
              minProtocolVersion: 'TLSV1_3',
              maxProtocolVersion: 'TLSV1_3',
              cipherSuites: ['ECDHE-RSA-AES128-GCM-SHA256'],
            },
          },
        ],
      },
    });
    expect(serversOf(ingress({ clientCertificates: { mode: 'OPTIONAL' } }).tls)?.[0]?.tls?.mode).toBe(
      'OPTIONAL_MUTUAL',
    );
  });

  it('finds the authority of clients where Istio 1.17 looks for it', () => {
    const own = ingress({ clientCertificates: { authoritySecret: 'shop-tls-cacert' } }, '1.17.2');
    expect(serversOf(own.tls)?.[0]?.tls).toEqual({
      mode: 'MUTUAL',
      credentialName: 'shop-tls',
      minProtocolVersion: 'TLSV1_2',
    });
    expect(() => ingress({ clientCertificates: { authoritySecret: 'clients' } }, '1.17.2')).toThrow(
      'test/Tls: clientCertificates.authoritySecret: expected "shop-tls-cacert", the only secret that Istio 1.17 reads (1.28 has a field for another), got "clients"',
    );
    expect(() => ingress({ clientCertificates: { mode: 'OPTIONAL' } }, '1.17.2')).toThrow(
      'test/Tls/Resource: Gateway "shop-example-com": spec.servers[0].tls.mode: Istio 1.17 has no such value (1.19 has)',
    );
  });

  it('grows by addHost, with its certificate', () => {
    const stack = stackWith();
    const tls = new IngressTls(stack, 'Tls', {
      gateway,
      hosts,
      credential: TlsCredential.fromCertManager({ issuer: { name: 'ca' } }),
    }).addHost('www.example.com');
    synth(stack);
    expect(serversOf(tls)?.map((server) => server.hosts)).toEqual([
      ['shop.example.com', 'www.example.com'],
      ['shop.example.com', 'www.example.com'],
    ]);
    expect(tls.certificate?.manifest).toMatchObject({ spec: { dnsNames: ['shop.example.com', 'www.example.com'] } });
    expect(() => tls.addHost('www.example.com')).toThrow('test/Tls: hosts: duplicate host "www.example.com"');
  });

  const narrow = Workload.gatewayFromName('edge', { namespace: 'edge', ports: [{ port: 8443 }] });
  it.each([
    [{ hosts: [] }, 'hosts: expected at least one host name, got none'],
    [
      { hosts: ['Shop.example.com'] },
      'hosts: expected a host name in lowercase, such as shop.example.com or *.example.com, with a namespace and "/" before it or without, got "Shop.example.com" (did you mean "shop.example.com"?)',
    ],
    [{ hosts: ['a.com', 'a.com'] }, 'hosts: duplicate host "a.com"'],
    [{ port: 8443 }, 'port: expected a port of istio-ingressgateway (80, 443), got 8443'],
    [
      { gateway: narrow, port: 8443 },
      'httpsRedirect: expected false, because edge has no port 80 to redirect from (it has 8443)',
    ],
    [
      { hosts: ['*'], credential: TlsCredential.fromCertManager({ issuer: { name: 'ca' } }) },
      'hosts: expected host names, for which cert-manager makes a certificate, got "*"',
    ],
  ])('refuses %#', (props, message) => {
    expect(() => ingress(props)).toThrow(`test/Tls: ${message}`);
  });
});
