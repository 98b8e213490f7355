import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { TerraformStack, Testing, Token } from 'cdktf';
import type { Construct } from 'constructs';
import { ResourceBundle } from '../../../../constructs/delivery/resource-bundle';
import { DestinationRule } from '../../../../constructs/resources/networking/destination-rule';
import { VirtualService } from '../../../../constructs/resources/networking/virtual-service';

const stackOf = () => {
  const stack = new TerraformStack(Testing.app(), 'shop');
  new HelmProvider(stack, 'helm', {});
  return stack;
};

const releasesOf = (stack: TerraformStack): Record<string, { depends_on?: string[] }> =>
  JSON.parse(Testing.synth(stack, true)).resource.helm_release;

const rule = (scope: Construct, name: string, host: string, ...subsets: string[]) =>
  new DestinationRule(scope, `Rule-${name}`, {
    metadata: { name },
    spec: { host, subsets: subsets.map((subset) => ({ name: subset, labels: { version: subset } })) },
  });

const route = (stack: TerraformStack, host: string, subset?: string) =>
  new VirtualService(stack, 'Route', {
    metadata: { name: 'route' },
    spec: { hosts: ['cart'], http: [{ route: [{ destination: { host, subset } }] }] },
  });

describe('a VirtualService and the subsets it names', () => {
  it('is deployed after the rule that defines them, however the host is written and whatever was written first', () => {
    const stack = stackOf();
    route(stack, 'cart.default.svc.cluster.local', 'v1');
    rule(stack, 'cart', 'cart', 'v1', 'v2');
    rule(stack, 'cart-v3', 'cart', 'v3');
    rule(stack, 'other', 'other', 'v1');
    expect(releasesOf(stack)['default_virtualservice-route']?.depends_on).toEqual([
      'helm_release.default_destinationrule-cart',
    ]);
  });

  it('waits for a rule whose host was patched after a first look at it', () => {
    const stack = stackOf();
    const other = rule(stack, 'cart', 'other', 'v1');
    route(stack, 'cart', 'v1');
    expect(releasesOf(stack)['default_virtualservice-route']?.depends_on).toBeUndefined();
    other.patch({ spec: { host: 'cart' } });
    expect(releasesOf(stack)['default_virtualservice-route']?.depends_on).toEqual([
      'helm_release.default_destinationrule-cart',
    ]);
  });

  it('waits for nothing where it names no subset', () => {
    const stack = stackOf();
    rule(stack, 'cart', 'cart', 'v1');
    route(stack, 'cart');
    expect(releasesOf(stack)['default_virtualservice-route']?.depends_on).toBeUndefined();
  });

  it('does not wait for a bundle that holds the rule among others', () => {
    const stack = stackOf();
    rule(new ResourceBundle(stack, 'Rules', { releaseName: 'rules' }), 'cart', 'cart', 'v1');
    route(stack, 'cart', 'v1');
    expect(releasesOf(stack)['default_virtualservice-route']?.depends_on).toBeUndefined();
  });

  it('takes routes that only Terraform knows', () => {
    const stack = stackOf();
    rule(stack, 'cart', 'cart', 'v1');
    new VirtualService(stack, 'Route', {
      metadata: { name: 'route' },
      spec: { hosts: ['cart'], http: Token.asAny('${var.routes}') as never },
    });
    expect(() => releasesOf(stack)).not.toThrow();
  });
});
