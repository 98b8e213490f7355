import { TerraformLocal } from 'cdktf';
import { Construct } from 'constructs';
import { checkProps } from '../shapes/check';
import { ClusterLookup } from './cluster-lookup';
import type { EdgeGateway } from './edge-gateway';
import type { ManagedGateway } from './managed-gateway';

/** Properties of {@link GatewayAddress}. */
export interface GatewayAddressProps {
  /** The gateway whose address is looked up. */
  readonly gateway: EdgeGateway | ManagedGateway;
  /**
   * The name of the Service's port.
   * @default - http2; of a gateway that istiod deploys, that of its first listener
   */
  readonly port?: string;
  /**
   * The kubeconfig's context, for the commands in hints.
   * @default - the one that happens to be current
   */
  readonly kubeContext?: string;
}

/**
 * Where a gateway is reached from outside the cluster, read whenever Terraform plans. Everything is null while the
 * address is pending, or where a Service has none; `hint` then says what gives one.
 */
export class GatewayAddress extends Construct {
  /** The IP address or host name. */
  readonly host: string;
  /** The port, as a number. */
  readonly port: string;
  /** What gives an address; null where there is one. */
  readonly hint: string;

  private readonly local: string;

  constructor(scope: Construct, id: string, props: GatewayAddressProps) {
    checkProps(scope, id, 'GatewayAddressProps', props);
    super(scope, id);
    const { gateway } = props;
    const [first] = 'resource' in gateway ? gateway.ports : [];
    const portName = props.port ?? first?.name ?? 'http2';
    const port = gateway.ports.find(({ name }) => name === portName);
    if (port === undefined) {
      throw new Error(
        `${this.node.path}: port: expected a port of ${gateway.node.path} (${gateway.ports.map(({ name }) => name).join(', ')}), got "${portName}"`,
      );
    }
    const service = new ClusterLookup(
      this,
      'Resource',
      'kubernetes_service_v1',
      { metadata: { name: gateway.name, namespace: gateway.namespace } },
      [gateway],
    );

    const { host, number } = this.locate(gateway, service.address, port.name, port.port);
    const forward = `kubectl ${props.kubeContext ? `--context ${props.kubeContext} ` : ''}-n ${gateway.namespace} port-forward service/${gateway.name} 8080:${port.port}`;
    const advice =
      gateway.serviceType === 'LoadBalancer'
        ? `the load balancer's address is pending: run "minikube tunnel" in another terminal and deploy again, or use http://localhost:8080 while "${forward}" runs`
        : `a ${gateway.serviceType} Service has no address outside the cluster: use http://localhost:8080 while "${forward}" runs`;
    const local = new TerraformLocal(this, 'Address', { host: `\${${host}}`, port: `\${${number}}` });
    this.local = `local.${local.friendlyUniqueId}`;
    this.host = `\${${this.local}.host}`;
    this.port = this.ifKnown(`${this.local}.port`);
    this.hint = `\${${this.local}.host == null ? ${JSON.stringify(advice)} : null}`;
  }

  /** Text with the address in it, as in a URL, such as `('curl http://', '/hello')`; null while the address is pending. */
  within(before: string, after: string): string {
    // An IPv6 address is in brackets; HTTP's own port is left out.
    const host = `strcontains(${this.local}.host, ":") ? format("[%s]", ${this.local}.host) : ${this.local}.host`;
    const port = `${this.local}.port == 80 ? "" : format(":%d", ${this.local}.port)`;
    return this.ifKnown(`format("%s%s%s%s", ${JSON.stringify(before)}, ${host}, ${port}, ${JSON.stringify(after)})`);
  }

  private ifKnown(expression: string): string {
    return `\${${this.local}.host == null ? null : ${expression}}`;
  }

  private locate(
    gateway: EdgeGateway | ManagedGateway,
    data: string,
    name: string,
    port: number,
  ): { host: string; number: string } {
    if (gateway.serviceType === 'LoadBalancer') {
      const ingress = `${data}.status[0].load_balancer[0].ingress[0]`;
      return { host: `try(coalesce(${ingress}.ip, ${ingress}.hostname), null)`, number: `${port}` };
    }
    if (gateway.serviceType === 'ClusterIP') return { host: 'tostring(null)', number: `${port}` };
    const nodes = new ClusterLookup(this, 'Nodes', 'kubernetes_nodes', {});
    const addresses = `${nodes.address}.nodes[0].status[0].addresses`;
    return {
      host: `try([for address in ${addresses} : address.address if address.type == "InternalIP"][0], null)`,
      number: `try([for port in ${data}.spec[0].port : port.node_port if port.name == ${JSON.stringify(name)}][0], ${port})`,
    };
  }
}
