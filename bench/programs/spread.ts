import { ResourceBundle } from '../../constructs/delivery/resource-bundle';
import { DestinationRule } from '../../constructs/resources/networking/destination-rule';
import { VirtualService } from '../../constructs/resources/networking/virtual-service';
import { program } from './providers';
import { count, serviceSpecs } from './services';

const { app, stack } = program();
// As many as Terraform works on at once, and no more in each than istiod's webhook can check side by side.
const bundle = new ResourceBundle(stack, 'Bundle', { releases: Math.max(10, Math.ceil(count / 100)) });
for (let index = 0; index < count; index++) {
  const { name, virtualService, destinationRule } = serviceSpecs(index);
  new VirtualService(bundle, `${name}-VirtualService`, { metadata: { name }, spec: virtualService });
  new DestinationRule(bundle, `${name}-DestinationRule`, { metadata: { name }, spec: destinationRule });
}
app.synth();
