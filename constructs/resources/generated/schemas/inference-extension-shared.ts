// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { SchemaNode } from '../../validation/schema';

/** The objects that several kinds have. */
export const SHARED: Readonly<Record<string, SchemaNode>> = {
};
