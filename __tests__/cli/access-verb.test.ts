import { CommandHere } from './command-here';
import { writeSynthesized } from './map/synthesized-mesh';
import { SHOP_WORKLOADS } from './shop-workloads';

const SECURITY = 'security.istio.io/v1';
const POLICIES = [
  {
    apiVersion: SECURITY,
    kind: 'RequestAuthentication',
    metadata: { name: 'tokens', namespace: 'shop' },
    spec: { jwtRules: [{ issuer: 'https://issuer.example' }] },
  },
  {
    apiVersion: SECURITY,
    kind: 'AuthorizationPolicy',
    metadata: { name: 'payments', namespace: 'shop' },
    spec: {
      selector: { matchLabels: { app: 'payments' } },
      rules: [
        { when: [{ key: 'request.headers[x-tenant]', values: ['a'] }] },
        { when: [{ key: 'request.auth.claims[groups]', values: ['payers'] }] },
      ],
    },
  },
];

describe('mesh access about one request', () => {
  const manifests = [...SHOP_WORKLOADS, ...POLICIES] as Parameters<typeof writeSynthesized>[1][number]['manifests'];
  const command = new CommandHere('access', (outdir) => writeSynthesized(outdir, [{ name: 'shop', manifests }]));
  const run = (...args: string[]): Promise<number> => command.run('--no-synth', ...args);

  const ASKED = ['--from', 'web', '--to', 'payments'];

  it('says by its exit code whether it gets through, by the headers that it carries', async () => {
    expect(await run(...ASKED)).toBe(2);
    expect(await run(...ASKED, '--header', 'x-other=1')).toBe(1);
    expect(await run(...ASKED, '--header', 'x-other=1', 'X-Tenant=a')).toBe(0);
    expect(command.said).toContain('AuthorizationPolicy shop/payments rules[0]');
  });

  it('reads a token with its claims, which are lists where they are there twice', async () => {
    const token = ['--header', 'x-other=1', '--token', 'https://issuer.example/alice'];
    expect(await run(...ASKED, ...token)).toBe(1);
    expect(await run(...ASKED, ...token, '--claim', 'groups=dev', 'groups=payers')).toBe(0);
    expect(await run(...ASKED, '--header', 'x-tenant=a', '--token', 'https://other.example/alice')).toBe(1);
    expect(command.said).toContain('the token is not accepted (401)');
  });

  it.each([
    [['--header', 'a=1'], '--header: expected --from and --to beside it'],
    [['--method', 'GET', '--path', '/'], '--method, --path: expected --from and --to beside it'],
    [[...ASKED, '--header', 'a'], '--header: expected name=value, got "a"'],
    [[...ASKED, '--token', 'alice'], '--token: expected issuer/subject, got "alice"'],
    [[...ASKED, '--claim', 'groups=dev'], '--claim: expected --token beside it'],
    [['--from', 'web', '--to', 'payment.shop'], '--to: Service or workload "payment.shop" not found'],
  ])('refuses %j', async (args, message) => {
    expect(await run(...args)).toBe(2);
    expect(command.complained).toContain(message);
  });
});
