import { spawn } from 'node:child_process';
import { changesOf, commandsOf, FreshClone } from '../../docs/typed';
import { CONTEXT, KUBECONFIG } from '../cluster';
import { MeshUnderTest } from '../mesh-under-test';
import { describeHere, ingressAddress } from '../needs';

const here = describeHere(__filename);

/** What is not typed, and why. */
const LEFT_OUT: Readonly<Record<string, RegExp>> = {
  'the cluster is there, and stays': /^minikube /,
  'a clone of the test has its dependencies': /^npm ci$/,
  'goes on until it is ended': /^npx mesh dashboard /,
  'takes the mesh down to another release': /^ISTIO_VERSION=/,
};

here.each(['docs/guides/tutorial.md', 'docs/guides/tutorial.ko.md'])('the commands of %s, in their order', (page) => {
  let clone: FreshClone;
  const { MESH_ADDONS = 'none', TF_CLI_CONFIG_FILE, CHART_REPOSITORY, ISTIO_VERSION, BESIDE_DEPLOY } = process.env;
  const environment: NodeJS.ProcessEnv = {
    KUBECONFIG,
    KUBE_CONTEXT: CONTEXT,
    MESH_ADDONS,
    ...(TF_CLI_CONFIG_FILE && { TF_CLI_CONFIG_FILE }),
    ...(CHART_REPOSITORY && { CHART_REPOSITORY }),
    ...(ISTIO_VERSION && { ISTIO_VERSION }),
  };
  const type = (command: string) =>
    clone.type(command.replace(/http:\/\/[\d.]+\//g, `http://${ingressAddress()}/`), environment);

  beforeAll(() => {
    const mesh = new MeshUnderTest();
    if (mesh.deployed()) mesh.destroy();
    clone = new FreshClone();
    if (BESIDE_DEPLOY) spawn(BESIDE_DEPLOY, { stdio: 'ignore', detached: true }).unref();
  });
  afterAll(() => {
    type('npm run down');
    clone[Symbol.dispose]();
  });

  const typed = commandsOf(page).filter((command) => !Object.values(LEFT_OUT).some((pattern) => pattern.test(command)));

  // A page may show a command twice: each time it is typed.
  test.each(typed.map((command, place) => [place + 1, command] as const))('%i: %s', (place, command) => {
    if (command === 'npx mesh diff --base HEAD') for (const change of changesOf(page)) clone.change(change);
    const { code, output } = type(command);
    const changes = /^npx mesh diff|^npm run diff/.test(command);
    expect({ place, code, output }).toEqual({
      place,
      code: changes ? 2 : 0,
      output: expect.not.stringMatching(/^×|Error:| at .*\.ts:\d/m),
    });
    if (/\bcurl\b/.test(command)) expect(output).toMatch(/Hello version: v\d/);
    // By then v2 gets five percent.
    if (/^for i in/.test(command)) expect(answersOf(output, 'v1')).toBeGreaterThan(3 * answersOf(output, 'v2'));
  });
});

/** How many answers `uniq -c` counted of a version. */
function answersOf(counted: string, version: string): number {
  const lines = [...counted.matchAll(/^ *(\d+) Hello version: (v\d)/gm)];
  return lines.reduce((sum, [, count, found]) => sum + (found === version ? Number(count) : 0), 0);
}
