import { TerraformStack, Testing } from 'cdktf';
import { Construct } from 'constructs';
import { MeshContext } from '../../constructs/mesh-context';

const tree = () => {
  const app = Testing.app();
  const stack = new TerraformStack(app, 'a');
  return { app, stack, other: new TerraformStack(app, 'b'), leaf: new Construct(new Construct(stack, 'x'), 'y') };
};

describe('MeshContext', () => {
  it('answers with defaults where nothing is set', () => {
    expect(MeshContext.of(tree().leaf)).toMatchObject({
      istioVersion: '1.30.3',
      delivery: 'release',
      rootNamespace: 'istio-system',
      namespace: 'default',
      labels: {},
    });
  });

  it('takes each key from the nearest scope that sets it', () => {
    const { app, stack, other, leaf } = tree();
    MeshContext.set(app, { istioVersion: '1.17.2', namespace: 'shop' });
    MeshContext.set(stack, { delivery: 'manifest' });
    MeshContext.set(leaf, { namespace: 'web' });
    const { istioVersion, delivery, namespace } = MeshContext.of(leaf);
    expect({ istioVersion, delivery, namespace }).toEqual({
      istioVersion: '1.17.2',
      delivery: 'manifest',
      namespace: 'web',
    });
    expect(MeshContext.of(other).delivery).toBe('release');
  });

  it('refuses a change after something below has read the key, and names the reader', () => {
    const { stack, leaf } = tree();
    MeshContext.of(leaf).delivery;
    expect(() => MeshContext.set(stack, { delivery: 'manifest' })).toThrow(
      'a: MeshContext.delivery is set too late: a/x/y has read it already; set it before creating that construct',
    );
    expect(() => MeshContext.set(stack, { namespace: 'shop' })).not.toThrow();
  });

  it('refuses a key that it does not have', () => {
    const { stack } = tree();
    const misspelt = { istioversion: '1.17.2' } as object;
    expect(() => MeshContext.set(stack, misspelt)).toThrow(
      'a: MeshContext.istioversion: no such setting, takes istioVersion,',
    );
  });

  it('works across two copies of the package', () => {
    const { stack, leaf } = tree();
    MeshContext.set(stack, { namespace: 'shop' });
    jest.isolateModules(() => {
      const second = require('../../constructs/mesh-context') as typeof import('../../constructs/mesh-context');
      expect(second.MeshContext).not.toBe(MeshContext);
      expect(second.MeshContext.of(leaf).namespace).toBe('shop');
    });
  });
});
