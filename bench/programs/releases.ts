import { ResourceBundle } from '../../constructs/delivery/resource-bundle';
import { DestinationRule } from '../../constructs/resources/networking/destination-rule';
import { VirtualService } from '../../constructs/resources/networking/virtual-service';
import { program } from './providers';
import { count, serviceSpecs } from './services';

// A release a service: what one service needs goes and comes together.
const { app, stack } = program();
for (let index = 0; index < count; index++) {
  const { name, virtualService, destinationRule } = serviceSpecs(index);
  const service = new ResourceBundle(stack, name, { releaseName: name });
  new VirtualService(service, 'VirtualService', { metadata: { name }, spec: virtualService });
  new DestinationRule(service, 'DestinationRule', { metadata: { name }, spec: destinationRule });
}
app.synth();
