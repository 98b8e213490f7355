import { TerraformOutput } from 'cdktf';
import { ControlPlane } from '../../../constructs/mesh/control-plane';
import { EgressGateway } from '../../../constructs/mesh/egress-gateway';
import { GatewayAddress } from '../../../constructs/mesh/gateway-address';
import { IngressGateway } from '../../../constructs/mesh/ingress-gateway';
import { InjectionLabel } from '../../../constructs/mesh/injection-label';
import { MeshNamespace } from '../../../constructs/mesh/mesh-namespace';
import { MeshContext } from '../../../constructs/mesh-context';
import { synthesizeIn } from '../../synthesized';

const only = <T>(blocks: Readonly<Record<string, T>> | undefined): T | undefined => Object.values(blocks ?? {})[0];

describe('a namespace of the mesh', () => {
  test('carries the injection label of the revision in force', () => {
    const { resource } = synthesizeIn((stack) => {
      MeshContext.set(stack, { revision: 'canary' });
      new MeshNamespace(stack, 'Shop', {
        name: 'shop',
        injection: 'enabled',
        labels: { team: 'a' },
        annotations: { b: 'c' },
      });
    });
    expect(only(resource['kubernetes_namespace_v1'])).toEqual({
      metadata: { name: 'shop', labels: { 'istio.io/rev': 'canary', team: 'a' }, annotations: { b: 'c' } },
    });
  });

  test.each(['My_Shop', '-shop', 'shop.', '', 'a'.repeat(64)])('is refused the name %j', (name) => {
    synthesizeIn((stack) => {
      expect(() => new MeshNamespace(stack, 'Shop', { name })).toThrow(
        /^test\/Shop: name: expected a namespace name.*, got ".*"/,
      );
      // The id stays free.
      new MeshNamespace(stack, 'Shop', { name: 'shop' });
    });
  });
});

describe('the injection label', () => {
  test('is all that is owned of a namespace of somebody else', () => {
    const { resource } = synthesizeIn((stack) => {
      new InjectionLabel(stack, 'Label', { namespace: 'default' });
    });
    expect(resource).toEqual({
      kubernetes_labels: {
        [Object.keys(resource['kubernetes_labels'] ?? {})[0] as string]: {
          api_version: 'v1',
          kind: 'Namespace',
          metadata: { name: 'default' },
          labels: { 'istio-injection': 'enabled' },
        },
      },
    });
  });

  test('can switch injection off, and overwrite what others have set', () => {
    const { resource } = synthesizeIn((stack) => {
      new InjectionLabel(stack, 'Label', { namespace: 'default', injection: 'disabled', force: true });
    });
    expect(only(resource['kubernetes_labels'])).toMatchObject({
      labels: { 'istio-injection': 'disabled' },
      force: true,
    });
  });

  test('waits for what it depends on', () => {
    const { resource } = synthesizeIn((stack) => {
      const namespace = new MeshNamespace(stack, 'Shop', { name: 'shop' });
      new InjectionLabel(stack, 'Label', { namespace: namespace.name, dependsOn: [namespace] });
    });
    expect(only(resource['kubernetes_labels'])?.['depends_on']).toEqual([
      `kubernetes_namespace_v1.${Object.keys(resource['kubernetes_namespace_v1'] ?? {})[0]}`,
    ]);
  });
});

describe('the control plane', () => {
  test('comes up in order: namespace, definitions, istiod, gateways', () => {
    const { releases, resource } = synthesizeIn((stack) => {
      const namespace = new MeshNamespace(stack, 'Namespace', { name: 'istio-system' });
      const controlPlane = new ControlPlane(stack, 'ControlPlane', { namespace });
      new IngressGateway(stack, 'Ingress', { controlPlane });
      expect(controlPlane.node.defaultChild).toBe(controlPlane.istiod);
    });
    const [namespace] = Object.keys(resource['kubernetes_namespace_v1'] ?? {});
    expect(releases['istio-base']?.['depends_on']).toEqual([`kubernetes_namespace_v1.${namespace}`]);
    expect(releases['istiod']?.['depends_on']).toEqual(['helm_release.istio-system_istio-base']);
    expect(releases['istio-ingressgateway']?.['depends_on']).toEqual([
      'helm_release.istio-system_istio-base',
      'helm_release.istio-system_istiod',
    ]);
  });

  test('validates resources under every release', () => {
    const valuesUnder = (istioVersion: '1.17.2' | '1.30.3') =>
      synthesizeIn((stack) => {
        MeshContext.set(stack, { istioVersion });
        new ControlPlane(stack, 'ControlPlane');
      }).releases['istiod']?.values;
    expect(valuesUnder('1.17.2')).toEqual([{ global: { hub: 'docker.io/istio', configValidation: true } }]);
    expect(valuesUnder('1.30.3')).toEqual([{ global: { hub: 'docker.io/istio' } }]);
  });

  test('adds extension providers to those that the mesh configuration names', () => {
    const { releases } = synthesizeIn((stack) => {
      new ControlPlane(stack, 'ControlPlane', {
        istiod: { meshConfig: { accessLogFile: '/dev/stdout', extensionProviders: [{ name: 'a', prometheus: {} }] } },
        extensionProviders: [{ name: 'b', stackdriver: {} }],
        extraIstiodValues: { global: { logAsJson: true } },
        timeoutSeconds: 900,
      });
    });
    expect(releases['istiod']).toMatchObject({
      timeout: 900,
      values: [
        {
          global: { logAsJson: true },
          meshConfig: {
            accessLogFile: '/dev/stdout',
            extensionProviders: [
              { name: 'a', prometheus: {} },
              { name: 'b', stackdriver: {} },
            ],
          },
        },
      ],
    });
  });

  test('refuses a namespace that is not the root namespace of the mesh', () => {
    synthesizeIn((stack) => {
      expect(() => new ControlPlane(stack, 'ControlPlane', { namespace: 'mesh' })).toThrow(
        'test/ControlPlane: namespace: expected the mesh\'s root namespace "istio-system", got "mesh": set rootNamespace in MeshContext',
      );
    });
  });
});

