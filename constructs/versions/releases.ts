import type { MinorRelease } from './release';
import { istio1_17 } from './releases/1.17';
import { istio1_18 } from './releases/1.18';
import { istio1_19 } from './releases/1.19';
import { istio1_20 } from './releases/1.20';
import { istio1_21 } from './releases/1.21';
import { istio1_22 } from './releases/1.22';
import { istio1_23 } from './releases/1.23';
import { istio1_24 } from './releases/1.24';
import { istio1_25 } from './releases/1.25';
import { istio1_26 } from './releases/1.26';
import { istio1_27 } from './releases/1.27';
import { istio1_28 } from './releases/1.28';
import { istio1_29 } from './releases/1.29';
import { istio1_30 } from './releases/1.30';
import { istio1_31 } from './releases/1.31';

/** What each minor brings, oldest first. A new minor is a file of its own and a line here. */
export const RELEASES = {
  '1.17': istio1_17,
  '1.18': istio1_18,
  '1.19': istio1_19,
  '1.20': istio1_20,
  '1.21': istio1_21,
  '1.22': istio1_22,
  '1.23': istio1_23,
  '1.24': istio1_24,
  '1.25': istio1_25,
  '1.26': istio1_26,
  '1.27': istio1_27,
  '1.28': istio1_28,
  '1.29': istio1_29,
  '1.30': istio1_30,
  '1.31': istio1_31,
} as const satisfies Readonly<Record<string, MinorRelease>>;
