import { App } from 'cdktf';
import { ResourceBundle } from '../../constructs/delivery/resource-bundle';
import { DestinationRule } from '../../constructs/resources/networking/destination-rule';
import { VirtualService } from '../../constructs/resources/networking/virtual-service';
import { connected } from './providers';
import { count, folder, serviceSpecs } from './services';

/** As many stacks as a company has teams. */
const STACKS = 20;

const app = new App({ outdir: folder });
const bundles = Array.from(
  { length: STACKS },
  (_, index) => new ResourceBundle(connected(app, `team-${index}`), 'Bundle'),
);
for (let index = 0; index < count; index++) {
  const { name, virtualService, destinationRule } = serviceSpecs(index);
  const bundle = bundles[index % STACKS] as ResourceBundle;
  new VirtualService(bundle, `${name}-VirtualService`, { metadata: { name }, spec: virtualService });
  new DestinationRule(bundle, `${name}-DestinationRule`, { metadata: { name }, spec: destinationRule });
}
app.synth();
