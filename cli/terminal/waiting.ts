import { elapsed } from './elapsed';
import { style } from './style';

/**
 * Waits, and says in a terminal what for and how long already, as soon as that is noticed. The line is gone when the wait is over; a pipe sees
 * nothing.
 */
export async function waitingFor<T>(what: string, work: Promise<T>): Promise<T> {
  const { stderr } = process;
  if (!stderr.isTTY || process.env['CI']) return work;
  const began = Date.now();
  const show = setInterval(
    () => stderr.write(`\r${style.quiet(`${what} ${elapsed(Date.now() - began)}`)}\u001b[K`),
    200,
  );
  try {
    return await work;
  } finally {
    clearInterval(show);
    if (Date.now() - began >= 200) stderr.write('\r\u001b[K');
  }
}
