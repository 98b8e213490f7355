import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectSettings } from '../../config/project-settings';

function project(content?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'project-'));
  if (content !== undefined) writeFileSync(join(folder, 'cdktf.json'), content);
  return folder;
}

describe('the settings of a project', () => {
  test('come from the context of its cdktf.json', () => {
    expect(projectSettings(project('{"context":{"profile":"minimal"}}'), {}).profile).toBe('minimal');
  });

  test('are the defaults where there is no cdktf.json, or no context', () => {
    expect(projectSettings(project(), {}).profile).toBe('demo');
    expect(projectSettings(project('{}'), {}).profile).toBe('demo');
  });

  test('come from the cdktf command where it runs the program, whose own keys do not count', () => {
    const passedOn = JSON.stringify({
      profile: 'default',
      cdktfRelativeModules: [],
      excludeStackIdFromLogicalIds: 'true',
    });
    const folder = project('{"context":{"profile":"minimal"}}');
    expect(projectSettings(folder, { CDKTF_CONTEXT_JSON: passedOn }).profile).toBe('default');
  });

  test('say which file is no JSON', () => {
    const folder = project('{ context');
    expect(() => projectSettings(folder, {})).toThrow(join(folder, 'cdktf.json'));
  });
});
