import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { deliveriesOf } from '../delivery/deliveries';
import { CHECKS } from './checks';
import { formerCodeOf } from './codes';
import { MeshFacts } from './facts';
import type { Finding } from './finding';
import type { ProgramMesh } from './program';
import { readProgram } from './read-program';

interface Found {
  readonly findings: readonly Finding[];
  /** The findings by the stack that they are reported in; those outside of every stack are left out. */
  readonly byStack: ReadonlyMap<TerraformStack, readonly Finding[]>;
  /** What the objects of the program were when it was looked at. */
  readonly manifests: readonly unknown[];
  /** How many constructs there were, those of other packages among them. */
  readonly size: number;
}

// Each stack of a program asks when it is validated, and validation is one go.
const found = new WeakMap<IConstruct, Found>();

/** Everything that the checks find in the program that a construct belongs to. */
export function findingsOf(anywhere: IConstruct): readonly Finding[] {
  return foundIn(anywhere.node.root).findings;
}

/** What the checks of the whole program find in one of its stacks. */
export function findingsInStack(stack: TerraformStack): readonly Finding[] {
  return foundIn(stack.node.root).byStack.get(stack) ?? [];
}

function foundIn(root: IConstruct): Found {
  const manifests = deliveriesOf(root).objects.map(({ manifest }) => manifest);
  const before = found.get(root);
  const size = sizeOf(root);
  if (before?.size === size && isSame(before.manifests, manifests)) return before;
  const meshes = readProgram(root);
  const findings = [...meshes.flatMap(findingsIn), ...(meshes.length > 1 ? findingsBetween(meshes) : [])];
  const byStack = new Map<TerraformStack, Finding[]>();
  for (const finding of findings) {
    const stack = stackOf(finding.at);
    const list = stack === undefined ? undefined : byStack.get(stack);
    if (list !== undefined) list.push(finding);
    else if (stack !== undefined) byStack.set(stack, [finding]);
  }
  const all = { findings, byStack, manifests, size };
  found.set(root, all);
  queueMicrotask(() => found.delete(root));
  return all;
}

function findingsBetween(meshes: readonly ProgramMesh[]): Iterable<Finding> {
  // Loaded by programs of several clusters.
  const between = require('./between-clusters') as typeof import('./between-clusters');
  return between.findingsBetween(meshes);
}

function stackOf(construct: IConstruct): TerraformStack | undefined {
  for (let at: IConstruct | undefined = construct; at !== undefined; at = at.node.scope) {
    if (TerraformStack.isStack(at)) return at;
  }
  return undefined;
}

/** Everything that the checks find in one mesh. */
export function findingsIn(mesh: ProgramMesh): readonly Finding[] {
  const findings: Finding[] = [];
  const facts = new MeshFacts(mesh);
  for (const { inputs, load } of CHECKS) {
    const hasInput = inputs === 'any mesh' || inputs.some((kind) => mesh.objects.of(kind).length > 0);
    if (hasInput) load()(mesh, (finding) => findings.push(withFormerCode(finding)), facts);
  }
  return findings;
}

function withFormerCode(finding: Finding): Finding {
  const formerCode = formerCodeOf(finding.code);
  return formerCode === undefined ? finding : { ...finding, formerCode };
}

function sizeOf(construct: IConstruct): number {
  return construct.node.children.reduce((sum, child) => sum + sizeOf(child), 1);
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, i) => one === b[i]);
}
