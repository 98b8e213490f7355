import { createHash } from 'node:crypto';
import { settingsOf } from '../../model/visibility/settings';
import { type MeshRequest, NotSimulatedError } from '../../testing';
import { MeshObjects } from '../../testing/simulator/mesh-objects';
import { send } from '../../testing/simulator/send';
import recorded from '../fixtures/istio-answers.json';
import { generatedMeshes } from './generated-meshes';
import { lineOf, sameAnswer } from './istio-answer';

const meshes = generatedMeshes(recorded.seed);
const answers: readonly (readonly string[])[] = recorded.answers;

/**
 * Istio makes listeners that Envoy refuses as a whole, where two of their ways ask for one server name: the simulator says so for every
 * request to such a port, while Istio's simulation looks at one way alone.
 */
function lineOrRefusal(mesh: MeshObjects, request: MeshRequest): string {
  try {
    return lineOf(send(mesh, request));
  } catch (error) {
    if (NotSimulatedError.isNotSimulatedError(error) && error.message.includes('Envoy refuses')) return 'refused';
    throw error;
  }
}

describe(`the answers of the route simulation of Istio ${recorded.istio}`, () => {
  it('were recorded for the meshes that are generated now', () => {
    expect(createHash('sha256').update(JSON.stringify(meshes)).digest('hex')).toBe(recorded.meshes);
    expect(answers.map((each) => each.length)).toEqual(meshes.map(({ requests }) => requests.length));
    expect(meshes.length).toBeGreaterThanOrEqual(100);
    expect(answers.flat().length).toBeGreaterThanOrEqual(3000);
  });

  it('are those of the simulator, every one, but where Envoy refuses the listener', () => {
    let refused = 0;
    const differences = meshes.flatMap(({ objects, meshConfig, requests }, index) => {
      const mesh = new MeshObjects(objects, settingsOf(meshConfig));
      return requests.flatMap((request, at) => {
        const istio = answers[index]?.[at] ?? '';
        const line = lineOrRefusal(mesh, request);
        if (line === 'refused') {
          refused++;
          return [];
        }
        return sameAnswer(line, istio) ? [] : [{ mesh: index, request, istio, simulator: line }];
      });
    });
    expect(differences).toEqual([]);
    expect(refused).toBeLessThan(answers.flat().length / 50);
  });

  it('are of all sorts: routes, shares, tcp and tls, redirects, direct answers, passthrough, black holes', () => {
    const all = answers.flat();
    const count = (pattern: RegExp): number => all.filter((line) => pattern.test(line)).length;
    expect(count(/^forwarded r\d+/)).toBeGreaterThan(100);
    expect(count(/^forwarded default/)).toBeGreaterThan(100);
    expect(count(/^forwarded - /)).toBeGreaterThan(100);
    for (const pattern of [/^passthrough/, /^lost 0/, /^lost 404/, /^lost 502/, /^redirected/, /^answered/, /,/])
      expect(count(pattern)).toBeGreaterThan(5);
  });
});
