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

  it('share the requests between the versions as the step of the rollout says, and lose none', () => {
    const outcome = SynthesizedMesh.of(hello).send({ host: 'example.com', path: '/hello' });
    const { weight = 0 } = hello.rollout;
    const shares = [
      { subset: 'v1', percent: 100 - weight },
      { subset: 'v2', percent: weight },
    ].filter(({ percent }) => percent > 0);
    expect(outcome).toMatchObject({ kind: 'forwarded', destinations: shares });
  });
});
