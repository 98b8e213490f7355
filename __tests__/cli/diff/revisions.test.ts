import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { App, TerraformStack, Testing } from 'cdktf';
import { synthesizedSide } from '../../../cli/diff/objects/stack-side';
import { DEFAULT_POLICY } from '../../../cli/diff/policy';
import { reportOn } from '../../../cli/diff/report';
import { CanaryUpgrade, HelloWorld, IngressGateway, type UpgradeStep, type UpgradeStepName } from '../../../constructs';
import { sayings } from './recorded-plans';

/** A mesh at a step of an upgrade, as it is synthesized. */
function meshAt(
  step: UpgradeStepName | number,
  restart: boolean,
  gateways: readonly UpgradeStep[] = ['gateways'],
): object {
  const stack = new TerraformStack(new App(), 'mesh');
  new HelmProvider(stack, 'helm', {});
  new KubernetesProvider(stack, 'kubernetes', {});
  const upgrade = new CanaryUpgrade(stack, 'Mesh', {
    from: { istioVersion: '1.30.3' },
    to: { istioVersion: '1.31.0' },
    namespaces: [{ name: 'shop', create: true }, 'tests'],
    steps: ['install', 'canary', { namespaces: 100 }, ...gateways, 'default', 'retire'],
    step,
    restart,
  });
  new IngressGateway(upgrade.gateways, 'Ingress', { replicas: 4 });
  new HelloWorld(stack, 'HelloWorld', { namespace: 'shop' });
  return JSON.parse(Testing.synth(stack, true));
}

function said(
  before: UpgradeStepName | number,
  after: UpgradeStepName | number,
  restart = true,
  gateways?: readonly UpgradeStep[],
): string[] {
  const side = (step: UpgradeStepName | number) => synthesizedSide('mesh', meshAt(step, restart, gateways));
  const input = { stack: 'mesh', before: side(before), after: side(after) };
  return sayings(reportOn([input], { policy: DEFAULT_POLICY, comparison: { mode: 'versions' } }));
}

describe('of an upgrade by revisions', () => {
  it('the step "install" says which release is new', () => {
    expect(said(0, 'install')).toEqual([
      expect.stringMatching(/^release istio-system\/istio-base: Istio definitions \(base\) 1\.30\.3 -> 1\.31\.0/),
      expect.stringMatching(/^release istio-system\/istiod-1-31-0: istiod 1\.31\.0 is new/),
    ]);
  });

  it('the step "canary" says that the tag moves', () => {
    expect(said('install', 'canary')).toEqual([
      'MutatingWebhookConfiguration istio-revision-tag-canary: tag canary moves from revision 1-30-3 to 1-31-0 [touches-webhook]',
      'Service istio-system/istiod-revision-tag-canary: the Service of tag canary leads to revision 1-31-0 instead of 1-30-3',
    ]);
  });

  it('the step "namespaces" says how many workloads restart', () => {
    expect(said('canary', 'namespaces')).toContain(
      'Namespace shop: namespace shop moves from revision 1-30-3 to 1-31-0 (2 workloads restart) [restarts]',
    );
    expect(said('canary', 'namespaces', false)).toEqual([
      'Namespace shop: namespace shop moves from revision 1-30-3 to 1-31-0 (0 workloads restart); 2 more must be restarted',
      'Namespace tests: namespace tests moves from revision 1-30-3 to 1-31-0; running pods must restart',
    ]);
  });

  it('the step "gateways" says that they restart', () => {
    expect(said('namespaces', 'gateways')).toContain(
      'release istio-system/istio-ingressgateway: revision that the gateway gets its proxy from: 1-30-3 -> 1-31-0 [restarts]',
    );
  });

  it('a share of the gateways is a Deployment beside theirs, until the old revision goes', () => {
    const shares = [{ gateways: 25 }, 'gateways'] as const;
    expect(said(3, 4, true, shares)).toEqual([
      'release istio-system/istio-ingressgateway: replicas: 4 -> 3',
      'release istio-system/istio-ingressgateway-1-31-0: gateway 1.31.0 is new',
    ]);
    expect(said(4, 'gateways', true, shares)).toContain(
      'release istio-system/istio-ingressgateway: revision that the gateway gets its proxy from: 1-30-3 -> 1-31-0 [restarts]',
    );
    expect(said('default', 'retire', true, shares)).toContain(
      'release istio-system/istio-ingressgateway-1-31-0: gateway 1.31.0 is deleted [deletes-serving]',
    );
  });

  it('the step "default" says what validates', () => {
    const sayings = said('gateways', 'default');
    expect(sayings).toContain(
      'release istio-system/istio-base: revision that validates resources: 1-30-3 -> 1-31-0 [touches-webhook]',
    );
    expect(sayings.filter((one) => one.includes(': tag '))).toHaveLength(2);
  });

  it('the step "retire" says that the namespaces stay where they are', () => {
    expect(said('default', 'retire')).toEqual([
      'release istio-system/istiod-1-30-3: istiod 1.30.3 is deleted [deletes-serving, touches-webhook]',
      'Namespace shop: namespace shop stays on revision 1-31-0, now by the label stable',
      'Namespace tests: namespace tests stays on revision 1-31-0, now by the label stable',
    ]);
  });
});
