import { DEFAULT_ISTIO_VERSION, exactVersion, type IstioVersion } from '../../../constructs/versions';
import { kubectl, running } from '../cluster';
import { describeHere } from '../needs';
import { Program } from './program';
import { deviations, reference, referenceExists } from './reference';

const STACKS = ['mesh', 'addons', 'hello-world'] as const;
const NO_CHANGES = /No changes\. Your infrastructure matches the configuration\./;

const here = describeHere(__filename);

/** What the gateway chart does otherwise than Istio's own installer: pods are filled in by the injector. */
const GATEWAY = /^Deployment istio-(in|e)gressgateway: \.spec\.(template|strategy|replicas)/;
/** Objects of Istio's own installer that the gateway chart names otherwise, or leaves to its values. */
const RENAMED =
  /^(Role|RoleBinding) istio-(in|e)gressgateway-sds: missing|^PodDisruptionBudget istio-(in|e)gressgateway: missing/;
/** istiod writes these once it runs. */
const PATCHED =
  /^(Mutating|Validating)WebhookConfiguration .*: \.webhooks\[\d+\]\.(failurePolicy|clientConfig\.caBundle)/;
/** A record of what the installer was told, and parts of the configuration that only it writes. */
const RECORDED =
  /^ConfigMap (values: \.data\.(merged|original)-values|istio-sidecar-injector: \.data\.values\.(global|istio_cni)|istio: \.data\.mesh\.defaultConfig\.proxyMetadata)/;
const INSTANCE = /^Deployment istiod: \.spec\.template\.metadata\.labels\.app\.kubernetes\.io\/instance/;
/** The registry that the installer names is about to be switched off. */
const REGISTRY = /^Deployment istiod: \.spec\.template\.spec\.containers\[0\]\.image: "registry\.istio\.io\/release\//;
const ACCEPTED_OF_THE_MESH = [GATEWAY, RENAMED, PATCHED, RECORDED, INSTANCE, REGISTRY];

/** The samples do not know of one another; Grafana's has a source that nobody deploys. */
const ACCEPTED_OF_THE_ADDONS = [
  /^ConfigMap kiali: \.data\.config\.yaml\.external_services/,
  /^ConfigMap grafana: \.data\.datasources\.yaml\.datasources: 2 entries, 1 run/,
  /^Deployment (kiali|grafana): \.spec\.template\.metadata\.annotations\.checksum\/config/,
];

const unaccepted = (lines: readonly string[], accepted: readonly RegExp[]): string[] =>
  lines.filter((line) => !accepted.some((pattern) => pattern.test(line)));

const leftovers = (): string[] =>
  kubectl(
    ...[
      'get',
      'deployments,services,serviceaccounts,secrets,roles,rolebindings,clusterroles,clusterrolebindings',
    ].flat(),
    ...['-A', '-o', 'name'],
  )
    .concat(kubectl('get', 'mutatingwebhookconfigurations,validatingwebhookconfigurations,namespaces', '-o', 'name'))
    .split('\n')
    .filter((name) => /istio|kiali|grafana|prometheus|jaeger|helloworld|helm\.release/.test(name));

/** Definitions of a newer release do not go back to an older one's: what they store has versions that it lacks. */
function startAfresh(): void {
  const names = kubectl('get', 'crds', '-o', 'name').split('\n');
  const istio = names.filter((name) => name.endsWith('.istio.io'));
  if (istio.length > 0) kubectl('delete', ...istio);
}

