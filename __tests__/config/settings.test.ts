import { InvalidSettingsError } from '../../config/invalid-settings-error';
import { parseSettings, SETTING_DESCRIPTIONS } from '../../config/settings';

function faultsOf(source: Parameters<typeof parseSettings>[0]): string[] {
  try {
    parseSettings(source);
  } catch (error) {
    if (error instanceof InvalidSettingsError) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('settings', () => {
  test('need nothing to be given', () => {
    expect(parseSettings()).toEqual({
      kubeconfig: '~/.kube/config',
      kubeContext: 'minikube',
      istioVersion: '1.31',
      profile: 'demo',
      addons: ['prometheus', 'grafana', 'jaeger', 'kiali'],
      addonUrls: {},
      delivery: 'release',
      trafficApi: 'istio',
      ingressServiceType: 'LoadBalancer',
      appNamespace: 'default',
      backend: { name: 'local', config: {} },
    });
  });

  test('are taken from the context of cdktf.json, and from the environment before it', () => {
    const context = { istioVersion: '1.17.2', profile: 'minimal' };
    expect(parseSettings({ context })).toMatchObject({ istioVersion: '1.17.2', profile: 'minimal' });
    expect(parseSettings({ context, environment: { ISTIO_PROFILE: 'default' } })).toMatchObject({
      istioVersion: '1.17.2',
      profile: 'default',
    });
  });

  test('have an environment variable each, which reaches the result', () => {
    const environment = {
      KUBECONFIG: '/etc/kubeconfig',
      KUBE_CONTEXT: 'elsewhere',
      ISTIO_VERSION: '1.17.2',
      ISTIO_PROFILE: 'default',
      CHART_REPOSITORY: 'oci://registry.example/charts',
      ISTIO_HUB: 'registry.example/istio',
      ISTIO_TAG: '1.17.2-build.7',
      ISTIO_VARIANT: 'distroless',
      DASHBOARDS_REPOSITORY: 'https://files.example/dashboards',
      MESH_ADDONS: 'prometheus=http://prometheus.example:9090,kiali',
      MESH_DELIVERY: 'manifest',
      TRAFFIC_API: 'gateway',
      INGRESS_SERVICE_TYPE: 'NodePort',
      APP_NAMESPACE: 'shop',
      MESH_BACKEND: 's3',
      MESH_BACKEND_CONFIG: '{"bucket":"state"}',
    };
    expect(Object.keys(environment)).toEqual(SETTING_DESCRIPTIONS.map(({ variable }) => variable));
    expect(parseSettings({ environment })).toEqual({
      kubeconfig: '/etc/kubeconfig',
      kubeContext: 'elsewhere',
      istioVersion: '1.17.2',
      profile: 'default',
      chartRepository: 'oci://registry.example/charts',
      imageHub: 'registry.example/istio',
      imageTag: '1.17.2-build.7',
      imageVariant: 'distroless',
      dashboardsRepository: 'https://files.example/dashboards',
      addons: ['prometheus', 'kiali'],
      addonUrls: { prometheus: 'http://prometheus.example:9090' },
      delivery: 'manifest',
      trafficApi: 'gateway',
      ingressServiceType: 'NodePort',
      appNamespace: 'shop',
      backend: { name: 's3', config: { bucket: 'state' } },
    });
  });

  test('count an empty variable as absent', () => {
    expect(parseSettings({ environment: { ISTIO_VERSION: '', KUBE_CONTEXT: ' ' } }).kubeContext).toBe('minikube');
  });

  test('take addons as a list or as text, and none of them as well', () => {
    expect(parseSettings({ context: { addons: ['kiali', 'prometheus'] } }).addons).toEqual(['prometheus', 'kiali']);
    expect(parseSettings({ context: { addons: 'prometheus, jaeger' } }).addons).toEqual(['prometheus', 'jaeger']);
    expect(parseSettings({ environment: { MESH_ADDONS: 'none' } }).addons).toEqual([]);
  });

  test('have the nearest minor suggested for one that is not known', () => {
    for (const [given, meant] of [
      ['1.32', '1.31'],
      ['1.9', '1.17'],
    ])
      expect(faultsOf({ environment: { ISTIO_VERSION: given } })).toEqual([
        expect.stringContaining(`got "${given}" (did you mean "${meant}"?)`),
      ]);
  });

  test('are refused all at once, a line each', () => {
    expect(
      faultsOf({
        context: { istioVersion: '1.16', profil: 'demo', ingressServiceType: 'Loadbalancer', appNamespace: 'My_Shop' },
        environment: { MESH_ADDONS: 'prometheus,kialy,zipkin', MESH_DELIVERY: 'manifests', MESH_BACKEND: 'swift' },
      }),
    ).toEqual([
      'context.profil in cdktf.json: unknown setting (did you mean "profile"?)',
      'context.istioVersion in cdktf.json: expected an Istio minor from 1.17 to 1.31, or an exact version of one, such as 1.31.1, got "1.16" (did you mean "1.17"?)',
      'MESH_ADDONS: expected none alone, or a comma-separated list of prometheus, grafana, jaeger, kiali; name=http://… uses what runs there instead of deploying it, got "kialy" (did you mean "kiali"?)',
      'MESH_ADDONS: expected none alone, or a comma-separated list of prometheus, grafana, jaeger, kiali; name=http://… uses what runs there instead of deploying it, got "zipkin"',
      'MESH_DELIVERY: expected one of release, manifest, got "manifests" (did you mean "manifest"?)',
      'context.ingressServiceType in cdktf.json: expected one of LoadBalancer, NodePort, ClusterIP, got "Loadbalancer" (did you mean "LoadBalancer"?)',
      'context.appNamespace in cdktf.json: expected a namespace name: at most 63 lowercase letters, digits and hyphens, with a letter or digit at either end, other than istio-system, got "My_Shop"',
      'MESH_BACKEND: expected one of local, s3, gcs, azurerm, kubernetes, cloud, got "swift"',
    ]);
  });

  test.each([
    ['kubeconfig', 7],
    ['kubeContext', ''],
    ['chartRepository', 'ftp://charts.example'],
    ['chartRepository', 'https://'],
    ['imageHub', 'https://registry.example/istio'],
    ['imageHub', 'registry.example/istio/'],
    ['imageTag', ':1.31.0'],
    ['imageTag', '-build'],
    ['imageTag', 'a'.repeat(129)],
    ['imageVariant', 'default'],
    ['dashboardsRepository', 'oci://files.example'],
    ['addons', ['grafana=grafana.example', 'prometheus']],
    ['addons', true],
    ['chartRepository', './no-such-folder'],
    ['dashboardsRepository', './no-such-folder'],
    ['addons', 'none,kiali'],
    ['appNamespace', '-shop'],
    ['appNamespace', 'istio-system'],
    ['appNamespace', 'a'.repeat(64)],
    ['backendConfig', 'bucket'],
    ['backendConfig', ['bucket']],
  ])('refuse %s %j', (key, value) => {
    expect(faultsOf({ context: { [key]: value } })).toHaveLength(1);
  });

  test('are refused where the name of a variable is misspelt, as a key of cdktf.json is', () => {
    expect(
      faultsOf({ environment: { ISTIO_VERSON: '1.17.2', mesh_addons: 'none', MESH_ADDON: 'none', ISTIO_HUBS: 'a/b' } }),
    ).toEqual([
      'ISTIO_VERSON: unknown environment variable (did you mean "ISTIO_VERSION"?)',
      'mesh_addons: unknown environment variable (did you mean "MESH_ADDONS"?)',
      'MESH_ADDON: unknown environment variable (did you mean "MESH_ADDONS"?)',
      'ISTIO_HUBS: unknown environment variable (did you mean "ISTIO_HUB"?)',
    ]);
  });

  test('leave the variables of other programs alone', () => {
    const environment = {
      KUBE_CONFIG: 'a',
      KUBE_CONFIG_PATH: 'a',
      ISTIO_META_DNS_CAPTURE: 'a',
      ISTIO_HOME: 'a',
      MESH_ID: 'a',
      APP_NAME: 'a',
    };
    expect(faultsOf({ environment })).toEqual([]);
    expect(faultsOf({ environment: { ISTIO_VERSON: '' } })).toEqual([]);
  });

  test('name both places where the settings of a backend may stand when none are given', () => {
    expect(faultsOf({ environment: { MESH_BACKEND: 's3' } })).toEqual([
      'MESH_BACKEND_CONFIG or context.backendConfig in cdktf.json: s3 backend, bucket: required',
    ]);
  });

  test('refuse Grafana and Kiali without a Prometheus, and take one that runs elsewhere', () => {
    expect(faultsOf({ context: { addons: 'grafana,kiali' } })).toEqual([
      'context.addons in cdktf.json: grafana requires prometheus, which is left out (add prometheus, or prometheus=http://… for one of your own)',
      'context.addons in cdktf.json: kiali requires prometheus, which is left out (add prometheus, or prometheus=http://… for one of your own)',
    ]);
    expect(faultsOf({ context: { addons: 'grafana,prometheus=http://p.example' } })).toEqual([]);
    expect(faultsOf({ context: { addons: 'grafana=http://g.example' } })).toEqual([]);
  });

  test('check what a backend needs, and name what it does not know', () => {
    expect(faultsOf({ context: { backend: 's3', backendConfig: { buket: 'state', encrypt: 'yes' } } })).toEqual([
      'context.backendConfig in cdktf.json: s3 backend, bucket: required',
      'context.backendConfig in cdktf.json: s3 backend, encrypt: expected true or false, got "yes"',
      expect.stringMatching(
        /^context\.backendConfig in cdktf\.json: s3 backend, buket: unknown setting, expected one of .*did you mean "bucket"/,
      ),
    ]);
  });
});
