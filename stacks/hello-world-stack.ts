import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import type { Settings } from '../config/settings';
import { Jaeger } from '../constructs/addons/jaeger';
import { HelloWorld } from '../constructs/apps/hello-world';
import { GatewayAddress } from '../constructs/mesh/gateway-address';
import { InjectionLabel } from '../constructs/mesh/injection-label';
import { MeshNamespace } from '../constructs/mesh/mesh-namespace';
import { MeshContext } from '../constructs/mesh-context';
import type { AddonsStack } from './addons-stack';
import { ClusterStack } from './cluster-stack';
import type { MeshStack } from './mesh-stack';

/** The sample application, with sidecars, behind the ingress gateway. */
export class HelloWorldStack extends ClusterStack {
  readonly app: HelloWorld;

  constructor(scope: Construct, id: string, settings: Settings, mesh: MeshStack, addons: AddonsStack) {
    super(scope, id, settings);
    // Pods started before istiod answers would stay without a sidecar.
    this.addDependency(mesh);
    const { appNamespace: namespace } = settings;
    MeshContext.set(this, { namespace });
    // Every cluster has a namespace "default", which is not this program's to create or delete.
    const injection =
      namespace === 'default'
        ? new InjectionLabel(this, 'InjectionLabel', { namespace })
        : new MeshNamespace(this, 'Namespace', { name: namespace, injection: 'enabled' });
    this.app = new HelloWorld(this, 'HelloWorld', { ingress: mesh.ingress, dependsOn: [injection] });
    if (addons.jaeger instanceof Jaeger) addons.jaeger.trace(this, 'Tracing', { namespace })?.addDependency(injection);

    if (mesh.ingress) {
      const address = new GatewayAddress(this, 'IngressAddress', {
        gateway: mesh.ingress,
        kubeContext: settings.kubeContext,
      });
      new TerraformOutput(this, 'hello', {
        value: {
          url: address.within('http://', this.app.path),
          curl: address.within('curl http://', this.app.path),
          hint: address.hint,
        },
        description:
          'Where the application says hello; null while the address is pending, with a hint on what gives one.',
      });
    }
  }
}
