import { App, TerraformStack } from 'cdktf';
import { MeshContext } from '../../../constructs/mesh-context';
import { PolicyTarget } from '../../../constructs/references/policy-target';
import { ServiceAccount } from '../../../constructs/references/service-account';
import { Workload } from '../../../constructs/references/workload';

const stack = () => new TerraformStack(new App(), 'shop');

describe('a workload that somebody else owns', () => {
  it('is known by its app label', () => {
    expect(Workload.fromName('reviews', { namespace: 'shop' })).toEqual({
      name: 'reviews',
      namespace: 'shop',
      selector: { app: 'reviews' },
    });
  });

  it('may be known by other labels', () => {
    const selector = { app: 'reviews', version: 'v1' };
    expect(Workload.fromName('reviews-v1', { namespace: 'shop', selector }).selector).toEqual(selector);
  });

  it('refuses a selector without labels, which would select every pod', () => {
    expect(() => Workload.fromName('reviews', { namespace: 'shop', selector: {} })).toThrow(
      'Workload "reviews": selector: expected the labels that single out',
    );
  });

  it("has the labels and ports of Istio's own gateways where it is a gateway", () => {
    expect(Workload.gatewayFromName('istio-egressgateway', { namespace: 'istio-system' })).toEqual({
      name: 'istio-egressgateway',
      namespace: 'istio-system',
      selector: { istio: 'egressgateway' },
      ports: [
        { port: 80, targetPort: 8080 },
        { port: 443, targetPort: 8443 },
      ],
    });
  });

  it('never changes', () => {
    const workload = Workload.fromName('reviews', { namespace: 'shop' });
    expect(Object.isFrozen(workload) && Object.isFrozen(workload.selector)).toBe(true);
  });
});

describe('a service account', () => {
  it("is a principal of the mesh's own trust domain", () => {
    expect(ServiceAccount.principalOf(ServiceAccount.fromName('web', { namespace: 'shop' }))).toBe(
      'cluster.local/ns/shop/sa/web',
    );
  });

  it('may belong to another trust domain', () => {
    const account = ServiceAccount.fromName('web', { namespace: 'shop', trustDomain: 'example.com' });
    expect(ServiceAccount.principalOf(account)).toBe('example.com/ns/shop/sa/web');
  });
});

describe('what a policy applies to', () => {
  it("is the root namespace of the scope's mesh", () => {
    const scope = stack();
    MeshContext.set(scope, { rootNamespace: 'mesh-root' });
    expect(PolicyTarget.mesh().resolve(scope)).toEqual({ namespace: 'mesh-root' });
    expect(PolicyTarget.mesh().describe(scope)).toBe('the mesh');
  });

  it("is the scope's namespace where none is named", () => {
    const scope = stack();
    MeshContext.set(scope, { namespace: 'shop' });
    expect(PolicyTarget.namespace().resolve(scope)).toEqual({ namespace: 'shop' });
    expect(PolicyTarget.namespace('billing').resolve(scope)).toEqual({ namespace: 'billing' });
    expect(PolicyTarget.namespace({ name: 'billing' }).describe(scope)).toBe('namespace billing');
  });

  it('is a workload by its labels', () => {
    const reviews = Workload.fromName('reviews', { namespace: 'shop' });
    expect(PolicyTarget.workload(reviews).resolve(stack())).toEqual({
      namespace: 'shop',
      selector: { app: 'reviews' },
      workload: 'reviews',
    });
    expect(PolicyTarget.workload(reviews).describe(stack())).toBe('workload reviews of namespace shop');
  });
});
