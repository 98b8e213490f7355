import { App } from 'cdktf';
import { reportFaults } from 'cdktf-istio';
import { HelloStack } from './stacks/hello-stack';
import { MeshStack } from './stacks/mesh-stack';

reportFaults(() => {
  const app = new App();
  const mesh = new MeshStack(app, 'mesh');
  new HelloStack(app, 'hello', mesh);
  app.synth();
});
