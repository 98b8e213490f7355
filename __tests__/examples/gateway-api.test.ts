import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_ISTIO_VERSION } from '../../constructs/versions';
import { readSynthesizedStack } from '../../model/read/synthesized-stack';
import { EXAMPLES, runExamples } from './run-examples';

/** Examples that say what the Gateway API has no words for, and what is said of each. */
const REFUSED: Readonly<Record<string, string>> = {
  'ab-testing': 'route "experiment": host: the Gateway API has no match of hosts',
  'fault-injection': 'route "rehearsal": fault: the Gateway API has no fault injection',
  'tls-ingress': 'minProtocolVersion: the Gateway API has no oldest TLS version but the one of the proxies',
};

/** Examples that have routes by ServiceTraffic or HelloWorld. */
const ROUTED = ['canary', 'canary-upgrade', 'gateway-api', 'mirroring', 'rate-limit', 'resilience', 'zero-trust'];

describe('the examples by the Gateway API', () => {
  const run = runExamples(DEFAULT_ISTIO_VERSION, {
    trafficApi: 'gateway',
    gatewayApi: { channel: 'experimental' },
  });
  const kindsOf = (example: string): ReadonlySet<string> => {
    const folder = join(run.outdir(example), 'stacks');
    const stacks = readdirSync(folder).map((stack) => readFileSync(join(folder, stack, 'cdk.tf.json'), 'utf8'));
    const objects = stacks.flatMap((text) => readSynthesizedStack(JSON.parse(text)).objects);
    return new Set(objects.map(({ manifest }) => `${manifest.kind}`));
  };

  it('pass all checks, but for what it has no words for', () => {
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(Object.keys(run.refused).sort()).toEqual(Object.keys(REFUSED));
    for (const [example, why] of Object.entries(REFUSED)) expect(run.refused[example]).toContain(why);
  });

  it.each(ROUTED)('%s has HTTPRoutes and no VirtualServices', (example) => {
    const kinds = kindsOf(example);
    expect(kinds).toContain('HTTPRoute');
    expect(kinds).not.toContain('VirtualService');
  });

  it.each(EXAMPLES.filter((example) => !ROUTED.includes(example) && !(example in REFUSED)))(
    '%s stays as it is, because it writes its own resources or none',
    (example) => expect(kindsOf(example)).not.toContain('HTTPRoute'),
  );
});
