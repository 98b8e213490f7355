import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { App, Aspects, TerraformStack } from 'cdktf';
import { DestinationRule, EnvoyFilter, VirtualService } from '../../constructs';
import { noEnvoyFilters, routesHaveTimeouts, TeamRules } from '../../examples/policy/team-rules';

function synthesize(build: (stack: TerraformStack) => void): void {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'team-rules-')) });
  const stack = new TerraformStack(app, 'shop');
  new KubernetesProvider(stack, 'kubernetes');
  new HelmProvider(stack, 'helm');
  Aspects.of(stack).add(new TeamRules([routesHaveTimeouts, noEnvoyFilters]));
  build(stack);
  app.synth();
}

const route = (more: object) => ({
  metadata: { name: 'cart' },
  spec: { hosts: ['cart'], http: [{ route: [{ destination: { host: 'cart' } }], ...more }] },
});

describe('the rules of a team, as an Aspect', () => {
  it('stop the synthesis of an object that breaks one, and name the field', () => {
    expect(() => synthesize((stack) => new VirtualService(stack, 'Cart', route({})))).toThrow(
      /VirtualService cart: spec\.http\[0\]\.timeout: got none, wanted e\.g\. 10s/,
    );
  });

  it('let an object pass that keeps them, and kinds that none is about', () => {
    synthesize((stack) => {
      new VirtualService(stack, 'Cart', route({ timeout: '10s' }));
      new DestinationRule(stack, 'Rule', { metadata: { name: 'cart' }, spec: { host: 'cart' } });
    });
  });

  it('let an object off that says why', () => {
    synthesize((stack) => {
      const { metadata, spec } = route({});
      const annotations = { 'policy.example.com/skip': 'streams for hours' };
      new VirtualService(stack, 'Cart', { metadata: { ...metadata, annotations }, spec });
    });
  });

  it('see objects that are delivered as manifests', () => {
    const filter = { metadata: { name: 'raw' }, spec: {}, delivery: 'manifest' as const };
    expect(() => synthesize((stack) => new EnvoyFilter(stack, 'Raw', filter))).toThrow(/ask the platform team/);
  });
});
