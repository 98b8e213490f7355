import { existsSync } from 'node:fs';
import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { type GatewayProfile, profileOf } from '../config/profiles';
import type { Settings } from '../config/settings';
import { Jaeger } from '../constructs/addons/jaeger';
import { ControlPlane } from '../constructs/mesh/control-plane';
import type { EdgeGatewayProps } from '../constructs/mesh/edge-gateway';
import { EgressGateway } from '../constructs/mesh/egress-gateway';
import { GatewayAddress } from '../constructs/mesh/gateway-address';
import { GatewayApiDefinitions } from '../constructs/mesh/gateway-api-definitions';
import { IngressGateway } from '../constructs/mesh/ingress-gateway';
import { MeshNamespace } from '../constructs/mesh/mesh-namespace';
import { MeshContext } from '../constructs/mesh-context';
import { gatewayApiFile, has } from '../constructs/versions';
import { ClusterStack } from './cluster-stack';

/** Istio itself: its namespace, its definitions, istiod, and the gateways of the profile. */
export class MeshStack extends ClusterStack {
  /** Undefined where the profile has none. */
  readonly ingress: IngressGateway | undefined;
  /** Undefined where the profile has none. */
  readonly egress: EgressGateway | undefined;
  readonly namespace: MeshNamespace;
  readonly controlPlane: ControlPlane;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id, settings);
    const { rootNamespace } = MeshContext.of(this);
    const profile = profileOf(settings.profile);
    const { istioVersion } = settings;
    const tracesByDefault = has(istioVersion, 'tracesByDefault');
    const chartProfile = has(istioVersion, 'chartProfiles') ? profile.chartProfile : undefined;

    // A Telemetry resource can only name a provider that the mesh configuration has.
    const jaeger = Jaeger.extensionProvider(rootNamespace);
    const deploysJaeger = settings.addons.includes('jaeger') && settings.addonUrls.jaeger === undefined;
    const provided = has(istioVersion, 'jaegerInDemo') && profile.tracingProviders.includes(jaeger.name);

    this.namespace = new MeshNamespace(this, 'Namespace', { name: rootNamespace });
    this.controlPlane = new ControlPlane(this, 'ControlPlane', {
      namespace: this.namespace,
      chartProfile,
      istiod: chartProfile === undefined ? profile.istiod : {},
      extensionProviders: deploysJaeger && !tracesByDefault && !provided ? [jaeger] : [],
    });
    // A cluster that has them already, or gets them from others, needs no file.
    if (settings.trafficApi !== 'istio' && existsSync(gatewayApiFile(MeshContext.of(this).gatewayApi))) {
      new GatewayApiDefinitions(this, 'GatewayApi', { namespace: this.namespace });
    }
    const gateway = (of: GatewayProfile): EdgeGatewayProps => ({ ...of, controlPlane: this.controlPlane });
    this.ingress =
      profile.ingressGateway &&
      new IngressGateway(this, 'IngressGateway', {
        ...gateway(profile.ingressGateway),
        serviceType: settings.ingressServiceType,
      });
    this.egress = profile.egressGateway && new EgressGateway(this, 'EgressGateway', gateway(profile.egressGateway));

    if (this.ingress) this.addOutputs(this.ingress, settings);
  }

  private addOutputs(gateway: IngressGateway, { kubeContext }: Settings): void {
    const address = new GatewayAddress(this, 'IngressAddress', { gateway, kubeContext });
    // One object, because the cdktf command fails over an output that is null.
    new TerraformOutput(this, 'ingress', {
      value: { host: address.host, port: address.port, hint: address.hint },
      description:
        'Where the ingress gateway accepts HTTP; null while its address is pending, with a hint on what gives one.',
    });
  }
}
