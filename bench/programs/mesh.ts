import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { parseAllDocuments } from 'yaml';
import { CustomResource, ResourceBundle } from '../../constructs/delivery';
import { count, folder } from './services';
import { servicesYaml } from './services-yaml';

/** Services with workloads, routes, rules and policies, as the map draws them. */
const app = new App({ outdir: folder });
const stack = new TerraformStack(app, 'mesh');
new HelmProvider(stack, 'helm', {});
const bundle = new ResourceBundle(stack, 'Bundle', { releases: 4 });
parseAllDocuments(servicesYaml(count)).forEach((document, i) => {
  const { apiVersion, kind, metadata, spec } = document.toJS();
  new CustomResource(bundle, `O${i}`, { apiVersion, kind, metadata, spec, clusterWide: kind === 'Namespace' });
});
app.synth();