here.each(['1.17.2', '1.30.3', exactVersion(DEFAULT_ISTIO_VERSION)] as const)(
  'the tutorial with Istio %s',
  (version: IstioVersion) => {
    const program = new Program();
    const ifReference = referenceExists(version) ? test : test.skip;

    const deploy = (): void => {
      program.startIstiod(version);
      program.deploy();
    };

    beforeAll(async () => {
      startAfresh();
      await program.use(version);
      deploy();
    });
    afterAll(() => program.stopIstiod());

    test.each(STACKS)('a second plan of stack %s changes nothing', (stack) => {
      expect(program.diff(stack)).toMatch(NO_CHANGES);
    });

    ifReference("what runs is what Istio's own installer applies", () => {
      const lines = deviations(reference(`demo/${version}/istioctl-demo.yaml`));
      expect(unaccepted(lines, ACCEPTED_OF_THE_MESH)).toEqual([]);
    });

    ifReference.each(['prometheus', 'grafana', 'jaeger', 'kiali'])("%s runs as in Istio's samples", (addon) => {
      const lines = deviations(reference(`addons/${version}/${addon}.yaml`));
      expect(unaccepted(lines, ACCEPTED_OF_THE_ADDONS)).toEqual([]);
    });

    test('the pods of the application have a sidecar', () => {
      const text = kubectl('-n', 'default', 'get', 'pods', '-l', 'app=helloworld', '-o', 'json');
      const pods: { spec: { containers: { name: string }[]; initContainers?: { name: string }[] } }[] =
        JSON.parse(text).items;
      expect(pods.length).toBeGreaterThan(1);
      for (const { spec } of pods) {
        const names = [...spec.containers, ...(spec.initContainers ?? [])].map(({ name }) => name);
        expect(names).toContain('istio-proxy');
      }
    });

    // Of 1.17 there are no programs of a proxy.
    const ifDataplane = version === '1.17.2' ? test.skip : test;
    ifDataplane('/hello is answered by both versions through the ingress gateway, and nothing else is', async () => {
      const address = program.startDataplane(version);
      const versions = new Set<string>();
      for (let request = 0; request < 40 && versions.size < 2; request++) {
        const response = await fetch(`http://${address}/hello`);
        expect(response.status).toBe(200);
        const said = /Hello version: (v\d)/.exec(await response.text())?.[1];
        if (said !== undefined) versions.add(said);
      }
      expect([...versions].sort()).toEqual(['v1', 'v2']);
      expect((await fetch(`http://${address}/other`)).status).toBe(404);
      kubectl('-n', 'istio-system', 'delete', 'telemetries.telemetry.istio.io', 'rig', '--ignore-not-found');
    });

    test('destroying leaves nothing but the definitions, and the namespace default without its label', () => {
      program.destroy();
      expect(leftovers()).toEqual([]);
      expect(kubectl('get', 'crds', '-o', 'name')).toContain('virtualservices.networking.istio.io');
      const namespace = running<{ metadata: { labels?: Record<string, string> } }>('namespace', 'default');
      expect(namespace?.metadata.labels).not.toHaveProperty('istio-injection');
    });

    test('deploys again over the definitions that stayed, and destroys while istiod is down', () => {
      deploy();
      for (const stack of STACKS) expect(program.diff(stack)).toMatch(NO_CHANGES);
      program.stopIstiod();
      program.destroy();
      expect(leftovers()).toEqual([]);
    });
  },
);

here('the tutorial moved from Istio 1.17.2 to 1.30.3', () => {
  const program = new Program();
  afterAll(() => {
    program.destroy();
    program.stopIstiod();
  });

  test('is upgraded in place, and a plan afterwards changes nothing', async () => {
    startAfresh();
    await program.use('1.17.2');
    program.startIstiod('1.17.2');
    program.deploy();
    await program.use('1.30.3');
    program.deploy('mesh');
    program.startIstiod('1.30.3');
    program.deploy();
    for (const stack of STACKS) expect(program.diff(stack)).toMatch(NO_CHANGES);
    const image = kubectl('-n', 'istio-system', 'get', 'deployment', 'istiod', '-o', 'jsonpath={..image}');
    expect(image).toContain(':1.30.3');
  });

  test('keeps the definitions of the newer release', () => {
    expect(kubectl('get', 'crds', '-o', 'name')).toContain('trafficextensions.extensions.istio.io');
  });
});
