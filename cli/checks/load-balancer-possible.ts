import type { KubernetesObject } from '../cluster/api';
import type { Check } from './check';
import { addressOf, gatewaysOf, type Service } from './gateways';

interface Node extends KubernetesObject {
  readonly spec?: { readonly providerID?: string };
}

/** Programs that give LoadBalancer Services an address where no cloud does: the label of their pods -> their name. */
const IN_CLUSTER: readonly (readonly [label: string, value: string, name: string])[] = [
  ['app.kubernetes.io/name', 'metallb', 'MetalLB'],
  ['app', 'metallb', 'MetalLB'],
  ['svccontroller.k3s.cattle.io/svcname', '', 'k3s'],
  ['app.kubernetes.io/name', 'kube-vip', 'kube-vip'],
];

/** Something gives the ingress gateway's LoadBalancer Service an address. */
export const loadBalancerPossible: Check = {
  title: 'LoadBalancer Services get an address',
  group: 'Cluster',
  link: 'https://minikube.sigs.k8s.io/docs/handbook/accessing/#loadbalancer-access',
  async look(session) {
    const content = await session.content();
    const gateways = gatewaysOf(
      content,
      content.stacks.map(({ name }) => name),
    );
    const types = content.charts.map(({ values }) => (values['service'] as { type?: string } | undefined)?.type);
    if (gateways.length === 0 || !types.includes('LoadBalancer')) return { skipped: 'no gateway asks for one' };
    const [services, nodes, pods] = await Promise.all([
      session.list<Service>('/api/v1/services'),
      session.list<Node>('/api/v1/nodes'),
      session.list<KubernetesObject>('/api/v1/pods'),
    ]);
    const balanced = services.filter(({ spec }) => spec.type === 'LoadBalancer');
    const served = balanced.find((service) => addressOf(service) !== undefined);
    if (served) return { note: `${served.metadata.namespace}/${served.metadata.name} has ${addressOf(served)}` };
    const giver = IN_CLUSTER.find(([label, value]) =>
      pods.some(
        ({ metadata }) => metadata.labels?.[label] !== undefined && (value === '' || metadata.labels[label] === value),
      ),
    );
    if (giver) return { note: giver[2] };
    const cloud = nodes
      .map(({ spec }) => /^(aws|gce|azure|digitalocean|hcloud|openstack|oci):/.exec(spec?.providerID ?? '')?.[1])
      .find(Boolean);
    if (cloud) return { note: `the cloud (${cloud}) gives them` };
    const minikube = nodes.some(
      ({ metadata }) => metadata.labels?.['minikube.k8s.io/name'] !== undefined || metadata.name === 'minikube',
    );
    return {
      findings: [
        {
          severity: 'warning',
          problem: minikube
            ? 'minikube gives them an address only while its tunnel runs'
            : 'no cloud and no known program in this cluster gives them one',
          remedy: minikube
            ? 'minikube tunnel (in a second terminal)'
            : 'install MetalLB, or set INGRESS_SERVICE_TYPE=NodePort',
        },
      ],
    };
  },
};
