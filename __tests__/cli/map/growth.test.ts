import { buildMap } from '../../../cli/map/build';
import { accessChanges } from '../../../model/access/changes';
import { MeshAccess } from '../../../model/access/mesh-access';
import { Mesh } from '../../../model/mesh';
import { modelObject } from '../../../model/object';
import type { Fields } from '../../../model/value';

const PER_NAMESPACE = 10;

/** Services with one version or two, each with a rule and a policy of its own: for one caller, a namespace, some namespaces or the whole mesh. */
function fleet(services: number): Fields[] {
  const objects: Fields[] = [];
  const add = (apiVersion: string, kind: string, metadata: Fields, spec: Fields): void => {
    objects.push({ apiVersion, kind, metadata, spec });
  };
  for (let index = 0; index < services; index++) {
    const name = `service-${index}`;
    const namespace = `team-${Math.floor(index / PER_NAMESPACE)}`;
    const own = { name, namespace };
    if (index % PER_NAMESPACE === 0)
      add('v1', 'Namespace', { name: namespace, labels: { 'istio-injection': 'enabled' } }, {});
    for (const version of index % 2 === 0 ? ['v1', 'v2'] : ['v1']) {
      const template = {
        metadata: { labels: { app: name, version } },
        spec: { serviceAccountName: name, containers: [] },
      };
      add('apps/v1', 'Deployment', { name: `${name}-${version}`, namespace }, { template });
    }
    add('v1', 'Service', own, { selector: { app: name }, ports: [{ name: 'http', port: 80 }] });
    add('networking.istio.io/v1', 'DestinationRule', own, { host: name });
    const source = [
      { principals: [`cluster.local/ns/${namespace}/sa/service-${index + 1}`] },
      { namespaces: [namespace] },
      { namespaces: ['team-1*'] },
      { principals: ['*'] },
    ][index % 4];
    const rules = [{ from: [{ source }], to: [{ operation: { methods: ['GET'] } }] }];
    add('security.istio.io/v1', 'AuthorizationPolicy', own, { selector: { matchLabels: { app: name } }, rules });
  }
  return objects;
}

/** How often the work at twice the services is the work at some. */
function growth(work: (objects: readonly Fields[]) => number): readonly number[] {
  const [small = 0, middle = 0, large = 0] = [100, 200, 400].map((services) => work(fleet(services)));
  expect(small).toBeGreaterThan(100);
  return [middle / small, large / middle];
}

const LINEAR = 2.2;

describe('who reaches what, of a fleet that is twice as large', () => {
  const accessIn = (objects: readonly Fields[]): MeshAccess =>
    new MeshAccess(new Mesh({ objects: objects.map((one) => modelObject(one, { origin: undefined })) }));

  it('takes twice the decisions', () => {
    const decisions = growth((objects) => {
      const access = accessIn(objects);
      access.rows();
      return access.decided;
    });
    for (const times of decisions) expect(times).toBeLessThan(LINEAR);
  });

  it('keeps twice as much, though what it says grows with the square', () => {
    const parts = growth((objects) => {
      const cells = accessIn(objects)
        .rows()
        .flatMap((row) => row.cells.map(({ members }) => members.parts));
      const lists = cells.flatMap(({ classes, without, except, also }) => [...classes, ...without, except, also]);
      return [...new Set(lists)].reduce((sum, { length }) => sum + length, cells.length);
    });
    for (const times of parts) expect(times).toBeLessThan(LINEAR);
    const said = growth((objects) =>
      accessIn(objects)
        .rows()
        .flatMap(({ cells }) => cells)
        .reduce((sum, { members }) => sum + members.size, 0),
    );
    for (const times of said) expect(times).toBeGreaterThan(3.5);
  });

  it('takes twice the decisions to tell what a policy changes at a quarter of it', () => {
    const spec = {
      selector: { matchLabels: { version: 'v2' } },
      action: 'DENY',
      rules: [{ from: [{ source: { namespaces: ['team-1'] } }] }],
    };
    const metadata = { name: 'second', namespace: 'istio-system' };
    const policy = { apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy', metadata, spec };
    const decisions = growth((objects) => {
      const [before, after] = [accessIn(objects), accessIn([...objects, policy])];
      const changes = accessChanges(before, after);
      expect(changes.length).toBeGreaterThan(objects.length / 40);
      return before.decided + after.decided;
    });
    for (const times of decisions) expect(times).toBeLessThan(LINEAR);
  });

  it('makes the page twice as large', () => {
    const bytes = growth((objects) => {
      const source = objects.map((one) => modelObject(one, { origin: {} }));
      const drawn = buildMap({ kind: 'live', name: 'fleet', notes: [], mesh: { objects: source } }, { access: true });
      return JSON.stringify(drawn.access).length;
    });
    for (const times of bytes) expect(times).toBeLessThan(LINEAR);
  });

  it('says of each caller what is decided for it alone', () => {
    const access = accessIn(fleet(60));
    for (const callee of access.callees.filter(({ workload }) => !String(workload.name).endsWith('v2'))) {
      const own = access.ownPods(callee);
      const others = access.callers.filter(({ workload }) => workload === undefined || !own.has(workload));
      const said = access
        .row(callee)
        .cells.flatMap(({ callers, verdicts }) => callers.map(({ name }) => [name, verdicts]));
      const alone = others.map((caller) => [
        caller.name,
        access.rowFor(callee, [access.callerOf(caller, callee)]).cells[0]?.verdicts,
      ]);
      expect(said.sort()).toEqual(alone.sort());
    }
  });
});
