// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { CelRule } from '../validation/cel-runtime';

/** The CEL rules of all kinds and releases of the API; schemas refer to them by position. */
export const CEL_RULES: readonly CelRule[] = [
  {
    rule: "self.kind != 'Service' || has(self.port)",
    wanted: "a port, because it is a Service",
    holds: (self, cel) => cel.or(() => !cel.equals(cel.field(self, "kind"), "Service"), () => cel.has(self, "port")),
  },
  {
    rule: "self.all(p1, self.exists_one(p2, p1.number==p2.number))",
    wanted: "each port number once",
    holds: (self, cel) => cel.all(self, (v0) => cel.existsOne(self, (v1) => cel.equals(cel.field(v0, "number"), cel.field(v1, "number")))),
  },
];