describe('a gateway', () => {
  test('keeps the names, labels and identity that Istio gives it', () => {
    const { releases } = synthesizeIn((stack) => {
      const egress = new EgressGateway(stack, 'Egress');
      expect(egress.selector).toEqual({ istio: 'egressgateway' });
      expect(egress.node.defaultChild).toBe(egress.chart);
    });
    expect(releases['istio-egressgateway']?.values).toEqual([
      {
        name: 'istio-egressgateway',
        labels: { app: 'istio-egressgateway', istio: 'egressgateway' },
        serviceAccount: { name: 'istio-egressgateway-service-account' },
        autoscaling: { enabled: true },
        service: {
          type: 'ClusterIP',
          ports: [
            { name: 'http2', port: 80, protocol: 'TCP', targetPort: 8080 },
            { name: 'https', port: 443, protocol: 'TCP', targetPort: 8443 },
          ],
        },
      },
    ]);
  });

  test('passes on what it is told, and lets values and extra values win', () => {
    const { releases } = synthesizeIn((stack) => {
      new IngressGateway(stack, 'Ingress', {
        name: 'edge',
        namespace: new MeshNamespace(stack, 'Namespace', { name: 'edge' }),
        serviceType: 'NodePort',
        ports: [{ name: 'http2', port: 80, targetPort: 8080, nodePort: 30080 }],
        resources: { requests: { cpu: '1' } },
        replicas: 3,
        strategy: { type: 'Recreate' },
        values: { labels: { istio: 'edge' }, priorityClassName: 'high' },
        extraValues: { service: { type: 'ClusterIP' } },
        timeoutSeconds: 30,
      });
    });
    expect(releases['edge']).toMatchObject({
      namespace: 'edge',
      timeout: 30,
      values: [
        {
          name: 'edge',
          labels: { app: 'edge', istio: 'edge' },
          serviceAccount: { name: 'edge-service-account' },
          autoscaling: { enabled: false },
          replicaCount: 3,
          resources: { requests: { cpu: '1' } },
          service: { type: 'ClusterIP', ports: [{ name: 'http2', port: 80, targetPort: 8080, nodePort: 30080 }] },
          strategy: { type: 'Recreate' },
          priorityClassName: 'high',
        },
      ],
    });
    expect(releases['edge']?.['depends_on']).toHaveLength(1);
  });

  test('leaves out the rollout strategy where the chart would refuse it', () => {
    const { releases } = synthesizeIn((stack) => {
      MeshContext.set(stack, { istioVersion: '1.17.2' });
      new IngressGateway(stack, 'Ingress', { strategy: { type: 'Recreate' } });
    });
    expect(releases['istio-ingressgateway']?.values[0]).not.toHaveProperty('strategy');
  });

  test('says what is deployed, whichever way it was given', () => {
    synthesizeIn((stack) => {
      const ports = [{ name: 'https', port: 8443, targetPort: 8443 }];
      const labels = { istio: 'edge' };
      const values = { name: 'other', labels, service: { type: 'ClusterIP' as const, ports } };
      for (const props of [{ values }, { extraValues: values }]) {
        const gateway = new IngressGateway(stack, `Gateway ${Object.keys(props)}`, {
          name: Object.keys(props)[0] as string,
          ...props,
        });
        expect([gateway.name, gateway.serviceType, gateway.ports, gateway.selector]).toEqual([
          'other',
          'ClusterIP',
          ports,
          labels,
        ]);
        expect(gateway.chart.release.releaseName).toBe(Object.keys(props)[0]);
      }
    });
  });
});

describe('the address of a gateway', () => {
  function outputs(serviceType: 'LoadBalancer' | 'NodePort' | 'ClusterIP') {
    return synthesizeIn((stack) => {
      const gateway = new IngressGateway(stack, 'Ingress', { serviceType });
      const address = new GatewayAddress(stack, 'Address', { gateway, kubeContext: 'minikube' });
      new TerraformOutput(stack, 'hint', { value: address.hint });
      new TerraformOutput(stack, 'host', { value: address.host });
    });
  }

  test('is read after the gateway is there', () => {
    const { data } = outputs('LoadBalancer');
    expect(only(data['kubernetes_service_v1'])).toEqual({
      metadata: { name: 'istio-ingressgateway', namespace: 'istio-system' },
      depends_on: ['helm_release.istio-system_istio-ingressgateway'],
    });
  });

  test('says what gives one while there is none', () => {
    expect(outputs('LoadBalancer').output['hint']?.value).toContain('minikube tunnel');
    expect(outputs('ClusterIP').output['hint']?.value).toContain(
      'kubectl --context minikube -n istio-system port-forward service/istio-ingressgateway 8080:80',
    );
  });

  test('of a NodePort is the one of a node', () => {
    expect(Object.keys(outputs('NodePort').data)).toEqual(['kubernetes_nodes', 'kubernetes_service_v1']);
  });

  test('is refused for a port that the gateway lacks', () => {
    synthesizeIn((stack) => {
      const gateway = new IngressGateway(stack, 'Ingress');
      expect(() => new GatewayAddress(stack, 'Address', { gateway, port: 'http' })).toThrow(
        'test/Address: port: expected a port of test/Ingress (status-port, http2, https), got "http"',
      );
    });
  });
});
