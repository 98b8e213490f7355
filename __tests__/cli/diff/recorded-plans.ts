import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePlan, planSides } from '../../../cli/diff/objects/plan-sides';
import { DEFAULT_POLICY, type DiffPolicy } from '../../../cli/diff/policy';
import { type DiffReport, reportOn } from '../../../cli/diff/report';
import { plain } from '../../../cli/diff/sentence';
import type { PairStack } from './change-pairs';

interface Recording {
  readonly format_version: string;
  readonly terraform_version: string;
  readonly fixtures: readonly {
    readonly pair: string;
    readonly synthesized: unknown;
    readonly resource_changes: unknown[];
  }[];
}

const read = new Map<PairStack, Recording>();

/** The plans of one stack of pairs, as real Terraform and providers made them. */
export function recordings(stack: PairStack): Recording {
  const known = read.get(stack);
  if (known) return known;
  const file = join(__dirname, 'fixtures', `${stack}.json`);
  if (!existsSync(file)) throw new Error(`${file} is missing: see scripts/record-diff-fixtures.ts`);
  const recording = JSON.parse(readFileSync(file, 'utf8')) as Recording;
  read.set(stack, recording);
  return recording;
}

/** What is reported on the recorded plan of a pair. */
export function reportOfRecording(stack: PairStack, pair: string, policy: DiffPolicy = DEFAULT_POLICY): DiffReport {
  const { format_version, terraform_version, fixtures } = recordings(stack);
  const found = fixtures.find((fixture) => fixture.pair === pair);
  if (!found) throw new Error(`no recorded plan of ${pair} in ${stack}`);
  const text = JSON.stringify({ format_version, terraform_version, resource_changes: found.resource_changes });
  const sides = planSides(stack, parsePlan(text, pair), found.synthesized);
  return reportOn([{ stack, ...sides }], { policy, comparison: { mode: 'plan' } });
}

/** Everything a report says, object by object: `VirtualService shop/hello: 10 % of /hello moves from v1 to v2 [risk]`. */
export function sayings(report: DiffReport): string[] {
  return report.changes.flatMap(({ title, remarks }) =>
    remarks.map(({ sentence, risks }) => {
      const marks = risks.map(({ risk }) => risk).join(', ');
      return `${title}: ${plain(sentence)}${marks === '' ? '' : ` [${marks}]`}`;
    }),
  );
}
