import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { TerraformStack, Testing } from 'cdktf';
import {
  Duration,
  MeshContext,
  MeshService,
  type MeshSettings,
  Retries,
  ServiceTraffic,
  VirtualService,
} from '../../constructs';
import { HTTPRoute } from '../../constructs/resources/gateway-api';
import { pages } from './snippets';

const ROOT = join(__dirname, '../..');
const MESSAGE = /^ {4}.*(?:: (?:expected|unknown|required)\b|has no such field|is shorter than).*$/gm;

/** Pages whose messages are another test's. */
const HELD_ELSEWHERE: Readonly<Record<string, RegExp>> = {
  'docs/style.md': /./,
  // __tests__/testing prints these reports.
  'docs/testing.md': /shares:/,
  // __tests__/constructs/analysis holds its code and the text.
  'docs/security/mutual-tls.md': /expected ISTIO_MUTUAL/,
  // __tests__/cli/upgrade
  'docs/guides/upgrade.md': /expected a step of one minor/,
  // typed.test.ts
  'docs/guides/tutorial.md': /HelloWorld: weights:/,
  'docs/guides/tutorial.ko.md': /HelloWorld: weights:/,
};

function saidOf(settings: MeshSettings, make: (stack: TerraformStack) => unknown): readonly string[] {
  const stack = new TerraformStack(Testing.app(), 'shop');
  new HelmProvider(stack, 'Helm', {});
  MeshContext.set(stack, { namespace: 'shop', ...settings });
  const said: string[] = [];
  try {
    make(stack);
  } catch (error) {
    said.push(...(error as Error).message.split('\n'));
  }
  return [...said, ...stack.node.findAll().flatMap(({ node }) => node.metadata.map(({ data }) => String(data)))];
}

const metadata = { name: 'any' };
const route = (more: object) => (stack: TerraformStack) =>
  new VirtualService(stack, 'It', {
    metadata,
    spec: { hosts: ['a'], http: [{ route: [{ destination: { host: 'a' } }], ...more }] },
  });
const rule = (more: object) => (stack: TerraformStack) =>
  new HTTPRoute(stack, 'It', { metadata, spec: { rules: [more] } });
const MIRRORS = { mirrors: [{ destination: { host: 'a' } }] };

const SAID = [
  ...saidOf({}, route({ timeuot: '2s' })),
  ...saidOf({}, route({ match: [{ uri: { exakt: '/' } }] })),
  ...saidOf({ istioVersion: '1.17' }, route(MIRRORS)),
  ...saidOf({}, rule({ backendRef: [] })),
  ...saidOf({}, rule({ matches: [{ path: { type: 'PathPrefix', value: 'a' } }] })),
  ...saidOf({ gatewayApi: { version: '1.4' } }, rule({ filters: [{ type: 'CORS', cors: {} }] })),
  ...saidOf({ gatewayApi: { version: '1.6' } }, rule({ sessionPersistence: {} })),
  ...saidOf(
    {},
    (stack) =>
      new ServiceTraffic(stack, 'Cart', {
        service: MeshService.fromName('cart', { namespace: 'shop', port: 80 }),
        timeout: Duration.seconds(5),
        retries: new Retries({ attempts: 3, perTryTimeout: Duration.seconds(2) }),
      }),
  ),
];

describe('the messages that the pages quote', () => {
  const quoted = pages().flatMap((page) =>
    page === 'docs/cli.md' || page.startsWith('docs/adr/')
      ? []
      : (readFileSync(join(ROOT, page), 'utf8').match(MESSAGE) ?? [])
          .filter((line) => !HELD_ELSEWHERE[page]?.test(line))
          .map((line): [string, string] => [page, line.trim()]),
  );

  it('are more than a few', () => expect(quoted.length).toBeGreaterThan(8));

  it.each(quoted)('of %s are those of the library: %s', (_, line) => {
    // The construct, the object and the place are the page's own.
    const text = line.replace(/ \([\w./-]+:\d+:\d+\)$/, '').replace(/^(?:[\w/]+: )?(?:\w+ "[\w-]+": )?/, '');
    expect(SAID.some((one) => one.includes(text)) ? [] : SAID).toEqual([]);
  });
});
