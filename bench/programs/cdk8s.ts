import { ApiObject, App, Chart } from 'cdk8s';
import { count, folder, serviceSpecs } from './services';

// The same objects as YAML, unchecked.
const app = new App({ outdir: folder });
const chart = new Chart(app, 'bench');
for (let index = 0; index < count; index++) {
  const { name, virtualService, destinationRule } = serviceSpecs(index);
  const object = (kind: string, spec: object) =>
    new ApiObject(chart, `${name}-${kind}`, {
      apiVersion: 'networking.istio.io/v1',
      kind,
      metadata: { name, namespace: 'default' },
      spec,
    });
  object('VirtualService', virtualService);
  object('DestinationRule', destinationRule);
}
app.synth();
