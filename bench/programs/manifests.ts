import { Manifest } from '@cdktf/provider-kubernetes/lib/manifest';
import { program } from './providers';
import { count, serviceSpecs } from './services';

// What one writes without this package: the provider's own class, unchecked.
const { app, stack } = program();
for (let index = 0; index < count; index++) {
  const { name, virtualService, destinationRule } = serviceSpecs(index);
  const manifest = (kind: string, spec: object) =>
    new Manifest(stack, `${name}-${kind}`, {
      manifest: {
        apiVersion: 'networking.istio.io/v1',
        kind,
        metadata: { name, namespace: 'default' },
        spec,
      },
    });
  manifest('VirtualService', virtualService);
  manifest('DestinationRule', destinationRule);
}
app.synth();
