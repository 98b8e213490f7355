import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { meshCommand } from '../../cli/mesh';
import { pages } from './snippets';
import { changesOf, commandsOf, FreshClone } from './typed';

const ROOT = join(__dirname, '../..');
const TUTORIALS = ['docs/guides/tutorial.md', 'docs/guides/tutorial.ko.md'];
const PAGES = pages().filter((page) => commandsOf(page).length > 0);

interface Elsewhere {
  readonly commands: RegExp;
  /** The test that types them, or the same verb; where there is none, why. */
  readonly typedBy: string;
}

/** What a command needs that this test has not, and what types it then. */
const NEEDS: Readonly<Record<string, Elsewhere>> = {
  'the mesh of the tutorial': {
    commands:
      /^npm run (up|diff|down)$|^npx mesh (verify|preflight|drift|dashboard kiali)$|^curl http:|^for i in |^ISTIO_VERSION=\S+ npm start$|^npm ci$/,
    typedBy: '__tests__/e2e/tutorial/typed.test.ts',
  },
  'what runs': { commands: /^npx mesh map --live /, typedBy: '__tests__/cli/map/verb.test.ts' },
  kubectl: {
    commands: /^kubectl /,
    typedBy: 'by hand: commands of Kubernetes; mesh import is given here what they would write',
  },
  'two revisions': { commands: /^npx mesh upgrade/, typedBy: '__tests__/cli/upgrade/upgrade.test.ts' },
  'a plan': { commands: /^npx mesh diff$/, typedBy: '__tests__/e2e/diff/plans.test.ts' },
  'a cluster with Terraform': { commands: /^npx cdktf deploy$/, typedBy: '__tests__/e2e/tutorial/tutorial.test.ts' },
  'a rollout that runs': { commands: /^curl -H /, typedBy: '__tests__/e2e/sidecars/canary-steps.test.ts' },
  'a project of its own': {
    commands: /^npx cdktf-istio init\b|^cd my-mesh$/,
    typedBy: '__tests__/cli/init/new-project.test.ts',
  },
  'a registry with the package': { commands: /^npm install cdktf-istio$/, typedBy: 'scripts/prove-package.ts' },
  'a clone without its dependencies': { commands: /^npm ci && npm (start|test)$/, typedBy: '.ci/run' },
  'the internet': {
    commands:
      /^npx mesh definitions|^(helm pull|for chart in|mkdir charts|CHART_REPOSITORY=\$PWD|terraform providers|cat > ~\/\.terraformrc|export TF_)/,
    typedBy: '__tests__/cli/definitions.test.ts',
  },
  'a machine with minikube': { commands: /^minikube /, typedBy: 'by hand: it is the machine, not this program' },
  'a machine at rest': {
    commands: /^npm run bench\b/,
    typedBy: 'by hand: it measures for ten minutes, and needs the machine for itself',
  },
  'conftest or checkov': {
    commands: /^(conftest|checkov) |^terraform -chdir/,
    typedBy: 'by hand: they are programs of others',
  },
  'the tests themselves': {
    commands: /^npm (test|run (typecheck|lint|e2e|new-kind))\b|npm run e2e --/,
    typedBy: '.ci/run',
  },
};

const proseOf = (page: string): string => readFileSync(join(ROOT, page), 'utf8');

const VIRTUAL_SERVICE = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: cart, namespace: shop}
spec: {hosts: [cart], http: [{route: [{destination: {host: cart}}]}]}
`;

const INGRESS = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: cart, namespace: shop}
spec: {rules: [{host: a.example.com, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: cart, port: {number: 80}}}}]}}]}
`;

