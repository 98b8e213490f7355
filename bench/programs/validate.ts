import { resourceFaults } from '../../constructs/resources/validation/resource-faults';
import { DEFAULT_ISTIO_VERSION } from '../../constructs/versions';

/** What checking 2,000 VirtualServices costs, schema, CEL rules and istiod's rules together, the first one included. */
const resources = Array.from({ length: 2000 }, (_, i) => ({
  kind: 'VirtualService' as const,
  apiVersion: 'networking.istio.io/v1' as const,
  metadata: { name: `service-${i}`, namespace: 'shop', labels: { app: `service-${i}` } },
  spec: {
    hosts: [`service-${i}`],
    http: [
      {
        match: [{ uri: { prefix: '/v2' }, headers: { 'x-user': { exact: 'a' } } }],
        route: [{ destination: { host: `service-${i}`, subset: 'v2', port: { number: 8080 } }, weight: 100 }],
        timeout: '5s',
        retries: { attempts: 3, perTryTimeout: '1s', retryOn: '5xx,reset' },
      },
      {
        route: [
          { destination: { host: `service-${i}`, subset: 'v1' }, weight: 90 },
          { destination: { host: `service-${i}`, subset: 'v2' }, weight: 10 },
        ],
      },
    ],
  },
}));
const started = performance.now();
let faults = 0;
for (const resource of resources) faults += resourceFaults(resource, { istioVersion: DEFAULT_ISTIO_VERSION }).length;
const milliseconds = performance.now() - started;
if (faults > 0) throw new Error('the sample is refused');
console.log(JSON.stringify({ milliseconds }));
