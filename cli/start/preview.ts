import { mkdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Problem } from '../command-error';
import { buildMap } from '../map/build';
import { renderSvg } from '../map/svg';
import { synthesizedSource } from '../map/synthesized-source';
import { writeFile } from '../project/write-file';
import type { MeshContent, Session } from '../session/session';
import { mark, style } from '../terminal/style';
import { printLines } from '../terminal/wrap';
import { stepNames } from '../up/step-names';
import { creationOrder } from './creation-order';

/** Shows what would be deployed, and what a deploy lacks. */
export async function preview(session: Session, missing: readonly Problem[], json: boolean): Promise<void> {
  const content = await session.content();
  const nameOf = stepNames(content, { namespaces: true });
  const stacks = content.stacks.map((stack) => ({
    name: stack.name,
    creates: creationOrder(stack)
      // Bookkeeping of Terraform's own is nothing that a reader looks for.
      .filter((address) => !address.startsWith('terraform_data.'))
      .map((address) => nameOf(stack.name, address)),
  }));
  const picture = join(session.project.root, '.mesh', 'mesh.svg');
  const unwritten = drawPicture(picture, content);
  const warnings = [...content.stacks.flatMap((stack) => stack.warnings), ...unwritten];
  if (json) {
    process.stdout.write(
      `${JSON.stringify({ preview: true, stacks, ...(unwritten.length > 0 ? {} : { picture }), warnings, missing }, undefined, 2)}\n`,
    );
    return;
  }
  const lines = [style.strong('Preview: nothing is changed'), ''];
  lines.push(
    `${mark.good} ${stacks.length} stacks synthesized and checked: ${content.charts.length} charts, ${content.objects.length} objects`,
  );
  lines.push(...warnings.map((warning) => `${mark.warn} ${warning}`));
  lines.push('', 'Would be created, in this order:');
  for (const { name, creates } of stacks) {
    lines.push(
      '',
      style.strong(`stack ${name}`),
      ...creates.map((step, index) => `${String(index + 1).padStart(4)}. ${step}`),
    );
  }
  if (unwritten.length === 0)
    lines.push('', `${mark.good} the picture of it: ${relative(process.cwd(), picture) || picture}`);
  lines.push('', 'Missing for a deploy:');
  for (const { problem, remedy } of missing) {
    lines.push(`${mark.warn} ${problem}`);
    if (remedy) lines.push(`  ${style.quiet('->')} ${remedy}`);
  }
  lines.push('', 'Then: npm run up');
  printLines(process.stdout, lines);
}

/**
 * Draws what would be deployed; the same as `mesh map -o .mesh/mesh.svg`.
 *
 * @returns why there is no picture: a disk that is full costs no more than that
 */
function drawPicture(path: string, content: MeshContent): readonly string[] {
  const picture = renderSvg(buildMap(synthesizedSource(content)));
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFile(path, picture);
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}
