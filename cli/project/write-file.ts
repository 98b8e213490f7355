import { writeFileSync } from 'node:fs';
import { CommandError } from '../command-error';

/**
 * Writes a file that was asked for.
 *
 * @throws CommandError naming the file: the system names none where the disk is full
 */
export function writeFile(path: string, content: string | Buffer): void {
  try {
    writeFileSync(path, content);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CommandError({
      problem: `${path}: cannot be written: ${code === 'ENOSPC' ? 'no space left on the disk' : message}`,
    });
  }
}
