import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXAMPLES, PROJECT } from './run-examples';

const read = (example: string, file: string): string => readFileSync(join(PROJECT, 'examples', example, file), 'utf8');

describe.each(EXAMPLES)('example %s', (example) => {
  it('says the two commands that run it', () => {
    const [, block = ''] = /```sh\n(.*?)```/s.exec(read(example, 'README.md')) ?? [];
    expect(block.trim().split('\n')).toEqual(['npx cdktf synth', "npx cdktf deploy '*'"]);
  });

  it('is found by the cdktf command in its folder, and synthesizes without a cluster', () => {
    const { app } = JSON.parse(read(example, 'cdktf.json')) as { readonly app: string };
    const outdir = mkdtempSync(join(tmpdir(), 'example-'));
    // What the cdktf command runs.
    const { status, stderr } = spawnSync(app, {
      cwd: join(PROJECT, 'examples', example),
      shell: true,
      encoding: 'utf8',
      env: { ...process.env, CDKTF_OUTDIR: outdir },
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(existsSync(join(outdir, 'manifest.json'))).toBe(true);
  });
});
