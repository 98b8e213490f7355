import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAGES_WITH_TABLES, withTables } from '../../scripts/document-tables';

describe('the tables of the documentation', () => {
  it.each(PAGES_WITH_TABLES)(
    '%s lists settings, verbs, releases and codes as the sources have them (npm run docs:tables)',
    (name) => {
      const page = readFileSync(join(__dirname, '../..', name), 'utf8');
      expect(page).toBe(withTables(page));
    },
  );

  it('refuses a table that nothing makes', () => {
    expect(() => withTables('<!-- table: colours -->\n<!-- /table -->')).toThrow(
      'no table "colours", there are settings',
    );
  });
});
