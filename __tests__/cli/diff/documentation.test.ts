import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { RISKS } from '../../../cli/diff/risks';
import { register } from '../../../cli/verbs/diff';

const page = readFileSync(join(__dirname, '../../../docs/pull-requests.md'), 'utf8');
const workflows = ['compare', 'comment', 'plan', 'deploy', 'drift'].map((name) =>
  readFileSync(join(__dirname, `../../../.github/workflows/mesh-${name}.yml`), 'utf8'),
);

describe('docs/pull-requests.md', () => {
  it('lists every risk with its level and meaning', () => {
    const rows = page.match(/^\| `[a-z-]+` \| (?:low|medium|high) \|.*$/gm);
    expect(rows).toEqual(
      Object.entries(RISKS).map(([name, { level, about }]) => `| \`${name}\` | ${level} | ${about} |`),
    );
  });

  it('names only options that mesh diff has', () => {
    const program = new Command();
    register(program);
    const options = program.commands[0]?.options.map(({ long }) => long) ?? [];
    const lines = page
      .split('\n')
      .filter((line) => /mesh diff|`--/.test(line) && !/^\s+-? ?terraform|checkov|conftest|rev-parse/.test(line));
    const named = lines.flatMap((line) => [...line.matchAll(/(?<![\w-])--[a-z][a-z-]+/g)].map(([option]) => option));
    expect(named.filter((option) => !options.includes(option) && !['--if-present'].includes(option))).toEqual([]);
  });
});

describe('the workflows', () => {
  it('pin every action by its commit, and say which version that is', () => {
    for (const text of workflows) {
      for (const [, action] of text.matchAll(/uses: (.+)/g)) {
        if (!action?.startsWith('./')) expect(action).toMatch(/^[\w.-]+\/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
      }
    }
  });

  it('give no job more than it asks for, and keep no token in the checked-out folder', () => {
    for (const text of workflows) {
      expect(text).toMatch(/^permissions: \{\}$/m);
      expect(text.match(/actions\/checkout@/g) ?? []).toHaveLength(
        (text.match(/persist-credentials: false/g) ?? []).length,
      );
    }
  });

  it('put nothing that others write into a script', () => {
    for (const text of workflows) {
      const scripts = text.split(/\n\s+(?:run|script): \|/).slice(1);
      for (const script of scripts)
        expect(script.split(/\n\s+- /)[0]).not.toMatch(/\$\{\{\s*github\.(?:event|head_ref)/);
    }
  });
});
