import { writeFileSync } from 'node:fs';
import { CannotLookError } from '../cannot-look';

/**
 * Writes a file that was asked for.
 *
 * @throws CannotLookError naming the file: the system names none where the disk is full
 */
export function writeFile(path: string, content: string | Buffer): void {
  try {
    writeFileSync(path, content);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CannotLookError({
      problem: `${path}: cannot be written: ${code === 'ENOSPC' ? 'no space left on the disk' : message}`,
    });
  }
}
