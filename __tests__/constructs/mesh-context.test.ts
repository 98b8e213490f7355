import { TerraformStack, TerraformVariable, Testing } from 'cdktf';
import { Construct } from 'constructs';
import { IstiodChart } from '../../constructs/charts/istiod-chart';
import { MeshNamespace } from '../../constructs/mesh/mesh-namespace';
import { MeshContext } from '../../constructs/mesh-context';
import { RateLimitService } from '../../constructs/policy/rate-limit-service';
import { MutualTls } from '../../constructs/security/mutual-tls';
import { MeshService } from '../../constructs/traffic/mesh-service';
import { ServiceTraffic } from '../../constructs/traffic/service-traffic';

const tree = () => {
  const app = Testing.app();
  const stack = new TerraformStack(app, 'a');
  return { app, stack, other: new TerraformStack(app, 'b'), leaf: new Construct(new Construct(stack, 'x'), 'y') };
};

describe('MeshContext', () => {
  it('answers with defaults where nothing is set', () => {
    expect(MeshContext.of(tree().leaf)).toMatchObject({
      istioVersion: '1.31.1',
      delivery: 'release',
      rootNamespace: 'istio-system',
      namespace: 'default',
      labels: {},
      clusterDomain: 'cluster.local',
      trustDomain: 'cluster.local',
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
      'a: MeshContext.istioversion: unknown setting, expected one of istioVersion,',
    );
  });

  it('refuses a tag that no image can have and a variant that there is not, and takes tokens for both', () => {
    const { stack } = tree();
    expect(() => MeshContext.set(stack, { imageTag: 'a tag' })).toThrow(
      'a: MeshContext.imageTag: expected the tag of an image: at most 128 letters, digits, dots, underscores and hyphens, the first a letter, a digit or an underscore, got "a tag"',
    );
    expect(() => MeshContext.set(stack, { imageVariant: 'distro' as 'debug' })).toThrow(
      'a: MeshContext.imageVariant: expected distroless or debug, got "distro"',
    );
    const { stringValue } = new TerraformVariable(stack, 'images', { type: 'string' });
    MeshContext.set(stack, { imageTag: stringValue, imageVariant: stringValue as 'debug' });
    expect(MeshContext.of(stack).imageTag).toBe(stringValue);
  });

  it('takes the construct that makes a namespace for the name of it', () => {
    const { stack, leaf } = tree();
    MeshContext.set(stack, { namespace: new MeshNamespace(stack, 'Namespace', { name: 'shop' }) });
    expect(MeshContext.of(leaf).namespace).toBe('shop');
  });

  it('has every host name end with the domain of the cluster', () => {
    const { stack } = tree();
    MeshContext.set(stack, { clusterDomain: 'corp.example', namespace: 'shop' });
    const cart = MeshService.fromName('cart', { namespace: 'other' });
    const traffic = new ServiceTraffic(stack, 'Traffic', {
      service: MeshService.fromName('web'),
      routes: [{ to: cart }],
    });
    expect(traffic.virtualService?.spec.http?.[0]?.route?.[0]?.destination?.host).toBe('cart.other.svc.corp.example');
    const tls = new MutualTls(stack, 'Tls', { mode: 'STRICT', tellClients: true });
    expect(tls.destinationRule?.spec.host).toBe('*.shop.svc.corp.example');
    expect(new RateLimitService(stack, 'Limits').host).toBe('ratelimit.shop.svc.corp.example');
  });

  it('says what the cluster, its network and its identities are called to istiod, and nothing where they have the usual names', () => {
    const { stack, other } = tree();
    MeshContext.set(stack, {
      clusterDomain: 'corp.example',
      trustDomain: 'mesh.example',
      clusterName: 'east',
      network: 'network-1',
    });
    expect(new IstiodChart(stack, 'Istiod').values).toMatchObject({
      global: {
        proxy: { clusterDomain: 'corp.example' },
        multiCluster: { clusterName: 'east' },
        network: 'network-1',
      },
      meshConfig: { trustDomain: 'mesh.example' },
    });
    expect(new IstiodChart(other, 'Istiod').values).not.toHaveProperty('meshConfig');
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
