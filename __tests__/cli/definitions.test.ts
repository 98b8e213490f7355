import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mesh } from './mesh-process';

/** What a release could publish: a definition and the policy that guards it, with what only people read. */
const PUBLISHED = `# A release.
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: httproutes.gateway.networking.k8s.io
  annotations: {gateway.networking.k8s.io/bundle-version: v1.6.99, gateway.networking.k8s.io/channel: standard}
spec:
  group: gateway.networking.k8s.io
  versions: [{name: v1, schema: {openAPIV3Schema: {description: For people., type: object}}}]
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: safe-upgrades.gateway.networking.k8s.io}
spec: {failurePolicy: Fail}
`;

jest.setTimeout(120_000);

describe('mesh definitions', () => {
  let server: Server;
  let url: string;
  const folder = (): string => mkdtempSync(join(tmpdir(), 'definitions-'));

  beforeAll(async () => {
    server = createServer(({ url: path }, response) => {
      response.statusCode = path === '/install.yaml' ? 200 : 404;
      response.end(response.statusCode === 200 ? PUBLISHED : '');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((done) => server.close(done)));

  const fetched = (cwd: string, ...args: string[]) => mesh(['definitions', ...args], { cwd });

  it('fetches a file, leaves out what only people read, and says its checksum', async () => {
    const cwd = folder();
    const { code, stdout, stderr } = await fetched(
      cwd,
      '--version',
      '1.6.99',
      '--from',
      `${url}/install.yaml`,
      '--json',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const said = JSON.parse(stdout) as { readonly sha256: string; readonly file: string };
    expect(said).toMatchObject({
      version: '1.6.99',
      channel: 'standard',
      file: 'gateway-api/1.6.99-standard.json',
      objects: 2,
    });
    const text = readFileSync(join(cwd, said.file), 'utf8');
    expect(text).not.toContain('For people');
    expect(text).toContain('safe-upgrades.gateway.networking.k8s.io');
  });

  it('reads a file where there is no network, with the same checksum', async () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'install.yaml'), PUBLISHED.replace('# A release.\n', ''));
    const sums = await Promise.all(
      [`${url}/install.yaml`, 'install.yaml'].map(async (from, i) => {
        const { stdout } = await fetched(cwd, '--version', '1.6.99', '--from', from, '--out', `${i}.json`, '--json');
        return (JSON.parse(stdout) as { readonly sha256: string }).sha256;
      }),
    );
    expect(sums[0]).toBe(sums[1]);
    expect(await fetched(cwd, '--version', '1.6.99', '--from', '0.json', '--out', '2.json')).toMatchObject({ code: 0 });
  });

  it('writes nothing where the definitions are not those of the catalogue', async () => {
    const { code, stderr } = await fetched(folder(), '--version', '1.6', '--from', `${url}/install.yaml`);
    expect(code).toBe(2);
    expect(stderr.replace(/\s+/g, ' ')).toMatch(
      /expected the standard definitions of the Gateway API 1\.6\.3 with the SHA-256 [0-9a-f]{64}, got [0-9a-f]{64}/,
    );
  });

  it('says how to go on where nothing answers', async () => {
    const { code, stderr } = await fetched(folder(), '--from', `${url}/missing.yaml`);
    expect(code).toBe(2);
    expect(stderr.replace(/\s+/g, ' ')).toContain('expected the status 200, got 404');
    expect(stderr.replace(/\s+/g, ' ')).toContain('pass it with --from');
  });
});
