/** Services with workloads, routes, rules and policies, as the YAML that the checks and `istioctl analyze` read. */
export function servicesYaml(count: number): string {
  const perNamespace = 20;
  const documents: object[] = [];
  for (let i = 0; i < count; i += 1) {
    const namespace = `team-${Math.floor(i / perNamespace)}`;
    if (i % perNamespace === 0)
      documents.push(named('v1', 'Namespace', namespace, undefined, {}, { 'istio-injection': 'enabled' }));
    const name = `service-${i}`;
    const labels = { app: name };
    const versions = ['v1', 'v2'];
    documents.push(
      named('v1', 'Service', name, namespace, {
        selector: labels,
        ports: [{ name: 'http', port: 80, targetPort: 8080, protocol: 'TCP' }],
      }),
      named('v1', 'ServiceAccount', name, namespace),
      ...versions.map((version) => workload(`${name}-${version}`, name, namespace, { ...labels, version })),
      named('networking.istio.io/v1', 'DestinationRule', name, namespace, {
        host: name,
        subsets: versions.map((version) => ({ name: version, labels: { version } })),
      }),
      named('networking.istio.io/v1', 'VirtualService', name, namespace, {
        hosts: [name],
        http: [
          {
            match: [{ headers: { canary: { exact: 'yes' } } }],
            route: [{ destination: { host: name, subset: 'v2' } }],
          },
          { route: [{ destination: { host: name, subset: 'v1' } }] },
        ],
      }),
      named('security.istio.io/v1', 'AuthorizationPolicy', name, namespace, {
        selector: { matchLabels: labels },
        rules: [{ from: [{ source: { principals: [`cluster.local/ns/${namespace}/sa/${name}`] } }] }],
      }),
    );
  }
  // JSON is YAML, and both readers parse it the faster.
  return documents.map((document) => JSON.stringify(document)).join('\n---\n');
}

function named(
  apiVersion: string,
  kind: string,
  name: string,
  namespace?: string,
  spec?: object,
  labels?: object,
): object {
  return {
    apiVersion,
    kind,
    metadata: { name, ...(namespace && { namespace }), ...(labels && { labels }) },
    ...(spec && { spec }),
  };
}

function workload(name: string, account: string, namespace: string, labels: Readonly<Record<string, string>>): object {
  const container = { name: 'main', image: 'main:1', ports: [{ containerPort: 8080 }] };
  const template = { metadata: { labels }, spec: { serviceAccountName: account, containers: [container] } };
  return named('apps/v1', 'Deployment', name, namespace, { selector: { matchLabels: labels }, template });
}
