import type { MinorRelease } from './release';

/** A minor: the newest release of it that this package knows, and what it brings, loaded when it is first asked for. */
export interface Minor {
  /** What the minor stands for where no exact version is given. */
  readonly newest: string;
  readonly load: () => MinorRelease;
}

/** The minors, oldest first. A new minor is a file of its own and an entry here; a new patch is the entry alone. */
export const RELEASES = {
  '1.17': {
    newest: '1.17.8',
    load: () => (require('./releases/1.17') as typeof import('./releases/1.17')).istio1_17,
  },
  '1.18': {
    newest: '1.18.7',
    load: () => (require('./releases/1.18') as typeof import('./releases/1.18')).istio1_18,
  },
  '1.19': {
    newest: '1.19.10',
    load: () => (require('./releases/1.19') as typeof import('./releases/1.19')).istio1_19,
  },
  '1.20': {
    newest: '1.20.8',
    load: () => (require('./releases/1.20') as typeof import('./releases/1.20')).istio1_20,
  },
  '1.21': {
    newest: '1.21.6',
    load: () => (require('./releases/1.21') as typeof import('./releases/1.21')).istio1_21,
  },
  '1.22': {
    newest: '1.22.8',
    load: () => (require('./releases/1.22') as typeof import('./releases/1.22')).istio1_22,
  },
  '1.23': {
    newest: '1.23.6',
    load: () => (require('./releases/1.23') as typeof import('./releases/1.23')).istio1_23,
  },
  '1.24': {
    newest: '1.24.6',
    load: () => (require('./releases/1.24') as typeof import('./releases/1.24')).istio1_24,
  },
  '1.25': {
    newest: '1.25.5',
    load: () => (require('./releases/1.25') as typeof import('./releases/1.25')).istio1_25,
  },
  '1.26': {
    newest: '1.26.8',
    load: () => (require('./releases/1.26') as typeof import('./releases/1.26')).istio1_26,
  },
  '1.27': {
    newest: '1.27.9',
    load: () => (require('./releases/1.27') as typeof import('./releases/1.27')).istio1_27,
  },
  '1.28': {
    newest: '1.28.10',
    load: () => (require('./releases/1.28') as typeof import('./releases/1.28')).istio1_28,
  },
  '1.29': {
    newest: '1.29.7',
    load: () => (require('./releases/1.29') as typeof import('./releases/1.29')).istio1_29,
  },
  '1.30': {
    newest: '1.30.4',
    load: () => (require('./releases/1.30') as typeof import('./releases/1.30')).istio1_30,
  },
  '1.31': {
    newest: '1.31.1',
    load: () => (require('./releases/1.31') as typeof import('./releases/1.31')).istio1_31,
  },
} as const satisfies Readonly<Record<string, Minor>>;
