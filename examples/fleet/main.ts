// Many teams, one mesh: a stack and a state a team, a bundle of routes each, deployed side by side.
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import { App, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
// In a program of your own: from 'cdktf-istio'.
import { DestinationRule, MeshContext, MeshNamespace, ResourceBundle, VirtualService } from '../../constructs';

class TeamStack extends TerraformStack {
  constructor(scope: Construct, team: string, services: readonly string[]) {
    super(scope, team);
    const cluster = { configPath: '~/.kube/config', configContext: 'minikube' };
    new KubernetesProvider(this, 'kubernetes', cluster);
    new HelmProvider(this, 'helm', { kubernetes: cluster });
    MeshContext.set(this, {
      istioVersion: this.node.tryGetContext('istioVersion'),
      namespace: team,
      labels: { team },
    });
    new MeshNamespace(this, 'Namespace', { name: team, injection: 'enabled' });
    const routes = new ResourceBundle(this, 'Routes');
    for (const service of services) {
      new DestinationRule(routes, `${service}-subsets`, {
        metadata: { name: service },
        spec: {
          host: service,
          subsets: ['v1', 'v2'].map((version) => ({ name: version, labels: { version } })),
        },
      });
      new VirtualService(routes, `${service}-routes`, {
        metadata: { name: service },
        spec: {
          hosts: [service],
          http: [
            {
              route: [
                { destination: { host: service, subset: 'v1' }, weight: 90 },
                { destination: { host: service, subset: 'v2' }, weight: 10 },
              ],
              timeout: '10s',
            },
          ],
        },
      });
    }
  }
}

const app = new App();
const teams = Number(app.node.tryGetContext('teams') ?? 20);
const services = Number(app.node.tryGetContext('services') ?? 1000);
for (let team = 0; team < teams; team++) {
  const names = Array.from({ length: services }, (_, service) => `service-${service}`);
  new TeamStack(
    app,
    `team-${team}`,
    names.filter((_, service) => service % teams === team),
  );
}
app.synth();
