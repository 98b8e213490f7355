import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, TerraformStack, Testing } from 'cdktf';
import {
  GatewayApiDefinitions,
  type GatewayApiDefinitionsProps,
  type GatewayApiRelease,
  gatewayApi,
  MeshContext,
} from '../../../constructs';
import { canonicalDefinitions, definitionsDigest } from '../../../constructs/mesh/definitions-file';
import { readSynthesizedStack } from '../../../model/read/synthesized-stack';

const folder = mkdtempSync(join(tmpdir(), 'definitions-'));
afterAll(() => rmSync(folder, { recursive: true }));

const definition = (description: string) => `# Gateway API standard channel install
---
kind: CustomResourceDefinition
apiVersion: apiextensions.k8s.io/v1
metadata:
  name: gateways.gateway.networking.k8s.io
  annotations: {gateway.networking.k8s.io/bundle-version: v1.6.3, gateway.networking.k8s.io/channel: standard}
spec:
  group: gateway.networking.k8s.io
  scope: Namespaced
  names: {kind: Gateway, plural: gateways}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        description: ${description}
        properties: {description: {type: string}}
`;
const sha256 = definitionsDigest(canonicalDefinitions(definition('a'), 'a.yaml'));

function fileWith(text: string): string {
  const file = join(folder, `${Math.abs(Buffer.from(text).reduce((sum, byte) => sum * 31 + byte, 7) % 1e9)}.yaml`);
  writeFileSync(file, text);
  return file;
}

function stackWith(props: GatewayApiDefinitionsProps, release: Partial<GatewayApiRelease> = {}) {
  const stack = new TerraformStack(new App(), 'mesh');
  MeshContext.set(stack, { gatewayApi: release });
  return { stack, definitions: new GatewayApiDefinitions(stack, 'GatewayApi', props) };
}

describe('the definitions of the Gateway API', () => {
  it('travel in a release that takes over what is there, and stay when it goes', () => {
    const { stack, definitions } = stackWith({ file: fileWith(definition('a')), sha256 });
    expect([definitions.version, definitions.channel]).toEqual(['1.6.3', 'standard']);
    const { helm_release: releases } = JSON.parse(Testing.synth(stack)).resource;
    expect(Object.values(releases)).toMatchObject([
      { name: 'gateway-api', namespace: 'istio-system', take_ownership: true },
    ]);
    const { objects } = readSynthesizedStack(JSON.parse(Testing.synth(stack)));
    expect(objects).toMatchObject([
      {
        kind: 'CustomResourceDefinition',
        metadata: {
          name: 'gateways.gateway.networking.k8s.io',
          annotations: { 'helm.sh/resource-policy': 'keep', 'gateway.networking.k8s.io/bundle-version': 'v1.6.3' },
        },
      },
    ]);
    const [{ manifest }] = objects as [(typeof objects)[0]];
    expect(manifest).toMatchObject({
      spec: { versions: [{ schema: { openAPIV3Schema: { properties: { description: { type: 'string' } } } } }] },
    });
  });

  it('are the same whatever people read in them, and in which form they are kept', () => {
    const json = canonicalDefinitions(definition('b'), 'b.yaml');
    expect(definitionsDigest(json)).toBe(sha256);
    expect(() => stackWith({ file: fileWith(`${json}\n`), sha256 })).not.toThrow();
  });

  it('arrive before the resources of their stack', () => {
    const { stack } = stackWith({ file: fileWith(definition('a')), sha256 });
    new gatewayApi.Gateway(stack, 'Edge', {
      metadata: { name: 'edge' },
      spec: { gatewayClassName: 'istio', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] },
    });
    const { helm_release: releases } = JSON.parse(Testing.synth(stack)).resource;
    const edge = Object.entries<{ depends_on?: string[] }>(releases).find(([id]) => id.includes('edge'))?.[1];
    expect(edge?.depends_on).toEqual(['helm_release.istio-system_gateway-api']);
  });

  it('are refused where the file is not there, or is another one', () => {
    expect(() => stackWith({}, { version: '1.5', channel: 'experimental' })).toThrow(
      'mesh/GatewayApi: file: "gateway-api/1.5.1-experimental.json" not found\n-> mesh definitions --version 1.5.1 --channel experimental',
    );
    const file = fileWith(definition('a'));
    expect(() => stackWith({ file })).toThrow(
      /^mesh\/GatewayApi: file: expected the standard definitions of the Gateway API 1\.6\.3 with the SHA-256 \w{64}, got ".*" with \w{64}\n-> mesh definitions/,
    );
    expect(() => stackWith({ file }, { version: '1.6.2' })).toThrow(
      `sha256: required, because the catalogue has none of the standard definitions of the Gateway API 1.6.2, got "${sha256}"`,
    );
    expect(() => stackWith({ file: fileWith('a: b\n') })).toThrow(
      /expected the definitions of a release of the Gateway API, got something else$/,
    );
  });
});
