import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { TerraformResource, TerraformStack, Testing } from 'cdktf';
import type { IConstruct } from 'constructs';
import {
  AccessPolicy,
  ControlPlane,
  HelloWorld,
  IngressGateway,
  IngressTls,
  Kiali,
  MeshContext,
  MeshService,
  Prometheus,
  ServiceTraffic,
  TlsCredential,
  VirtualService,
} from '../../constructs';
import { isDeliverable } from '../../constructs/delivery/deliverable';
import { placeOf, withPlace } from '../../constructs/place';

/** The line of this test from which it is called. */
function line(): number {
  return Number(/place\.test\.ts:(\d+):/.exec(new Error().stack?.split('\n')[2] ?? '')?.[1]);
}

function stackOf(): TerraformStack {
  const stack = new TerraformStack(Testing.app(), 'shop');
  new HelmProvider(stack, 'Helm', {});
  new KubernetesProvider(stack, 'Kubernetes', {});
  MeshContext.set(stack, { namespace: 'shop' });
  return stack;
}

describe('the place of a construct', () => {
  const spec = { hosts: ['cart'], http: [{ route: [{ destination: { host: 'cart' } }] }] };

  it('is the line that makes it', () => {
    const stack = stackOf();
    const [here, one] = [line(), new VirtualService(stack, 'Cart', { metadata: { name: 'cart' }, spec })];
    expect(placeOf(one)).toMatch(new RegExp(`^__tests__/constructs/place\\.test\\.ts:${here}:\\d+$`));
  });

  it('is the line of what makes it, for what a construct of the package is made of', () => {
    const stack = stackOf();
    const from = line();
    const controlPlane = new ControlPlane(stack, 'ControlPlane');
    const gateway = new IngressGateway(stack, 'Ingress', { controlPlane });
    new HelloWorld(stack, 'Hello', { ingress: gateway });
    new IngressTls(stack, 'Tls', { gateway, hosts: ['a.example.com'], credential: TlsCredential.fromSecret('a') });
    new ServiceTraffic(stack, 'Traffic', { service: MeshService.fromName('cart') });
    new AccessPolicy(stack, 'Access', { rules: [] });
    const prometheus = new Prometheus(stack, 'Prometheus');
    new Kiali(stack, 'Kiali', { prometheus });
    const to = line();
    const inside = stack.node
      .findAll()
      .filter(
        (one) =>
          isDeliverable(one) ||
          (TerraformResource.isTerraformResource(one) && one.terraformResourceType !== 'terraform_data'),
      );
    const lines = inside.map((one: IConstruct) => Number(/:(\d+):\d+$/.exec(placeOf(one) ?? '')?.[1]));
    expect(lines.length).toBeGreaterThan(10);
    expect(
      inside.filter((_, i) => !((lines[i] ?? 0) > from && (lines[i] ?? 0) < to)).map(({ node }) => node.path),
    ).toEqual([]);
  });

  it('ends a line that has none yet', () => {
    const stack = stackOf();
    const one = new VirtualService(stack, 'Cart', { metadata: { name: 'cart' }, spec });
    const placed = withPlace('a fault', one);
    expect(placed).toBe(`a fault (${placeOf(one)})`);
    expect(withPlace(placed, one)).toBe(placed);
    expect(withPlace('a fault', stack)).toBe('a fault');
  });

  it('is the one that the text of a stack names, where nothing maps compiled code to its sources', () => {
    const { prepareStackTrace } = Error;
    const written: typeof prepareStackTrace = (error, frames) => [String(error), ...frames].join('\n    at ');
    const ErrorPrepareStackTrace: typeof prepareStackTrace = (...given) => written(...given);
    try {
      const stack = stackOf();
      const places = [written, ErrorPrepareStackTrace].map((reader, i) => {
        const one = new VirtualService(stack, `Cart${i}`, { metadata: { name: `cart-${i}` }, spec });
        Error.prepareStackTrace = reader;
        return placeOf(one);
      });
      expect(places[0]).toMatch(/place\.test\.ts:\d+:\d+$/);
      expect(places[1]).toBe(places[0]);
      expect(Error.prepareStackTrace).toBe(ErrorPrepareStackTrace);
    } finally {
      Error.prepareStackTrace = prepareStackTrace;
    }
  });

  it('leaves how deep the stacks of errors are as it was', () => {
    const before = Error.stackTraceLimit;
    new VirtualService(stackOf(), 'Cart', { metadata: { name: 'cart' }, spec });
    expect(Error.stackTraceLimit).toBe(before);
  });
});
