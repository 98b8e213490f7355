import type { BadgeIcon, MtlsMode } from './model';

export const MTLS_ICONS: Readonly<Record<MtlsMode, BadgeIcon>> = {
  STRICT: 'lock',
  PERMISSIVE: 'half-lock',
  DISABLE: 'open-lock',
};

export const MTLS_TEXTS: Readonly<Record<MtlsMode, string>> = {
  STRICT: 'mTLS only',
  PERMISSIVE: 'mTLS and plain text',
  DISABLE: 'plain text only',
};
