// Routes of one service, given as props and added one by one, each to the synthesized stack; the best of several runs.
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { TerraformStack, Testing } from 'cdktf';
import { MeshService } from '../../constructs/traffic/mesh-service';
import { ServiceTraffic } from '../../constructs/traffic/service-traffic';

const COUNT = 800;
const service = MeshService.fromName('shop');
const routes = Array.from({ length: COUNT }, (_, index) => ({
  match: { path: { prefix: `/part-${index}/` } },
  to: MeshService.fromName(`part-${index}`),
}));

function milliseconds(rule: (stack: TerraformStack) => void): number {
  const stack = new TerraformStack(Testing.app(), 'shop');
  new HelmProvider(stack, 'helm', {});
  const start = performance.now();
  rule(stack);
  Testing.synth(stack, true);
  return performance.now() - start;
}

const byProps = (): number => milliseconds((stack) => void new ServiceTraffic(stack, 'Traffic', { service, routes }));
const byCalls = (): number =>
  milliseconds((stack) => {
    const traffic = new ServiceTraffic(stack, 'Traffic', { service });
    for (const route of routes) traffic.addRoute(route);
  });

const best = { byProps: Number.POSITIVE_INFINITY, byCalls: Number.POSITIVE_INFINITY };
for (let run = 0; run < 7; run++) {
  best.byProps = Math.min(best.byProps, byProps());
  best.byCalls = Math.min(best.byCalls, byCalls());
}
process.stdout.write(`${JSON.stringify(best)}\n`);
