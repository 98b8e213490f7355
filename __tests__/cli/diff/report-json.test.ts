import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { DEFAULT_POLICY } from '../../../cli/diff/policy';
import { reportJson } from '../../../cli/diff/report';
import { RISKS } from '../../../cli/diff/risks';
import { RULES } from '../../../cli/diff/rules';
import { PAIR_STACKS, type PairStack } from './change-pairs';
import { reportOfRecording } from './recorded-plans';

const ajv = new Ajv({ strict: true, strictRequired: false });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(join(__dirname, '../../../docs/mesh-diff.schema.json'), 'utf8')));

const reports = (Object.keys(PAIR_STACKS) as PairStack[]).flatMap((stack) =>
  PAIR_STACKS[stack].pairs.map(({ name }) => reportOfRecording(stack, name, { ...DEFAULT_POLICY, failOn: 'medium' })),
);

describe('the JSON of a report', () => {
  it('follows the documented schema for every recorded change', () => {
    for (const report of reports) {
      validate(JSON.parse(JSON.stringify(reportJson(report))));
      expect(validate.errors).toBeNull();
    }
  });

  it('is refused by the schema where something is missing, so that the schema says something', () => {
    const { formatVersion: _version, ...rest } = reportJson(reports[0] ?? ({ changes: [] } as never)) as Record<
      string,
      unknown
    >;
    expect(validate(rest)).toBe(false);
  });
});

describe('the rules', () => {
  const said = new Set(
    reports.flatMap(({ changes }) => changes.flatMap(({ remarks }) => remarks.map(({ rule }) => rule))),
  );
  const marked = new Set(
    reports.flatMap(({ changes }) =>
      changes.flatMap(({ remarks }) => remarks.flatMap(({ risks }) => risks.map(({ risk }) => risk))),
    ),
  );

  it('have names of their own', () => {
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  });

  it('each speak about some recorded change', () => {
    expect(RULES.map(({ id }) => id).filter((id) => !said.has(id))).toEqual([]);
  });

  it('mark every risk in some recorded change', () => {
    // These come about only in ways that cannot be recorded without spoiling the other pairs; the rules' own tests have them.
    const elsewhere = ['deletes-crd', 'downgrades'];
    expect(Object.keys(RISKS).filter((risk) => !marked.has(risk as never) && !elsewhere.includes(risk))).toEqual([]);
  });
});
