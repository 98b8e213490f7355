import { TerraformStack, Testing } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import { CODES } from '../../constructs/analysis/codes';
import { findingsIn } from '../../constructs/analysis/find';
import { readProgram } from '../../constructs/analysis/read-program';
import { CustomResource } from '../../constructs/delivery/custom-resource';
import { Mesh, type MeshSource } from '../../model/mesh';
import { readCluster } from '../../model/read/cluster';
import { type Plan, planMesh, type ResourceChange, readPlan } from '../../model/read/plan';
import { readStacks, type StackOrigin } from '../../model/read/stack-model';
import { synthesizedObjects } from '../../model/read/synthesized-stack';
import type { Fields } from '../../model/value';

/** A Kubernetes object as it is written. */
export interface Written {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

/** What is found in one mesh, wherever it is read from. */
export interface Found {
  readonly program: readonly string[];
  readonly stacks: readonly string[];
  readonly plan: readonly string[];
  /** Of the objects alone, as a cluster would list them. */
  readonly cluster: readonly string[];
}

/** What declares a mesh: objects as they are written, or a program. */
export type Declaring = readonly Written[] | ((scope: Construct) => void);

/** What the checks find in a mesh, read from a program, from its synthesized stack, from a plan of that, and from a cluster. */
export function foundIn(declaring: Declaring): Found {
  const app = Testing.app();
  const stack = new TerraformStack(app, 'stack');
  if (typeof declaring === 'function') declaring(stack);
  else for (const [i, written] of declaring.entries()) new CustomResource(stack, `Object-${i}`, { ...written });
  const program = readProgram(app).flatMap(codesIn);
  const content = JSON.parse(Testing.synth(stack)) as Fields;
  const { after } = readPlan(planOf(content), content);
  const manifests = synthesizedObjects(content).map(({ manifest, metadata }) => ({ ...manifest, metadata }));
  return {
    program,
    stacks: codesIn(new Mesh(inProgram(readStacks([content]), stack))),
    plan: codesIn(new Mesh(inProgram(planMesh(after), stack))),
    cluster: codesIn(new Mesh(readCluster<IConstruct>(manifests, () => stack))),
  };
}

function codesIn(mesh: Mesh<IConstruct>): readonly string[] {
  return findingsIn(mesh)
    .filter(({ code, severity = CODES[code].severity }) => severity === 'error' || severity === 'warning')
    .map(({ code, text }) => `${code} ${text}`);
}

/** The same source, with the stack for the constructs that its objects come from. */
function inProgram(
  { objects, charts, ...source }: MeshSource<StackOrigin>,
  origin: IConstruct,
): MeshSource<IConstruct> {
  return {
    ...(source.isUnreadable === undefined ? {} : { isUnreadable: source.isUnreadable }),
    objects: [...objects].map((object) => ({ ...object, origin })),
    charts: [...(charts ?? [])].map((chart) => ({ ...chart, origin })),
  };
}

/** A plan that creates everything a stack has, with values documents that need another resource known only after apply. */
export function planOf(content: Fields): Plan {
  const resources = content['resource'] as Readonly<Record<string, Readonly<Record<string, Fields>>>>;
  const changes = Object.entries(resources).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, { '//': _about, depends_on: _after, ...body }]): ResourceChange => {
      const values = Array.isArray(body['values']) ? body['values'].map(String) : undefined;
      const isLate = (values ?? []).map((text) => /^\$\{/.test(text));
      const after = {
        ...body,
        ...(values && { values: values.map((text, i) => (isLate[i] ? null : unescaped(text))) }),
      };
      return {
        address: `${type}.${name}`,
        mode: 'managed',
        type,
        name,
        change: { actions: ['create'], before: null, after, after_unknown: values ? { values: isLate } : {} },
      };
    }),
  );
  return { format_version: '1.2', resource_changes: changes };
}

function unescaped(text: string): string {
  return text.replace(/([$%])\1\{/g, '$1{');
}
