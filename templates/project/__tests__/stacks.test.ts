import { Testing } from 'cdktf';
import { SynthesizedMesh } from 'cdktf-istio/testing';
import { HelloStack } from '../stacks/hello-stack';
import { MeshStack } from '../stacks/mesh-stack';

describe('the stacks', () => {
  const app = Testing.app();
  const mesh = new MeshStack(app, 'mesh');
  const hello = new HelloStack(app, 'hello', mesh);

  it('synthesize, with every check of cdktf-istio', () => {
    expect(() => [mesh, hello].map((stack) => Testing.synth(stack, true))).not.toThrow();
  });

  it('deploy the application after the mesh', () => {
    expect(hello.dependencies).toEqual([mesh]);
  });

  it('give the new version 5 % of the requests', () => {
    const outcome = SynthesizedMesh.of(hello).send({ host: 'example.com', path: '/hello' });
    expect(outcome).toMatchObject({
      kind: 'forwarded',
      destinations: [
        { subset: 'v1', percent: 95 },
        { subset: 'v2', percent: 5 },
      ],
    });
  });
});
