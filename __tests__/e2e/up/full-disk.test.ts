import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TerraformStack } from 'cdktf';
import { ProviderResource } from '../../../constructs/delivery/provider-resource';
import { kubectl } from '../cluster';
import { describeHere } from '../needs';
import { ProjectUnderTest } from '../project';

const NAMESPACE = 'full-disk';
const PAGE = 4096;

/** A disk with so little room that it is soon full. */
class SmallDisk {
  readonly folder = mkdtempSync(join(tmpdir(), 'e2e-disk-'));
  private readonly filling = join(this.folder, 'filling');

  mount(): void {
    this.run('mount', '-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', this.folder);
  }

  /** Leaves room for so many pages. */
  fill(pages: number): void {
    spawnSync('dd', ['if=/dev/zero', `of=${this.filling}`, `bs=${PAGE}`], { stdio: 'ignore' });
    truncateSync(this.filling, statSync(this.filling).size - pages * PAGE);
  }

  makeRoom(): void {
    rmSync(this.filling);
  }

  unmount(): void {
    this.run('umount', this.folder);
  }

  private run(program: string, ...args: readonly string[]): void {
    const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  }
}

/** Some objects, each after the one before, which make a state of some pages. */
function objects(stack: TerraformStack): void {
  let before: ProviderResource | undefined;
  for (const number of [1, 2, 3, 4]) {
    before = new ProviderResource(stack, `Map${number}`, {
      type: 'kubernetes_config_map_v1',
      attributes: { metadata: { name: `map-${number}`, namespace: NAMESPACE }, data: { text: 'x'.repeat(PAGE) } },
      dependsOn: before && [before],
    });
  }
}

const created = () =>
  kubectl(
    '-n',
    NAMESPACE,
    'get',
    'configmaps',
    '-o',
    'jsonpath={range .items[*]}{.metadata.name} {.metadata.uid}{"\\n"}{end}',
  )
    .split('\n')
    .filter((line) => line.startsWith('map-'));

describeHere(__filename)('a disk that gets full below the state', () => {
  const disk = new SmallDisk();
  const project = new ProjectUnderTest('full', disk.folder);
  beforeAll(() => {
    disk.mount();
    kubectl('delete', 'namespace', NAMESPACE, '--ignore-not-found');
    kubectl('create', 'namespace', NAMESPACE);
    project.synth(objects);
  });
  afterAll(() => {
    project.destroy();
    disk.unmount();
    kubectl('delete', 'namespace', NAMESPACE);
  });

  it('before a deploy: nothing is changed', async () => {
    disk.fill(0);
    const { code, stderr } = await project.up();
    disk.makeRoom();
    expect(stderr).toMatch(
      /^× full: Error acquiring the state lock .*no space left on device.*\n {2}-> the disk is full: make room, then mesh up again$/m,
    );
    expect(code).toBe(2);
    expect(created()).toEqual([]);
  });

  it('in the middle of a deploy: the next one knows what this one has created', async () => {
    disk.fill(3);
    const { code, stderr } = await project.up();
    const errored = join(project.workspace.folder, 'out/stacks/full/errored.tfstate');
    expect(stderr.match(/^×.*$/gm)).toEqual([
      expect.stringMatching(/^× full: the state could not be written: .*no space left on device/),
    ]);
    expect(stderr).toContain(`  -> make room; then mesh up again, which puts it back from ${errored}\n`);
    expect(code).toBe(2);
    const before = created();
    expect(before.length).toBeGreaterThan(0);

    disk.makeRoom();
    const next = await project.up();
    expect([next.code, next.stdout]).toEqual([
      0,
      expect.stringContaining('the state that the run before could not write is put back'),
    ]);
    expect(created()).toEqual(expect.arrayContaining(before));
    expect(created()).toHaveLength(4);
    expect(existsSync(errored)).toBe(false);
    expect(project.workspace.plan('full').changes).toBe(false);
  });
});
