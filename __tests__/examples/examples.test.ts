import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_ISTIO_VERSION } from '../../constructs/versions';
import { planMesh, readPlan } from '../../model/read/plan';
import { objectOf } from '../../model/read/stack-model';
import { readSynthesizedStack } from '../../model/read/synthesized-stack';
import type { Fields } from '../../model/value';
import { planOf } from '../model/sources';
import { EXPECTED } from './expected-objects';
import { EXAMPLES, PROJECT, runExamples } from './run-examples';

/** The sample application that most examples route to. */
const SAMPLE = /^(Namespace |Service \S+\/helloworld$|Deployment \S+\/helloworld-v[12]$)/;

const contentsOf = (outdir: string): Fields[] =>
  readdirSync(join(outdir, 'stacks')).map((stack) =>
    JSON.parse(readFileSync(join(outdir, 'stacks', stack, 'cdk.tf.json'), 'utf8')),
  );

/** The specs of everything that an example brings, by kind, namespace and name. */
function objectsOf(outdir: string): Record<string, unknown> {
  const contents = contentsOf(outdir).map((content) => readSynthesizedStack(content));
  const named = contents.flatMap(({ objects, charts }): [name: string, brought: unknown][] => [
    ...charts.map((release): [string, unknown] => [`Release ${release.namespace}/${release.name}`, release]),
    ...objects.map(({ kind, metadata: { namespace = '', name }, manifest }): [string, unknown] => [
      `${kind} ${namespace}/${name}`,
      manifest['spec'] ?? {},
    ]),
  ]);
  return Object.fromEntries(named.filter(([name]) => !SAMPLE.test(name)));
}

describe.each(['1.17.2', DEFAULT_ISTIO_VERSION] as const)('Istio %s', (istioVersion) => {
  const run = runExamples(istioVersion);

  it('takes every example', () => {
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);
  });

  it.each(EXAMPLES)('example %s brings what it is about, and nothing else', (example) => {
    const objects = objectsOf(run.outdir(example));
    expect(Object.keys(objects).sort()).toEqual(Object.keys(EXPECTED[example] ?? {}).sort());
    expect(objects).toMatchObject(EXPECTED[example] ?? {});
  });

  it('brings the same by a plan', () => {
    for (const content of contentsOf(run.outdir('canary'))) {
      const planned = planMesh(readPlan(planOf(content), content).after).objects;
      const declared = readSynthesizedStack(content, { unresolved: 'hole' }).objects.map(objectOf);
      const shown = ({ kind, metadata, spec }: (typeof declared)[number]) => ({ kind, metadata, spec });
      const ofIstio = ({ group }: { readonly group: string }) => group.endsWith('.istio.io');
      expect(planned.filter(ofIstio).map(shown)).toEqual(declared.filter(ofIstio).map(shown));
      expect(planned.filter(ofIstio).length).toBeGreaterThan(0);
    }
  });
});

test('every example is explained', () => {
  const docs = join(PROJECT, 'docs');
  const pages = readdirSync(docs, { recursive: true, encoding: 'utf8' }).filter((page) => page.endsWith('.md'));
  const text = pages.map((page) => readFileSync(join(docs, page), 'utf8')).join('');
  expect(EXAMPLES.filter((example) => !text.includes(`examples/${example}`))).toEqual([]);
});
