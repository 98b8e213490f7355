import type { BadgeIcon, NodeKind } from './model';

/** Outlines on a field of 16 by 16. */
export const BADGE_ICONS: Readonly<Record<BadgeIcon, string>> = {
  lock: 'M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5M8 10v1.5',
  'half-lock': 'M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 4.9-.8M8 10v1.5',
  'open-lock': 'M3.5 7.5h9v6h-9zM5.5 7.5V4a2.5 2.5 0 0 1 4.6-1.3M6.5 9.5l3 2.5M9.5 9.5l-3 2.5',
  shield: 'M8 1.8l5 1.8v4.2c0 3.2-2.2 5.4-5 6.4-2.8-1-5-3.2-5-6.4V3.6zM5.8 8l1.6 1.6 2.9-3.1',
  key: 'M10.5 8.5a3 3 0 1 0-3-3c0 .4.1.8.2 1.1L2.5 12v1.8h2.3v-1.6h1.6v-1.6L8.8 8c.5.3 1.1.5 1.7.5z',
  fuse: 'M9 1.8L4 9h3.6L6.8 14.2 12 7H8.4z',
  chart: 'M2.5 13.5h11M4 11V8M7 11V4M10 11V6.5M13 11V3',
  filter: 'M2.5 3h11L9.4 8.2v4.6l-2.8-1.3V8.2z',
  mesh: 'M8 2.5v3.2M3.6 12.2l2.8-2.6M12.4 12.2L9.6 9.6M8 10a2.2 2.2 0 1 0 0-4.4A2.2 2.2 0 0 0 8 10z',
  cloud: 'M4.6 12.5a2.9 2.9 0 0 1-.2-5.8 3.8 3.8 0 0 1 7.3.7 2.6 2.6 0 0 1-.2 5.1z',
  missing: 'M8 2.2l6.2 11.3H1.8zM8 6.5v3.2M8 11.6v.2',
};

export const KIND_ICONS: Readonly<Record<NodeKind, string>> = {
  proxy: 'M2 8h7M6.5 5.2L9.3 8l-2.8 2.8M11 2.5h3v11h-3',
  gateway: 'M2.5 13.5V7.2a5.5 5.5 0 0 1 11 0v6.3M6 13.5V8.2a2 2 0 0 1 4 0v5.3M1.5 13.5h13',
  'virtual-service': 'M2 8h3.5c2.5 0 2.5-4.3 5-4.3H14M5.5 8c2.5 0 2.5 4.3 5 4.3H14M12 1.7l2 2-2 2M12 10.3l2 2-2 2',
  service: 'M8 1.8l5.4 3.1v6.2L8 14.2l-5.4-3.1V4.9zM8 10.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z',
  workload: 'M8 1.8l5.4 3.1v6.2L8 14.2l-5.4-3.1V4.9zM2.6 4.9L8 8l5.4-3.1M8 8v6.2',
  'control-plane':
    'M8 10.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6zM8 1.8v3.9M8 10.3v3.9M1.8 8h3.9M10.3 8h3.9M3.6 3.6l2.8 2.8M9.6 9.6l2.8 2.8M12.4 3.6L9.6 6.4M6.4 9.6l-2.8 2.8',
  addon: 'M2.5 13.5h11M4 11V7.5M7 11V4.5M10 11V6M13 11V2.5',
  unplaced: 'M3 4h10M3 8h10M3 12h6',
};

/** An icon with its upper left corner at x, y. */
export function icon(path: string, classes: string, x: number, y: number, size: number): string {
  const scale = Math.round((size / 16) * 1000) / 1000;
  return `<path class="icon ${classes}" transform="translate(${round(x)} ${round(y)}) scale(${scale})" d="${path}"/>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
