import type { Construct, IConstruct } from 'constructs';
import { isToken } from '../delivery/terraform-template';
import { type GatewayListener, provideCertificates, renderListener } from '../mesh/gateway-listener';
import { ManagedGateway } from '../mesh/managed-gateway';
import { MeshContext } from '../mesh-context';
import { Gateway } from '../resources/gateway-api/gateway';
import { HTTPRoute } from '../resources/gateway-api/http-route';
import type { GatewaySpec } from '../resources/generated/gateway-api';
import { gatewayAt } from '../traffic/gateway/parents';
import { unsupported } from '../traffic/gateway/unsupported';
import type { GatewayReference } from '../traffic/gateway-reference';
import { has, istioMinor, nearestWith } from '../versions';
import { hostNameOf, hyphenated, namespaceOfHost } from './host-names';
import type { IngressTlsProps } from './ingress-tls-props';
import { TlsCredential } from './tls-credential';

/** What the listeners of an ingress are made of. */
export interface IngressListenersProps extends Omit<IngressTlsProps, 'hosts' | 'name' | 'namespace'> {
  readonly name: string;
  /** The namespace of the routes behind it. */
  readonly namespace: string;
  readonly secretName: string;
}

/**
 * TLS at the ingress by the Gateway API: a listener for each host, and one of HTTP that sends clients there. At a gateway that istiod deploys
 * they are added to its Gateway; for other pods there are Gateways whose address is their Service.
 */
export class IngressListeners {
  private gateway: Gateway | undefined;
  private plain: Gateway | undefined;
  private redirect: HTTPRoute | undefined;
  private sections: readonly string[] = [];
  private plainSections: readonly string[] = [];

  constructor(
    private readonly scope: Construct,
    private readonly props: IngressListenersProps,
    hosts: readonly string[],
  ) {
    this.serve(hosts);
  }

  /** What routes behind it are bound to. */
  get resource(): Gateway | GatewayReference {
    const { gateway } = this.props;
    if (this.gateway !== undefined) return this.gateway;
    return (gateway as ManagedGateway).listener(...this.sections);
  }

  /** Serves host names: those from before, and new ones. */
  serve(hosts: readonly string[]): void {
    const { httpsRedirect = true } = this.props;
    const encrypted = this.listeners(hosts, 'HTTPS');
    const plain = httpsRedirect ? this.listeners(hosts, 'HTTP') : [];
    if (ManagedGateway.isManagedGateway(this.props.gateway)) {
      this.sections = this.addTo(this.props.gateway, encrypted, this.sections);
      this.plainSections = this.addTo(this.props.gateway, plain, this.plainSections);
    } else {
      this.gateway = this.made(this.gateway, 'KubernetesGateway', this.props.name, encrypted);
      if (httpsRedirect) this.plain = this.made(this.plain, 'RedirectGateway', `${this.props.name}-http`, plain);
    }
    if (httpsRedirect) this.redirectFrom(hosts);
  }

  private listeners(hosts: readonly string[], protocol: 'HTTP' | 'HTTPS'): readonly GatewayListener[] {
    const { credential, secretName, clientCertificates: clients, cipherSuites, namespace, port = 443 } = this.props;
    const byName = new Map<string, Set<string>>();
    for (const host of hosts) {
      const name = hostNameOf(host);
      const allowed = byName.get(name) ?? new Set();
      const own = namespaceOfHost(host);
      byName.set(name, allowed.add(own === '.' ? namespace : (own ?? '*')));
    }
    return [...byName].map(([name, allowed]) => ({
      // At a gateway that others use, too, a host has to single out the listener.
      name: `${protocol.toLowerCase()}-${hyphenated(name)}`,
      protocol,
      port: protocol === 'HTTP' ? 80 : port,
      hostname: name === '*' ? undefined : name,
      // Port 80 is for the redirect alone, which is beside the gateway.
      allowedRoutes: protocol === 'HTTP' ? undefined : allowed.has('*') ? 'All' : [...allowed],
      ...(protocol === 'HTTPS' && {
        credential: credential.certificate ? TlsCredential.fromSecret(secretName) : credential,
        clientCertificates: clients && (clients.mode ?? 'REQUIRED'),
        cipherSuites,
      }),
    }));
  }

  private addTo(
    gateway: ManagedGateway,
    listeners: readonly GatewayListener[],
    before: readonly string[],
  ): readonly string[] {
    for (const listener of listeners) if (!before.includes(listener.name as string)) gateway.addListener(listener);
    return listeners.map(({ name }) => name as string);
  }

