import { addressOf, gatewaysOf, type Service } from '../checks/gateways';
import type { SynthesizedStack } from '../project/stacks';
import type { MeshContent, Session } from '../session/session';
import type { TerraformOutput } from '../terraform/events';

/** Whether an output has a field that is not known yet. */
export function hasOpenFields(outputs: Readonly<Record<string, TerraformOutput>> = {}): boolean {
  return Object.values(outputs).some(
    ({ value }) => typeof value === 'object' && value !== null && Object.values(value).includes(null),
  );
}

// Most balancers give an address within seconds; minikube gives none without its tunnel.
const ADDRESS_WAIT_MILLISECONDS = 5000;

/** The gateways whose balancer gives no address, one line each. */
export async function pendingAddresses(
  session: Session,
  content: MeshContent,
  stacks: readonly SynthesizedStack[],
): Promise<readonly string[]> {
  const gateways = gatewaysOf(
    content,
    stacks.map(({ name }) => name),
  );
  const read = () =>
    Promise.all(
      gateways.map(({ namespace, name }) =>
        session.api.find<Service>(`/api/v1/namespaces/${namespace}/services/${name}`),
      ),
    );
  const isPending = (service: Service | undefined): service is Service =>
    service?.spec.type === 'LoadBalancer' && addressOf(service) === undefined;
  let services = await read();
  const deadline = Date.now() + ADDRESS_WAIT_MILLISECONDS;
  while (services.some(isPending) && Date.now() < deadline) {
    await new Promise((wake) => setTimeout(wake, 500));
    services = await read();
  }
  return services.flatMap((service) =>
    isPending(service)
      ? [
          `the address of ${service.metadata.namespace}/${service.metadata.name} is pending: minikube tunnel (in a second terminal) gives one; then run mesh up again, or mesh verify`,
        ]
      : [],
  );
}
