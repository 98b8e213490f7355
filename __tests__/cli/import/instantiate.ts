import { transformSync } from '@swc/core';
import type { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';

/** Compiles a program of `mesh import`, and makes its construct in a stack. */
export function instantiate(program: string, stack: TerraformStack): void {
  const { code } = transformSync(program, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  const exports: { Imported?: new (scope: Construct, id: string) => Construct } = {};
  new Function('exports', 'require', code)(exports, require);
  if (exports.Imported === undefined) throw new Error('the program exports no construct');
  new exports.Imported(stack, 'Imported');
}
