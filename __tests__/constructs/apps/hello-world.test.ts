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
});
