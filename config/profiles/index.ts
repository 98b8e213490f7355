import { defaultProfile } from './default';
import { demo } from './demo';
import { minimal } from './minimal';
import type { Profile } from './profile';

export type { GatewayProfile, Profile } from './profile';

const PROFILES = { demo, default: defaultProfile, minimal } as const satisfies Record<string, Profile>;

/** One of Istio's profiles. */
export type ProfileName = keyof typeof PROFILES;

/** The profiles there are. */
export const PROFILE_NAMES = Object.keys(PROFILES) as readonly ProfileName[];

/** What a profile installs. */
export function profileOf(name: ProfileName): Profile {
  return PROFILES[name];
}