describe('the commands of the documentation', () => {
  let clone: FreshClone;
  beforeAll(() => {
    clone = new FreshClone();
    clone.write('shop.yaml', VIRTUAL_SERVICE);
    clone.write('routes.yaml', VIRTUAL_SERVICE);
    clone.write('ingresses.yaml', INGRESS);
  });
  afterAll(() => clone[Symbol.dispose]());

  const offline = (page: string) =>
    commandsOf(page).filter((command) => !Object.values(NEEDS).some(({ commands }) => commands.test(command)));
  const typed = [...new Set(PAGES.flatMap(offline))];

  it('of the README are two, each of which needs nothing before it', () => {
    for (const page of ['README.md', 'README.ko.md']) {
      expect(commandsOf(page).slice(0, 2)).toEqual(['npm ci && npm start', 'npm ci && npm test']);
    }
  });

  it.each(typed)(
    '%s works as it is typed in a fresh clone',
    (command) => {
      const { code, output } = clone.type(command);
      // mesh diff ends with 2 where something changes.
      expect({ code, output }).toEqual({ code: 0, output: expect.not.stringMatching(/^×|Error:| at .*\.ts:\d/m) });
    },
    60_000,
  );

  it('are more than a few', () => expect(typed.length).toBeGreaterThan(8));

  it.each(Object.entries(NEEDS))('that need %s are typed elsewhere, and are there', (_, { commands, typedBy }) => {
    expect(typedBy.startsWith('by hand: ') || existsSync(join(ROOT, typedBy))).toBe(true);
    expect(PAGES.flatMap(commandsOf).some((command) => commands.test(command))).toBe(true);
  });

  it.each(PAGES)('of %s that run mesh have verbs and options that there are', (page) => {
    const verbs = new Map(meshCommand([]).commands.map((verb) => [verb.name(), verb]));
    for (const command of commandsOf(page)) {
      const [, name = '', rest = ''] =
        /(?:npx mesh|npm run mesh --|npm run(?= (?:up|diff|down))) ([\w-]+)(.*)$/.exec(command) ?? [];
      if (name === '' || name.startsWith('-')) continue;
      const options = verbs.get(name)?.options.flatMap(({ long }) => long ?? []);
      expect({ command, options }).toEqual({ command, options: expect.anything() });
      for (const [option] of rest.matchAll(/--[a-z][\w-]*/g)) expect(options).toContain(option);
    }
  });
});

describe('the change of the tutorial', () => {
  const [page = ''] = TUTORIALS;
  let clone: FreshClone;
  beforeAll(() => {
    clone = new FreshClone();
    for (const change of changesOf(page)) clone.change(change);
  });
  afterAll(() => clone[Symbol.dispose]());

  it.each(TUTORIALS)('is one line, and the same in %s, whose commands are the same, too', (translation) => {
    expect(changesOf(page)).toHaveLength(1);
    expect(changesOf(translation)).toEqual(changesOf(page));
    expect(commandsOf(translation)).toEqual(commandsOf(page));
  });

  it('moves the share of the requests that the page names, with checks of types and a preview', () => {
    expect(commandsOf(page)).toContain('npx mesh diff --base HEAD');
    const { code, output } = clone.type('npx mesh diff --base HEAD');
    expect({ code, output }).toEqual({ code: 2, output: expect.stringContaining('v1 0 -> 95 %, v2 0 -> 5 %') });
    expect(clone.type('node_modules/.bin/tsc -p tsconfig.build.json --noEmit')).toMatchObject({ code: 0 });
    expect(clone.type('npm start').output).toContain('3 stacks synthesized and checked');
  }, 120_000);

  it('is refused with the words of the page where the shares do not make 100', () => {
    const text = clone.read('stacks/hello-world-stack.ts').replace('v2: 5', 'v2: 0');
    clone.write('stacks/hello-world-stack.ts', text);
    const line = text.split('\n').findIndex((one) => one.includes('new HelloWorld(')) + 1;
    const [refusal = ''] = proseOf(page).match(/^ {4}hello-world\/HelloWorld: weights: .*$/m) ?? [];
    expect(refusal).toContain(`(stacks/hello-world-stack.ts:${line}:`);
    expect(clone.type('npm start')).toMatchObject({ code: 2, output: expect.stringContaining(refusal.trim()) });
  }, 60_000);

  it('names a setting alone where a setting is wrong, and no place of the program', () => {
    const { output } = clone.type('ISTIO_VERSON=1.31 npm start');
    expect(output).toMatch(/^× ISTIO_VERSON: unknown environment variable \(did you mean "ISTIO_VERSION"\?\)$/m);
  }, 60_000);
});
