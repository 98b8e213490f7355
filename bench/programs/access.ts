import { performance } from 'node:perf_hooks';
import { accessChanges } from '../../model/access/changes';
import { MeshAccess } from '../../model/access/mesh-access';
import { Mesh } from '../../model/mesh';
import { modelObject } from '../../model/object';
import type { Fields } from '../../model/value';

/** Services of ten namespaces, each with a workload of its own account; every policy names callers, methods and paths. */
function objectsOf(services: number, policies: number): Fields[] {
  const inside = (index: number): string => `team-${index % 10}`;
  const object = (apiVersion: string, kind: string, name: string, index: number, spec: Fields): Fields => ({
    apiVersion,
    kind,
    metadata: { name, namespace: inside(index) },
    spec,
  });
  const objects: Fields[] = Array.from({ length: 10 }, (_, index) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: inside(index), labels: { 'istio-injection': 'enabled' } },
  }));
  for (let index = 0; index < services; index++) {
    const name = `service-${index}`;
    const template = { metadata: { labels: { app: name } }, spec: { serviceAccountName: name, containers: [] } };
    objects.push(object('apps/v1', 'Deployment', name, index, { template }));
    const ports = [{ name: 'http', port: 80, targetPort: 8080 }];
    objects.push(object('v1', 'Service', name, index, { selector: { app: name }, ports }));
  }
  for (let index = 0; index < policies; index++) {
    const at = index % services;
    const principals = [1, 2, 3].map((step) => {
      const caller = (at + step) % services;
      return `cluster.local/ns/${inside(caller)}/sa/service-${caller}`;
    });
    const spec = {
      selector: { matchLabels: { app: `service-${at}` } },
      action: index % 5 === 4 ? 'DENY' : 'ALLOW',
      rules: [
        {
          from: [{ source: { principals } }],
          to: [{ operation: { methods: ['GET', 'POST'], paths: ['/pay*', '/'] } }],
        },
      ],
    };
    objects.push(object('security.istio.io/v1', 'AuthorizationPolicy', `policy-${index}`, at, spec));
  }
  return objects;
}

function measure(services: number): { readonly matrix: number; readonly decision: number; readonly megabytes: number } {
  const objects = objectsOf(services, services * 2).map((one) => modelObject(one, { origin: undefined }));
  global.gc?.();
  const before = process.memoryUsage().heapUsed;
  const start = performance.now();
  const access = new MeshAccess(new Mesh({ objects }));
  const rows = access.rows();
  const matrix = (performance.now() - start) / 1000;
  if (rows.length !== services) throw new Error(`rows: expected ${services}, got ${rows.length}`);
  const megabytes = (process.memoryUsage().heapUsed - before) / 2 ** 20;
  const asked = performance.now();
  access.decide({ from: 'team-1/service-1', to: 'team-0/service-0', method: 'GET', path: '/pay' });
  return { matrix, decision: performance.now() - asked, megabytes };
}

/** A policy for a whole namespace of a hundred services comes along: both models, and what changes for whom. */
function measureChange(services: number): number {
  const objects = objectsOf(services, services * 2);
  const guests: Fields = {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name: 'guests', namespace: 'team-0' },
    spec: { rules: [{ from: [{ source: { namespaces: ['team-1'] } }], to: [{ operation: { methods: ['GET'] } }] }] },
  };
  const start = performance.now();
  const [before, after] = [objects, [...objects, guests]].map(
    (side) => new MeshAccess(new Mesh({ objects: side.map((one) => modelObject(one, { origin: undefined })) })),
  );
  if (before === undefined || after === undefined) throw new Error('a change has two sides');
  const changes = accessChanges(before, after);
  if (changes.length !== services / 10) throw new Error(`changes: expected ${services / 10}, got ${changes.length}`);
  return (performance.now() - start) / 1000;
}

const small = measure(200);
const large = measure(1000);
process.stdout.write(
  `${JSON.stringify({
    small: small.matrix,
    large: large.matrix,
    decision: large.decision,
    megabytes: large.megabytes,
    change: measureChange(1000),
  })}\n`,
);
