import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import type { AddonName, Settings } from '../config/settings';
import { type DashboardServer, Grafana } from '../constructs/addons/grafana';
import { Jaeger, type TraceStore } from '../constructs/addons/jaeger';
import { Kiali } from '../constructs/addons/kiali';
import { ADDON_PAGES } from '../constructs/addons/pages';
import { type MetricsStore, Prometheus } from '../constructs/addons/prometheus';
import { ClusterStack } from './cluster-stack';
import type { MeshStack } from './mesh-stack';

/** The addons of the settings, each deployed or replaced by a URL, and wired to one another. */
export class AddonsStack extends ClusterStack {
  readonly prometheus: MetricsStore | undefined;
  readonly grafana: DashboardServer | undefined;
  readonly jaeger: TraceStore | Jaeger | undefined;
  readonly kiali: Kiali | undefined;

  constructor(scope: Construct, id: string, settings: Settings, mesh: MeshStack) {
    super(scope, id, settings);
    this.addDependency(mesh);
    const { addonUrls: urls } = settings;
    const wanted = (name: AddonName): boolean => settings.addons.includes(name);
    const gateways = [mesh.ingress, mesh.egress].filter((gateway) => gateway !== undefined);
    const links = {
      grafana: urls.grafana ?? localUrl('grafana'),
      tracing: urls.jaeger ?? localUrl('jaeger'),
    };

    if (wanted('prometheus')) {
      this.prometheus = urls.prometheus ? Prometheus.fromUrl(urls.prometheus) : new Prometheus(this, 'Prometheus');
    }
    if (wanted('grafana') && this.prometheus) {
      this.grafana = urls.grafana
        ? Grafana.fromUrl(urls.grafana)
        : new Grafana(this, 'Grafana', { prometheus: this.prometheus, dashboards: settings.dashboardsRepository });
    }
    if (wanted('jaeger'))
      this.jaeger = urls.jaeger ? Jaeger.fromUrl(urls.jaeger) : new Jaeger(this, 'Jaeger', { traces: gateways });
    if (wanted('kiali') && this.prometheus && !urls.kiali) {
      this.kiali = new Kiali(this, 'Kiali', {
        prometheus: this.prometheus,
        grafana: this.grafana,
        jaeger: this.jaeger,
        links,
      });
    }

    new TerraformOutput(this, 'dashboards', {
      value: Object.fromEntries(
        settings.addons.map((name) => [name, urls[name] ?? forward(name, mesh.namespace.name, settings.kubeContext)]),
      ),
      description: 'Addon -> the command that makes its dashboard reachable, or its URL.',
    });
  }
}

function localUrl(name: AddonName): string {
  const { port, path } = ADDON_PAGES[name];
  return `http://localhost:${port}${path}`;
}

function forward(name: AddonName, namespace: string, kubeContext: string): string {
  const { services, servicePort, port } = ADDON_PAGES[name];
  return `kubectl --context ${kubeContext} -n ${namespace} port-forward service/${services[0]} ${port}:${servicePort}  # ${localUrl(name)}`;
}
