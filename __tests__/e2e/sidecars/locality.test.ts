import { Duration } from '../../../constructs/duration';
import {
  CircuitBreaker,
  LoadBalancer,
  Locality,
  MeshService,
  Retries,
  ServiceTraffic,
} from '../../../constructs/traffic';
import { delivered, stackWith } from '../../policy-stack';
import { kubectl } from '../cluster';
import { eventually } from '../ingress';
import { describeHere } from '../needs';
import { apply, CONTAINER, rolledOut, TestPod } from './pods';

const NAMESPACE = 'e2e-locality';
const URL = `http://server.${NAMESPACE}:5000/`;

/** A Deployment whose pod says that it runs in a region, wherever its node is. */
function pod(name: string, app: string, region: string): object {
  const labels = { app, version: name, 'istio-locality': `${region}.zone` };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: NAMESPACE },
    spec: {
      selector: { matchLabels: { app, version: name } },
      template: { metadata: { labels }, spec: { terminationGracePeriodSeconds: 1, containers: [CONTAINER] } },
    },
  };
}

/** What the program delivers to the namespace of the test. */
function rules(): readonly object[] {
  const stack = stackWith({ namespace: NAMESPACE });
  new ServiceTraffic(stack, 'Traffic', {
    service: MeshService.fromName('server', { namespace: NAMESPACE, port: 5000 }),
    mesh: true,
    retries: Retries.NONE,
    policy: {
      loadBalancer: LoadBalancer.roundRobin().withLocality(Locality.failover({ east: 'west' })),
      circuitBreaker: new CircuitBreaker({
        outlierDetection: {
          consecutive5xxErrors: 2,
          interval: Duration.seconds(1),
          baseEjectionTime: Duration.seconds(5),
          maxEjectionPercent: 100,
        },
      }),
    },
  });
  return delivered(stack);
}

describeHere(__filename)('requests between regions', () => {
  const [client, near] = [new TestPod(NAMESPACE, 'client'), new TestPod(NAMESPACE, 'near')];
  const reached = (count: number): string[] =>
    [
      ...new Set(
        client.ask({ url: URL, count, atOnce: 1 }).map(({ body }) => /version: (\w+)/.exec(body)?.[1] ?? body),
      ),
    ].sort();

  beforeAll(() => {
    const labels = { 'istio-injection': 'enabled' };
    apply([
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE, labels } },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'server', namespace: NAMESPACE },
        spec: { selector: { app: 'server' }, ports: [{ name: 'http', port: 5000 }] },
      },
      pod('client', 'client', 'east'),
      pod('near', 'server', 'east'),
      pod('far', 'server', 'west'),
      ...rules(),
    ]);
    rolledOut(NAMESPACE);
  });
  afterAll(() => kubectl('delete', 'namespace', NAMESPACE, '--wait=false'));

  it("stay in the client's region, leave it while its pod fails, and come back", async () => {
    await eventually(() => expect(reached(20)).toEqual(['near']));
    near.behave({ status: 503 });
    await eventually(() => expect(reached(10)).toEqual(['far']));
    near.behave({});
    await eventually(() => expect(reached(20)).toEqual(['near']));
  });
});