  private made(there: Gateway | undefined, id: string, name: string, listeners: readonly GatewayListener[]): Gateway {
    const rendered = listeners.map(renderListener);
    if (there !== undefined) {
      there.patch({ spec: { listeners: rendered } });
      return there;
    }
    const { gateway, dependsOn } = this.props;
    const { clusterDomain } = MeshContext.of(this.scope);
    provideCertificates(this.scope, listeners, { kind: 'Gateway', namespace: gateway.namespace, dependsOn });
    return new Gateway(this.scope, id, {
      metadata: { name, namespace: gateway.namespace },
      spec: {
        ...gatewayAt(gateway, clusterDomain),
        listeners: rendered,
        tls: id === 'RedirectGateway' ? undefined : this.authority(),
      },
      dependsOn,
    });
  }

  /** An authority of clients' certificates that is not where istiod looks by itself. */
  private authority(): GatewaySpec['tls'] {
    const { clientCertificates: clients, secretName } = this.props;
    const name = clients?.authoritySecret;
    if (name === undefined || name === `${secretName}-cacert`) return undefined;
    const caCertificateRefs = [{ group: '', kind: 'Secret', name }];
    return { frontend: { default: { validation: { caCertificateRefs } } } };
  }

  private redirectFrom(hosts: readonly string[]): void {
    const { gateway, name, port = 443, dependsOn } = this.props;
    const names = [...new Set(hosts.map(hostNameOf))];
    const hostnames = names.includes('*') ? undefined : names;
    const parentRefs =
      this.plain === undefined
        ? this.plainSections.map((sectionName) => ({ name: gateway.resource?.name as string, sectionName }))
        : [{ name: this.plain.name }];
    const requestRedirect = {
      scheme: 'https' as const,
      port: port === 443 ? undefined : port,
      statusCode: 301 as const,
    };
    const spec = {
      parentRefs,
      hostnames,
      rules: [{ filters: [{ type: 'RequestRedirect' as const, requestRedirect }] }],
    };
    if (this.redirect === undefined) {
      this.redirect = new HTTPRoute(this.scope, 'Redirect', {
        metadata: { name: `${name}-redirect`, namespace: gateway.namespace },
        spec,
        dependsOn: [...(dependsOn ?? []), ...(this.plain ? [this.plain] : []), ...constructsOf(gateway)],
      });
    } else this.redirect.patch({ spec });
  }
}

const constructsOf = (gateway: unknown): readonly IConstruct[] =>
  ManagedGateway.isManagedGateway(gateway) ? [gateway] : [];

/** What an ingress by the Gateway API cannot have. */
export function ingressListenerFaults(
  scope: IConstruct,
  { gateway, clientCertificates, minProtocolVersion, maxProtocolVersion, cipherSuites }: IngressTlsProps,
  secretName: string,
): string[] {
  const { istioVersion } = MeshContext.of(scope);
  const faults: string[] = [];
  const isManaged = ManagedGateway.isManagedGateway(gateway);
  if (gateway.resource !== undefined && !isManaged) {
    faults.push(
      `gateway: expected the ManagedGateway itself, whose listeners are added to, got the reference ${gateway.name}`,
    );
  }
  if (minProtocolVersion !== undefined && minProtocolVersion !== 'TLSV1_2') {
    faults.push(unsupported('minProtocolVersion', 'oldest TLS version but the one of the proxies, TLSV1_2', INSTEAD));
  }
  if (maxProtocolVersion !== undefined) faults.push(unsupported('maxProtocolVersion', 'newest TLS version', INSTEAD));
  if (clientCertificates?.subjectAltNames !== undefined) {
    faults.push(unsupported('clientCertificates.subjectAltNames', 'names that clients must have', INSTEAD));
  }
  const authority = clientCertificates?.authoritySecret;
  const istio = `Istio ${istioMinor(istioVersion)}`;
  if (authority !== undefined && !isToken(authority) && authority !== `${secretName}-cacert`) {
    const expected = `clientCertificates.authoritySecret: expected "${secretName}-cacert"`;
    if (isManaged)
      faults.push(
        `${expected}, because another one would hold for all listeners of ${gateway.name}, got "${authority}"`,
      );
    else if (!has(istioVersion, 'frontendTls')) {
      faults.push(
        `${expected}, the only secret that ${istio} reads (${nearestWith(istioVersion, 'frontendTls')} a field for another), got "${authority}"`,
      );
    }
  }
  if (clientCertificates?.mode === 'OPTIONAL' && !has(istioVersion, 'optionalClientCertificates')) {
    faults.push(
      `clientCertificates.mode: expected REQUIRED, got OPTIONAL, which ${istio} does not read of a listener (${nearestWith(istioVersion, 'optionalClientCertificates')})`,
    );
  }
  if (cipherSuites !== undefined && !has(istioVersion, 'listenerCipherSuites')) {
    faults.push(
      `cipherSuites: ${istio} reads none of a listener (${nearestWith(istioVersion, 'listenerCipherSuites')})`,
    );
  }
  return faults;
}

const INSTEAD = "a Gateway of Istio's API has it: set api: 'istio'";
