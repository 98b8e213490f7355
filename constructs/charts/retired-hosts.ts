import type { Construct } from 'constructs';
import { annotate } from '../annotate';
import { rememberPlace, withPlace } from '../place';

/** Where something was served, and where it is served now. */
interface Move {
  readonly from: RegExp;
  readonly to: string;
}

const MOVES: readonly Move[] = [
  { from: /^https?:\/\/istio-release\.storage\.googleapis\.com/, to: 'https://blob.istio.io/istio-release/charts' },
  { from: /^oci:\/\/gcr\.io\/istio-release/, to: 'oci://ghcr.io/istio/release/charts' },
  { from: /^(gcr\.io\/istio-release|registry\.istio\.io)(\/|:|$)/, to: 'docker.io/istio' },
];

/**
 * Warns of a setting that names a host which Istio retires in December 2026, with the one that serves the same.
 *
 * @see https://istio.io/latest/news/releases/1.31.x/announcing-1.31/upgrade-notes/
 */
export function warnOfRetiredHost(scope: Construct, setting: string, value: string | undefined): void {
  const move = MOVES.find(({ from }) => value !== undefined && from.test(value));
  if (move === undefined) return;
  rememberPlace(scope);
  const warning = `${setting}: got "${value}", which Istio retires in December 2026; expected ${move.to}, or a mirror of your own`;
  annotate(scope, 'warning', withPlace(warning, scope));
}
