import { App, TerraformStack } from 'cdktf';
import { folder } from './services';

const app = new App({ outdir: folder });
new TerraformStack(app, 'empty');
app.synth();
