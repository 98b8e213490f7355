import { createHash } from 'node:crypto';
import { MeshObjects } from '../../testing/simulator/mesh-objects';
import { send } from '../../testing/simulator/send';
import recorded from '../fixtures/envoy-answers.json';
import { destinationsMet } from './destinations-met';
import { agrees } from './envoy-answer';
import { routeTables } from './route-tables';

const tables = routeTables(recorded.seed);
const objects = tables.flatMap((table) => table.objects);
const requests = tables.flatMap((table) => table.requests);

describe(`the answers of the Envoy of an Istio ${recorded.istio} gateway`, () => {
  it('were recorded for the tables that are generated now', () => {
    expect(createHash('sha256').update(JSON.stringify(tables)).digest('hex')).toBe(recorded.tables);
    expect(recorded.answers).toHaveLength(requests.length);
    expect(requests.length).toBeGreaterThanOrEqual(1000);
    expect(tables.length).toBeGreaterThanOrEqual(50);
  });

  it('are those of the simulator, every one', () => {
    const mesh = new MeshObjects(objects);
    const differences = requests.filter((request, index) => {
      const outcome = send(mesh, request);
      return !agrees(outcome, recorded.answers[index] ?? '', destinationsMet(objects, outcome));
    });
    expect(differences).toEqual([]);
  });

  it('are of all sorts: routes, shares, redirects, direct answers, faults, nothing', () => {
    const statuses = new Set(recorded.answers.map((answer) => answer.slice(0, 3)));
    expect([...statuses].sort()).toEqual(expect.arrayContaining(['200', '204', '301', '308', '404', '418', '503']));
    expect(new Set(recorded.answers.map((answer) => answer.split(' ')[1])).size).toBeGreaterThan(100);
  });
});
