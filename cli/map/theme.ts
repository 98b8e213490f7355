import type { NodeKind } from './model';

export type ThemeName = 'light' | 'dark';

/** `auto` follows the reader's system, in a browser; what is no browser draws it light. */
export type Theme = ThemeName | 'auto';

interface Palette {
  readonly page: string;
  readonly lane: string;
  readonly laneLine: string;
  readonly card: string;
  readonly cardLine: string;
  readonly row: string;
  readonly ink: string;
  readonly quiet: string;
  readonly edge: string;
  readonly mirror: string;
  readonly good: string;
  readonly half: string;
  readonly bad: string;
  readonly kinds: Readonly<Record<NodeKind, string>>;
}

const PALETTES: Readonly<Record<ThemeName, Palette>> = {
  light: {
    page: '#f5f6f9',
    lane: '#ffffff',
    laneLine: '#dfe3ea',
    card: '#ffffff',
    cardLine: '#cfd6e1',
    row: '#f4f6fa',
    ink: '#1b2330',
    quiet: '#5b6676',
    edge: '#8a97aa',
    mirror: '#a87bd1',
    good: '#15803d',
    half: '#b45309',
    bad: '#c81e1e',
    kinds: {
      proxy: '#7c4ddb',
      gateway: '#a13fb5',
      'virtual-service': '#2f62d9',
      service: '#0b7f8c',
      workload: '#3f7d20',
      'control-plane': '#47566d',
      addon: '#c2570c',
      unplaced: '#6b7280',
    },
  },
  dark: {
    page: '#0e131b',
    lane: '#151c27',
    laneLine: '#273142',
    card: '#1c2533',
    cardLine: '#38465b',
    row: '#243042',
    ink: '#e8edf5',
    quiet: '#9eabbd',
    edge: '#74849b',
    mirror: '#b794e6',
    good: '#4ade80',
    half: '#fbbf24',
    bad: '#f87171',
    kinds: {
      proxy: '#a78bfa',
      gateway: '#e07cf0',
      'virtual-service': '#7aa5ff',
      service: '#3fc8d6',
      workload: '#8fce63',
      'control-plane': '#a3b3ca',
      addon: '#fb9a4b',
      unplaced: '#9aa3b2',
    },
  },
};

export const PROPORTIONAL =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", Arial, sans-serif';
export const MONOSPACE = '"DejaVu Sans Mono", "SF Mono", Menlo, Consolas, monospace';

/** The rules that every picture shares. Plain class selectors and literal colours: that is what all SVG programs understand. */
export function pictureStyle(theme: Theme): string {
  const shared = [
    `text{font-family:${PROPORTIONAL};font-size:13px}`,
    '.title{font-weight:600}',
    '.sub{font-size:11px}',
    '.heading{font-size:11px;font-weight:600;letter-spacing:.09em}',
    '.lane-name{font-size:15px;font-weight:700}',
    `.row-title{font-family:${MONOSPACE};font-size:11.5px}`,
    '.row-detail{font-size:10.5px}',
    `.share{font-size:10.5px;font-weight:600}`,
    '.edge{fill:none;stroke-width:1.6}',
    '.mirror{stroke-dasharray:2 4}',
    '.none{stroke-dasharray:5 4;opacity:.65}',
    '.card{stroke-width:1}',
    '.elsewhere .card{stroke-dasharray:5 4}',
    '.icon{fill:none;stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}',
    '.lane{stroke-width:1}',
  ].join('');
  if (theme !== 'auto') return shared + colours(PALETTES[theme]);
  return `${shared}${colours(PALETTES.light)}@media (prefers-color-scheme:dark){${colours(PALETTES.dark)}}`;
}

function colours(palette: Palette): string {
  const kinds = Object.entries(palette.kinds).map(
    ([kind, colour]) => `.k-${kind} .accent{fill:${colour}}.k-${kind} .kind{stroke:${colour}}`,
  );
  return [
    `text{fill:${palette.ink}}`,
    `.page{fill:${palette.page}}`,
    `.lane{fill:${palette.lane};stroke:${palette.laneLine}}`,
    `.lane-head-back{fill:${palette.lane}}`,
    `.card{fill:${palette.card};stroke:${palette.cardLine}}`,
    `.row-box{fill:${palette.row}}`,
    `.sub,.heading,.row-detail{fill:${palette.quiet}}`,
    `.edge{stroke:${palette.edge}}`,
    `.arrow{fill:${palette.edge}}`,
    `.mirror{stroke:${palette.mirror}}`,
    `.share{fill:${palette.ink}}`,
    `.pill{fill:${palette.lane};stroke:${palette.laneLine}}`,
    `.icon{stroke:${palette.quiet}}`,
    `.i-lock{stroke:${palette.good}}`,
    `.i-half-lock{stroke:${palette.half}}`,
    `.i-open-lock,.i-missing{stroke:${palette.bad}}`,
    ...kinds,
  ].join('');
}

/** The colours that the page around the picture takes. */
export function pageStyle(theme: ThemeName): string {
  const { page, lane, laneLine, row, ink, quiet, bad, kinds } = PALETTES[theme];
  return `:root{color-scheme:${theme};--name:${theme};--page:${page};--lane:${lane};--line:${laneLine};--row:${row};--ink:${ink};--quiet:${quiet};--bad:${bad};--accent:${kinds['virtual-service']}}`;
}
