import { performance } from 'node:perf_hooks';
import { parsePlan, planSides } from '../../../cli/diff/objects/plan-sides';
import { DEFAULT_POLICY } from '../../../cli/diff/policy';
import { MARKER, renderMarkdown } from '../../../cli/diff/render/markdown';
import { renderText } from '../../../cli/diff/render/text';
import { type DiffReport, reportOn } from '../../../cli/diff/report';
import { reportOfRecording } from './recorded-plans';

function service(index: number, weight: number, host = `service-${index}`): Record<string, unknown> {
  return {
    [`fleet/Service${index}/Route`]: {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name: `service-${index}`, namespace: 'fleet' },
      spec: {
        hosts: [host],
        http: [
          {
            match: [{ uri: { prefix: `/service-${index}` } }],
            route: [
              { destination: { host, subset: 'v1' }, weight: 100 - weight },
              { destination: { host, subset: 'v2' }, weight },
            ],
          },
        ],
      },
    },
    [`fleet/Service${index}/Rule`]: {
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      metadata: { name: `service-${index}`, namespace: 'fleet' },
      spec: {
        host,
        subsets: ['v1', 'v2'].map((version) => ({
          name: version,
          labels: { version },
        })),
      },
    },
  };
}

function fleet(weightOf: (index: number) => number): object {
  const manifests = Object.assign(
    {},
    ...Array.from({ length: 1000 }, (_, index) => service(index, weightOf(index))),
  ) as object;
  return {
    name: 'fleet',
    namespace: 'fleet',
    chart: './charts/manifests',
    values: [JSON.stringify({ manifests })],
  };
}

function reportOnFleet(before: object, after: object): DiffReport {
  const change = { actions: ['update'], before, after };
  const text = JSON.stringify({
    format_version: '1.2',
    resource_changes: [
      {
        address: 'helm_release.fleet',
        type: 'helm_release',
        name: 'fleet',
        change,
      },
    ],
  });
  return reportOn([{ stack: 'fleet', ...planSides('fleet', parsePlan(text, 'fleet')) }], {
    policy: DEFAULT_POLICY,
    comparison: { mode: 'plan', tool: 'Terraform v1.11.4' },
  });
}

/** 990 of 1,000 routes change; one in a hundred stays at 10 %. */
let wide: DiffReport;
beforeAll(() => {
  wide = reportOnFleet(
    fleet(() => 10),
    fleet((index) => index % 100),
  );
});

describe('a comment', () => {
  it('about one change among 1,000 services takes less than 4 KB and few seconds', () => {
    const began = performance.now();
    const comment = renderMarkdown(
      reportOnFleet(
        fleet(() => 10),
        fleet((index) => (index === 500 ? 20 : 10)),
      ),
    );
    expect(performance.now() - began).toBeLessThan(5000);
    expect(Buffer.byteLength(comment)).toBeLessThan(4096);
    expect(comment).toContain('10 % of `/service-500*` moves from `v1` to `v2` (now 20 %)');
  });

  it('about 1,000 changes says the like ones once, folded, and how many there are', () => {
    const comment = renderMarkdown(
      reportOnFleet(
        fleet(() => 10),
        fleet(() => 20),
      ),
    );
    expect(comment).toContain('**1,000 objects change**');
    expect(comment).toContain('<summary>and 997 more VirtualServices in the same way</summary>');
    expect(Buffer.byteLength(comment)).toBeLessThan(60_000);
  });

  it.each([700, 2000, 4000, 20_000])(
    'never takes more than the %i bytes it may, and says where the rest is',
    (maxBytes) => {
      const comment = renderMarkdown(wide, {
        maxBytes,
        detailsUrl: 'https://ci.example.com/runs/1',
      });
      expect(Buffer.byteLength(comment)).toBeLessThanOrEqual(maxBytes);
      expect(comment.startsWith(MARKER)).toBe(true);
      if (maxBytes < 4000)
        expect(comment).toMatch(
          /… and [\d,]+ more changes; see \[the whole report\]\(https:\/\/ci\.example\.com\/runs\/1\)/,
        );
    },
  );

  it('counts every change that it does not show', () => {
    const comment = renderMarkdown(wide, { maxBytes: 700 });
    const shown = comment.split('\n').filter((line) => /^- \*\*VirtualService\*\*/.test(line)).length;
    const left = Number(/… and ([\d,]+) more/.exec(comment)?.[1]?.replaceAll(',', ''));
    expect(shown + left).toBe(990);
  });

  it('has the marker, the words, the risks and the fields, folded', () => {
    expect(renderMarkdown(reportOfRecording('release', 'PublishAdmin'))).toMatchInlineSnapshot(`
      "<!-- mesh-diff -->
      ## Mesh changes

      **1 object changes** in 1 of 1 stack · risks: 🔴 1 high

      ### release

      - **VirtualService** \`shop/publishadmin\`: route \`/admin*\` is now public at \`hello.example.com\` through gateway \`istio-system/public\`; it goes to \`helloworld v1\`
        - 🔴 high: reachable through istio-system/public (\`opens-access\`)

      <details><summary>3 fields</summary>

      \`\`\`diff
      # VirtualService shop/publishadmin (release/PublishAdmin/VirtualService)
      + spec.http[1].match[0].uri.prefix: /admin
      + spec.http[1].route[0].destination.host: helloworld
      + spec.http[1].route[0].destination.subset: v1
      \`\`\`

      </details>

      <sub>Planned with Terraform.</sub>
      "
    `);
  });

  it('says so where nothing changes, and where a stack failed', () => {
    const side = { objects: [], opaque: new Set<string>() };
    const options = {
      policy: DEFAULT_POLICY,
      comparison: { mode: 'plan' as const },
    };
    expect(renderMarkdown(reportOn([{ stack: 'a', before: side, after: side }], options))).toContain(
      '**Nothing changes** in 1 stack.',
    );
    const failed = renderMarkdown(
      reportOn([{ stack: 'a', before: side, after: side, error: 'no <b>cluster</b>' }], options),
    );
    expect(failed).toContain('> ⛔ Stack `a` could not be planned: no &lt;b&gt;cluster&lt;/b&gt;');
    expect(failed).toContain('**No stack could be planned.**');
    expect(failed).not.toContain('Nothing changes');
  });

  it('lets nobody write markup, mentions or the end of a block through the names and values of objects', () => {
    const nasty = '`x` ``` </details> <img src=x> [a](http://evil) @team #1 **b** \u202e\u001b[31m';
    const object = (value: string) => ({
      name: 'r',
      chart: './c',
      values: [
        JSON.stringify({
          manifests: {
            p: {
              apiVersion: 'networking.istio.io/v1',
              kind: 'VirtualService',
              metadata: { name: nasty, namespace: 'shop' },
              spec: {
                hosts: ['*'],
                http: [
                  {
                    name: value,
                    match: [{ uri: { exact: `/${value}` } }],
                    rewrite: { uri: value },
                  },
                ],
              },
            },
          },
        }),
      ],
    });
    const report = reportOnFleet(object('plain'), object(nasty));
    const comment = renderMarkdown(report);
    const outsideCode = comment
      .replace(/^(`{3,})diff\n[\s\S]*?\n\1$/gm, '')
      .replace(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
    for (const bad of ['<img', '[a](', '@team', '**b**', '\u202e', '\u001b']) expect(outsideCode).not.toContain(bad);
    expect(outsideCode.match(/<\/details>/g)).toHaveLength(1);
    for (const text of [comment, renderText(report)]) expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
  });
});
