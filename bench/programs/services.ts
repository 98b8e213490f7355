/** The number of services and the folder to write to, from the command line. */
export const [count, folder] = [Number(process.argv[2] ?? 1), process.argv[3] ?? 'out'] as const;

/** The two resources of one service, as every program of the comparison writes them. */
export function serviceSpecs(index: number) {
  const name = `service-${index}`;
  return {
    name,
    virtualService: {
      hosts: [name, `${name}.example.com`],
      gateways: ['mesh', 'istio-system/ingress'],
      http: [
        {
          match: [{ uri: { prefix: `/api/${name}` }, headers: { 'x-user': { exact: 'tester' } } }],
          route: [{ destination: { host: name, subset: 'v2', port: { number: 8080 } } }],
          timeout: '5s',
        },
        {
          route: [
            { destination: { host: name, subset: 'v1', port: { number: 8080 } }, weight: 90 },
            { destination: { host: name, subset: 'v2', port: { number: 8080 } }, weight: 10 },
          ],
          timeout: '10s',
          retries: { attempts: 3, perTryTimeout: '2s', retryOn: '5xx,reset' },
        },
      ],
    },
    destinationRule: {
      host: name,
      trafficPolicy: {
        connectionPool: { tcp: { maxConnections: 100 }, http: { http1MaxPendingRequests: 10 } },
        outlierDetection: { consecutive5xxErrors: 5, interval: '10s', baseEjectionTime: '30s' },
      },
      subsets: [
        { name: 'v1', labels: { version: 'v1' } },
        { name: 'v2', labels: { version: 'v2' } },
      ],
    },
  };
}

// The parent reads the last line.
process.on('exit', () => {
  process.stdout.write(`\n${JSON.stringify({ peakKilobytes: process.resourceUsage().maxRSS })}\n`);
});
