import { HelloWorld } from '../../../constructs/apps/hello-world';
import { IngressGateway } from '../../../constructs/mesh/ingress-gateway';
import { MeshNamespace } from '../../../constructs/mesh/mesh-namespace';
import { MeshContext } from '../../../constructs/mesh-context';
import { synthesizeIn } from '../../synthesized';

describe('the application', () => {
  test.each([
    ['1.17.2', 'docker.io/istio/examples-helloworld-v1', 'networking.istio.io/v1beta1'],
    ['1.30.3', 'docker.io/istio/examples-helloworld-v1:1.0', 'networking.istio.io/v1'],
  ] as const)('under Istio %s runs the image %s, behind routes of %s', (istioVersion, image, apiVersion) => {
    const { resource, releases } = synthesizeIn((stack) => {
      MeshContext.set(stack, { istioVersion });
      new HelloWorld(stack, 'Hello', { ingress: new IngressGateway(stack, 'Ingress') });
    });
    expect(JSON.stringify(resource['kubernetes_deployment_v1'])).toContain(`"image":"${image}"`);
    expect(JSON.stringify(releases['helloworld']?.values)).toContain(`"apiVersion":"${apiVersion}"`);
  });

  test('starts once what it depends on is there', () => {
    const { resource } = synthesizeIn((stack) => {
      const namespace = new MeshNamespace(stack, 'Namespace', { name: 'shop', injection: 'enabled' });
      new HelloWorld(stack, 'Hello', { namespace: namespace.name, dependsOn: [namespace] });
    });
    const [namespace] = Object.keys(resource['kubernetes_namespace_v1'] ?? {});
    for (const type of ['kubernetes_deployment_v1', 'kubernetes_service_v1']) {
      for (const block of Object.values(resource[type] ?? {})) {
        expect(block).toMatchObject({
          depends_on: [`kubernetes_namespace_v1.${namespace}`],
          metadata: { namespace: 'shop' },
        });
      }
    }
  });

  test('runs the versions and as many pods as asked for, and stays inside without an ingress', () => {
    const { resource, releases } = synthesizeIn((stack) => {
      new HelloWorld(stack, 'Hello', { versions: ['v2'], replicas: 3 });
    });
    expect(releases).toEqual({});
    expect(Object.values(resource['kubernetes_deployment_v1'] ?? {})).toMatchObject([
      { metadata: { name: 'helloworld-v2' }, spec: { replicas: '3' } },
    ]);
  });

  test('shares its requests between the versions by their weights, and keeps the subsets of both', () => {
    const { releases } = synthesizeIn((stack) => {
      new HelloWorld(stack, 'Hello', { ingress: new IngressGateway(stack, 'Ingress'), weights: { v1: 95, v2: 5 } });
    });
    const values = JSON.stringify(releases['helloworld']?.values);
    expect(values).toContain('"subset":"v1"},"weight":95}');
    expect(values).toContain('"subset":"v2"},"weight":5}');
    expect(values).toContain(
      '"subsets":[{"labels":{"version":"v1"},"name":"v1"},{"labels":{"version":"v2"},"name":"v2"}]',
    );
  });

  test('is reached by the Gateway API where the context says so, through the gateway that runs', () => {
    const { releases } = synthesizeIn((stack) => {
      MeshContext.set(stack, { trafficApi: 'gateway' });
      new HelloWorld(stack, 'Hello', { ingress: new IngressGateway(stack, 'Ingress'), weights: { v1: 95, v2: 5 } });
    });
    const values = JSON.stringify(releases['helloworld']?.values);
    expect(values).not.toContain('networking.istio.io');
    expect(values).toContain(
      '"addresses":[{"type":"Hostname","value":"istio-ingressgateway.istio-system.svc.cluster.local"}]',
    );
    expect(values).toContain('"matches":[{"path":{"type":"Exact","value":"/hello"}}]');
    expect(values).toContain('{"name":"helloworld-v2","port":5000,"weight":5}');
    expect(values).toContain('"selector":{"app":"helloworld","version":"v2"}');
  });

  test.each([
    [{ v1: 95 }, 'Hello: weights: expected a total of 100, got 95'],
    [{ v1: 99.5, v2: 0.5 }, 'Hello: weights.v1: expected an integer from 0 to 100, got 99.5'],
    [{ v3: 100 }, 'Hello: weights.v3: expected one of v1, v2'],
  ])('refuses the weights %j', (weights, message) => {
    expect(() =>
      synthesizeIn((stack) => {
        new HelloWorld(stack, 'Hello', { ingress: new IngressGateway(stack, 'Ingress'), weights: weights as object });
      }),
    ).toThrow(message);
  });
});
