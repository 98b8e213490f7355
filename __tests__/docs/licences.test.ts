import { readFileSync } from 'node:fs';
import { LICENCES_PAGE, licencesPage } from '../../scripts/list-licences';

describe('the list of licences', () => {
  it('is what the lock says (npm run licences)', () => {
    expect(readFileSync(LICENCES_PAGE, 'utf8')).toBe(licencesPage());
  });

  it('has none that forbids use in a closed program', () => {
    const licences = [...licencesPage().matchAll(/^\| (.*) \| (.*) \|$/gm)].filter(([, name]) => name !== 'Package');
    const free = /MIT|ISC|BSD|Apache-2\.0|BlueOak|MPL-2\.0|Unlicense|Public Domain|0BSD|CC0|Python-2\.0/;
    expect(licences.filter(([, , licence = '']) => !free.test(licence)).map(([line]) => line)).toEqual([]);
  });
});
