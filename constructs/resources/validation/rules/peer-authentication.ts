import type { PeerAuthenticationSpec } from '../../generated/security';
import { checkSelector } from '../checks/labels';
import { show } from '../fault';
import type { Place } from '../place';

const LAST_PORT = 65535;

/** What istiod's webhook refuses, and warns of, in a PeerAuthentication. */
export function checkPeerAuthentication(spec: Place<PeerAuthenticationSpec>): void {
  const [ports, labels] = [spec.field('portLevelMtls'), spec.field('selector').field('matchLabels')];
  checkSelector(spec.field('selector'), 'matchLabels');
  if (!ports.exists || ports.unknown) return;
  if (ports.size() === 0) ports.fault({ got: 'no ports', wanted: 'at least one, or nothing' });
  else if (labels.isEmpty && !spec.field('selector').unknown) {
    ports.fault({ got: 'settings of single ports', wanted: 'a selector with labels beside them' });
  }
  for (const [key, port] of ports.entries()) {
    if (!/^\d+$/.test(key) || Number(key) < 1 || Number(key) > LAST_PORT) {
      port.fault({ text: `invalid key ${show(key)}, expected a port from 1 to ${LAST_PORT}`, wanted: 'a port' });
    }
  }
}
