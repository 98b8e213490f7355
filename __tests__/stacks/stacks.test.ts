import { TerraformStack } from 'cdktf';
import { parseSettings } from '../../config/settings';
import { addStacks } from '../../stacks';
import { synthesize } from '../synthesized';

const stacksFor = (context: Record<string, unknown> = {}) =>
  synthesize((app) => {
    addStacks(app, parseSettings({ context }));
  });

describe('the stacks', () => {
  test('are mesh, and addons and hello-world side by side after it', () => {
    const order: Record<string, string[]> = {};
    synthesize((app) => {
      addStacks(app, parseSettings());
      for (const stack of app.node.children.filter(TerraformStack.isStack)) {
        order[stack.node.id] = stack.dependencies.map(({ node }) => node.id);
      }
    });
    expect(order).toEqual({ mesh: [], addons: ['mesh'], 'hello-world': ['mesh'] });
  });

  test('deploy to the context of the settings, never to the one that happens to be current', () => {
    const stacks = stacksFor({ kubeconfig: '/etc/kubeconfig', kubeContext: 'elsewhere' });
    const connection = { config_path: '/etc/kubeconfig', config_context: 'elsewhere' };
    for (const { provider } of Object.values(stacks)) {
      expect(provider).toEqual({ kubernetes: [connection], helm: [{ kubernetes: connection }] });
    }
  });

  test('read several kubeconfig files as kubectl does, wherever Terraform runs', () => {
    const { mesh } = stacksFor({ kubeconfig: 'a.yaml:/etc/b.yaml' });
    expect(mesh?.provider['kubernetes']).toEqual([
      { config_paths: ['<project>/a.yaml', '/etc/b.yaml'], config_context: 'minikube' },
    ]);
  });

  test('take every chart from the repository of the settings', () => {
    const { mesh, addons } = stacksFor({ chartRepository: 'oci://registry.example/charts' });
    const releases = { ...mesh?.releases, ...addons?.releases };
    const repositories = Object.values(releases).map(({ chart, repository }) => [chart, repository]);
    expect(Object.fromEntries(repositories)).toEqual({
      base: 'oci://registry.example/charts',
      istiod: 'oci://registry.example/charts',
      gateway: 'oci://registry.example/charts',
      prometheus: 'oci://registry.example/charts',
      grafana: 'oci://registry.example/charts',
      'kiali-server': 'oci://registry.example/charts',
      // Jaeger has no chart: its objects travel in the one that the package carries.
      './charts/manifests': undefined,
    });
  });

  test('take every image of Istio from the hub of the settings', () => {
    const { mesh, 'hello-world': helloWorld } = stacksFor({ imageHub: 'registry.example/istio' });
    expect(mesh?.releases['istiod']?.values).toEqual([{ profile: 'demo', global: { hub: 'registry.example/istio' } }]);
    expect(JSON.stringify(helloWorld?.resource['kubernetes_deployment_v1'])).toContain(
      '"image":"registry.example/istio/examples-helloworld-v1:1.0"',
    );
  });

  test('take the tag and the variant of the images from the settings', () => {
    const { mesh } = stacksFor({ imageTag: 'build.7', imageVariant: 'debug' });
    expect(mesh?.releases['istiod']?.values).toEqual([
      { profile: 'demo', global: { hub: 'docker.io/istio', tag: 'build.7', variant: 'debug' } },
    ]);
  });

  test('leave out the gateways of the minimal profile, and everything that leads through them', () => {
    const { mesh, 'hello-world': helloWorld } = stacksFor({ profile: 'minimal' });
    expect(Object.keys(mesh?.releases ?? {})).toEqual(['istio-base', 'istiod']);
    expect(mesh?.output).toEqual({});
    expect(helloWorld?.releases).not.toHaveProperty('helloworld');
    expect(Object.keys(helloWorld?.resource['kubernetes_deployment_v1'] ?? {})).toHaveLength(2);
    expect(helloWorld?.output).toEqual({});
  });

  test('do not wait for the address of a load balancer, but for the pods of every other gateway', () => {
    const { mesh } = stacksFor();
    expect(mesh?.releases['istio-ingressgateway']?.['wait']).toBe(false);
    expect(mesh?.releases['istio-egressgateway']?.['wait']).toBeUndefined();
    expect(mesh?.releases['istiod']?.['wait']).toBeUndefined();
    const { mesh: withNodePort } = stacksFor({ ingressServiceType: 'NodePort' });
    expect(withNodePort?.releases['istio-ingressgateway']?.['wait']).toBeUndefined();
  });

  test('give the address as one object, because the cdktf command fails over an output that is null', () => {
    const { mesh, 'hello-world': helloWorld } = stacksFor();
    expect(Object.keys(mesh?.output['ingress']?.value as object)).toEqual(['hint', 'host', 'port']);
    expect(Object.keys(helloWorld?.output['hello']?.value as object)).toEqual(['curl', 'hint', 'url']);
  });

  test('bring up only the addons of the settings, and wire those that run elsewhere', () => {
    const { addons } = stacksFor({ addons: 'prometheus=http://prometheus.example:9090,kiali' });
    expect(Object.keys(addons?.releases ?? {})).toEqual(['kiali']);
    expect(addons?.releases['kiali']?.values).toMatchObject([
      {
        external_services: {
          prometheus: { url: 'http://prometheus.example:9090' },
          grafana: { enabled: false },
          tracing: { enabled: false },
        },
      },
    ]);
    expect(addons?.output['dashboards']?.value).toEqual({
      prometheus: 'http://prometheus.example:9090',
      kiali: expect.stringContaining('port-forward service/kiali 20001:20001'),
    });
  });

  test('may have no addons at all', () => {
    const { addons } = stacksFor({ addons: 'none' });
    expect(addons?.releases).toEqual({});
  });

  test('label the namespace default, and create any other one for the application', () => {
    const byDefault = stacksFor()['hello-world'];
    expect(Object.values(byDefault?.resource['kubernetes_labels'] ?? {})).toMatchObject([
      { metadata: { name: 'default' }, labels: { 'istio-injection': 'enabled' } },
    ]);
    const inShop = stacksFor({ appNamespace: 'shop' })['hello-world'];
    expect(inShop?.resource['kubernetes_labels']).toBeUndefined();
    expect(Object.values(inShop?.resource['kubernetes_namespace_v1'] ?? {})).toMatchObject([
      { metadata: { name: 'shop', labels: { 'istio-injection': 'enabled' } } },
    ]);
    expect(inShop?.releases['helloworld']?.['namespace']).toBe('shop');
  });

  test('let the mesh know a Jaeger that the profile does not bring along', () => {
    const provider = {
      name: 'jaeger',
      opentelemetry: { service: 'jaeger-collector.istio-system.svc.cluster.local', port: 4317 },
    };
    expect(stacksFor({ profile: 'default' })['mesh']?.releases['istiod']?.values).toEqual([
      { global: { hub: 'docker.io/istio' }, meshConfig: { extensionProviders: [provider] } },
    ]);
    // The demo profile has one of that name, and Istio 1.17 sends to Zipkin's port unasked.
    expect(stacksFor()['mesh']?.releases['istiod']?.values).toEqual([
      { global: { hub: 'docker.io/istio' }, profile: 'demo' },
    ]);
    const old = stacksFor({ profile: 'default', istioVersion: '1.17.2' })['mesh'];
    expect(old?.releases['istiod']?.values).toEqual([{ global: { hub: 'docker.io/istio', configValidation: true } }]);
  });
});
