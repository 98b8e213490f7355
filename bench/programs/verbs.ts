import { App } from 'cdktf';
import { CustomResource } from '../../constructs/delivery/custom-resource';
import { ResourceBundle } from '../../constructs/delivery/resource-bundle';
import { DestinationRule } from '../../constructs/resources/networking/destination-rule';
import { VirtualService } from '../../constructs/resources/networking/virtual-service';
import { connected } from './providers';
import { count, folder } from './services';

/** A fleet as operators have it: twenty services a namespace, with a route and a rule each, and a bundle a namespace. */
const PER_NAMESPACE = 20;

const app = new App({ outdir: folder });
const stack = connected(app, 'fleet');
const namespaces = new ResourceBundle(stack, 'Namespaces', { releaseName: 'fleet-namespaces' });
for (let first = 0; first < count; first += PER_NAMESPACE) {
  const namespace = `team-${first / PER_NAMESPACE}`;
  const metadata = { name: namespace, labels: { 'istio-injection': 'enabled' } };
  new CustomResource(namespaces, namespace, { apiVersion: 'v1', kind: 'Namespace', metadata, clusterWide: true });
  const team = new ResourceBundle(stack, namespace, { releaseName: namespace, namespace });
  for (let index = first; index < Math.min(first + PER_NAMESPACE, count); index++) {
    const name = `service-${index}`;
    new CustomResource(team, `${name}-Service`, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name },
      spec: { selector: { app: name }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
    });
    new DestinationRule(team, `${name}-DestinationRule`, {
      metadata: { name },
      spec: { host: name, subsets: [{ name: 'v1', labels: { version: 'v1' } }] },
    });
    new VirtualService(team, `${name}-VirtualService`, {
      metadata: { name },
      spec: { hosts: [name], http: [{ route: [{ destination: { host: name, subset: 'v1' } }] }] },
    });
  }
}
app.synth();
