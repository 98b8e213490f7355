import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { meshCommand } from '../../cli/mesh';
import { changesOf, commandsOf, FreshClone } from './typed';

const ROOT = join(__dirname, '../..');
const TUTORIALS = ['docs/guides/tutorial.md', 'docs/guides/tutorial.ko.md'];
const PAGES = [
  'README.md',
  'README.ko.md',
  ...readdirSync(join(ROOT, 'docs/guides'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/guides/${name}`),
];

/** What a command needs that no test has; such commands are run by `npm run e2e` or by hand. */
const NEEDS: Readonly<Record<string, RegExp>> = {
  'a cluster':
    /^(minikube|kubectl|istioctl)\b|^npm run (up|diff|down)\b|^npx cdktf (deploy|diff|destroy)\b|^npx mesh (up|verify|preflight|dashboard|drift|upgrade)\b|^npx mesh diff$/,
  'something that answers': /^(curl|for i in)\b/,
  'a registry': /^npm (ci|install)\b|^npx cdktf-istio init\b/,
  'Helm or Terraform':
    /^(helm|terraform|for chart in|mkdir charts|CHART_REPOSITORY=\$PWD|cat > ~\/\.terraformrc|export TF_)/,
  'the project that init wrote': /^cd my-mesh$/,
};

const proseOf = (page: string): string => readFileSync(join(ROOT, page), 'utf8');

const VIRTUAL_SERVICE = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: cart, namespace: shop}
spec: {hosts: [cart], http: [{route: [{destination: {host: cart}}]}]}
`;

describe('the commands of the documentation', () => {
  let clone: FreshClone;
  beforeAll(() => {
    clone = new FreshClone();
    clone.write('shop.yaml', VIRTUAL_SERVICE);
  });
  afterAll(() => clone[Symbol.dispose]());

  const offline = (page: string) =>
    commandsOf(page).filter((command) => !Object.values(NEEDS).some((pattern) => pattern.test(command)));
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

  it('are more than a few', () => expect(typed.length).toBeGreaterThan(3));

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
