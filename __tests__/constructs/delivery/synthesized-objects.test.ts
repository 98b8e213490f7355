import { readSynthesizedStack, synthesizedObjects } from '../../../model/read/synthesized-stack';

const route = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'VirtualService',
  metadata: { name: 'hello', namespace: 'shop' },
  spec: { hosts: ['*'] },
};

function stack(resource: unknown, locals?: unknown): unknown {
  return { '//': { metadata: { stackName: 'mesh' } }, resource, ...(locals ? { locals } : {}) };
}

function at(path: string): unknown {
  return { metadata: { path, uniqueId: path.replaceAll('/', '_') } };
}

function release(values: unknown[]): unknown {
  return {
    helm_release: {
      hello: { '//': at('mesh/Hello/Resource'), name: 'hello', namespace: 'shop', chart: './chart', values },
    },
  };
}

describe('reading a synthesized stack back to Kubernetes objects', () => {
  it('finds an object in the literal values of a release, with its construct path and address', () => {
    const found = synthesizedObjects(stack(release([JSON.stringify({ manifests: { 'mesh/Hello': route } })])));
    expect(found).toEqual([
      {
        apiVersion: 'networking.istio.io/v1',
        kind: 'VirtualService',
        metadata: { name: 'hello', namespace: 'shop' },
        manifest: route,
        constructPath: 'mesh/Hello',
        address: 'helm_release.hello',
        release: { name: 'hello', namespace: 'shop' },
        partial: false,
      },
    ]);
  });

  it("undoes Terraform's escapes in literal values", () => {
    const noted = { ...route, metadata: { ...route.metadata, annotations: { note: '${a} %{b} $1 $$' } } };
    const text = JSON.stringify({ manifests: { p: noted } })
      .replaceAll('${', '$${')
      .replaceAll('%{', '%%{');
    expect(synthesizedObjects(stack(release([text])))[0]?.manifest).toEqual(noted);
  });

  it('finds an object that stands under locals, and follows references to what the stack states', () => {
    const found = synthesizedObjects(
      stack(
        {
          ...(release(['{"manifests":{}}', '${jsonencode(local.hello_values)}']) as object),
          kubernetes_namespace_v1: { shop: { '//': at('mesh/Shop'), metadata: { name: 'shop' } } },
        },
        {
          hello_values: {
            manifests: {
              'mesh/Hello': {
                ...route,
                metadata: { name: 'hello', namespace: '${kubernetes_namespace_v1.shop.metadata[0].name}' },
                spec: { hosts: ['x.${kubernetes_namespace_v1.shop.metadata.0.name}', '$${kept}', '${data.later.id}'] },
              },
            },
          },
        },
      ),
    );
    const object = found.find((each) => each.kind === 'VirtualService');
    expect(object?.metadata.namespace).toBe('shop');
    expect(object?.manifest['spec']).toEqual({
      hosts: ['x.${kubernetes_namespace_v1.shop.metadata.0.name}', '${kept}', '${data.later.id}'],
    });
  });

  it('gives an object without a namespace the namespace of its release', () => {
    const bare = { ...route, metadata: { name: 'hello' } };
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a' } };
    const found = synthesizedObjects(stack(release([JSON.stringify({ manifests: { p: bare, q: namespace } })])));
    expect(found.map((each) => each.metadata.namespace)).toEqual(['shop', undefined]);
    expect(found[0]?.manifest['metadata']).toEqual({ name: 'hello' });
  });

  it('reads a kubernetes_manifest', () => {
    const found = synthesizedObjects(
      stack({ kubernetes_manifest: { hello: { '//': at('mesh/Hello/Resource'), manifest: route } } }),
    );
    expect(found).toMatchObject([{ kind: 'VirtualService', manifest: route, address: 'kubernetes_manifest.hello' }]);
  });

  it("translates the provider's typed resources to the fields of the API", () => {
    const [deployment, service] = synthesizedObjects(
      stack({
        kubernetes_deployment_v1: {
          d: {
            '//': at('mesh/D'),
            wait_for_rollout: false,
            depends_on: ['x.y'],
            metadata: { name: 'hello', labels: { my_label: 'x' } },
            spec: {
              selector: { match_labels: { app_name: 'hello' } },
              template: { spec: { container: [{ name: 'c', port: [{ container_port: 80 }] }] } },
            },
          },
        },
        kubernetes_service: {
          s: {
            '//': at('mesh/S'),
            metadata: { name: 'hello' },
            spec: { selector: { app_name: 'hello' }, port: [{ port: 80, target_port: '80' }] },
          },
        },
      }),
    );
    expect(deployment?.manifest).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'hello', labels: { my_label: 'x' } },
      spec: {
        selector: { matchLabels: { app_name: 'hello' } },
        template: { spec: { containers: [{ name: 'c', ports: [{ containerPort: 80 }] }] } },
      },
    });
    expect(service?.manifest['spec']).toEqual({
      selector: { app_name: 'hello' },
      ports: [{ port: 80, targetPort: '80' }],
    });
  });

  it('tells labels set on an object of others from the object itself', () => {
    const labels = {
      '//': at('mesh/L'),
      api_version: 'v1',
      kind: 'Namespace',
      metadata: { name: 'default' },
      labels: { 'istio-injection': 'enabled' },
    };
    expect(synthesizedObjects(stack({ kubernetes_labels: { l: labels } }))).toMatchObject([
      { kind: 'Namespace', partial: true, metadata: { name: 'default', labels: { 'istio-injection': 'enabled' } } },
    ]);
  });

  it('lists the release of another chart with its values merged as Helm merges them', () => {
    const charts = readSynthesizedStack(
      stack({
        helm_release: {
          istiod: {
            '//': at('mesh/ControlPlane/Istiod'),
            name: 'istiod',
            namespace: 'istio-system',
            chart: 'istiod',
            repository: 'https://charts.example',
            version: '1.30.3',
            values: ['profile: demo\npilot: {a: 1, b: [1]}', '{"pilot":{"b":[2]}}'],
          },
        },
      }),
    ).charts;
    expect(charts).toEqual([
      {
        name: 'istiod',
        namespace: 'istio-system',
        chart: 'istiod',
        repository: 'https://charts.example',
        version: '1.30.3',
        values: { profile: 'demo', pilot: { a: 1, b: [2] } },
        constructPath: 'mesh/ControlPlane/Istiod',
        address: 'helm_release.istiod',
      },
    ]);
  });

  it('names the release whose values it cannot read', () => {
    expect(readSynthesizedStack(stack(release(['${file("x")}']))).unreadable).toEqual([
      'helm_release.hello (mesh/Hello/Resource): values[0]: got neither JSON, YAML nor jsonencode of a local that this stack states',
    ]);
  });

  it('refuses what is no synthesized stack', () => {
    expect(() => synthesizedObjects('{}')).toThrow('expected the parsed content of a cdk.tf.json');
  });
});
