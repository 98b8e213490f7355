import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_ISTIO_VERSION } from '../../constructs/versions';
import { readStack } from '../synthesized';
import { EXAMPLES, PROJECT, runExamples } from './run-examples';

describe.each(['1.17.2', DEFAULT_ISTIO_VERSION] as const)('Istio %s', (istioVersion) => {
  const run = runExamples(istioVersion);

  it('takes every example', () => {
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);
  });

  it.each(EXAMPLES)('example %s', (example) => {
    const outdir = run.outdir(example);
    const stacks = readdirSync(join(outdir, 'stacks'));
    expect(Object.fromEntries(stacks.map((stack) => [stack, readStack(outdir, stack)]))).toMatchSnapshot();
  });
});

test('every example is explained', () => {
  const docs = join(PROJECT, 'docs');
  const pages = readdirSync(docs, { recursive: true, encoding: 'utf8' }).filter((page) => page.endsWith('.md'));
  const text = pages.map((page) => readFileSync(join(docs, page), 'utf8')).join('');
  expect(EXAMPLES.filter((example) => !text.includes(`examples/${example}`))).toEqual([]);
});
