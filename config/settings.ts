import { existsSync } from 'node:fs';
import * as v from 'valibot';
import { IMAGE_TAG_RULE, IMAGE_VARIANTS, type ImageVariant, isImageTag } from '../constructs/istio-images';
import { isNamespaceName, NAMESPACE_NAME_RULE } from '../constructs/namespace-name';
import {
  DEFAULT_ISTIO_VERSION,
  ISTIO_MINORS,
  ISTIO_VERSIONS,
  type IstioVersion,
  isIstioVersion,
} from '../constructs/versions';
import { editDistance, nearest } from '../model/closest-name';
import { BACKENDS, type BackendName, type BackendSettings, backendFaults } from './backend';
import { InvalidSettingsError, type SettingFault } from './invalid-settings-error';
import { PROFILE_NAMES, type ProfileName } from './profiles';

/** The addons, in the order in which they come up. */
export const ADDON_NAMES = ['prometheus', 'grafana', 'jaeger', 'kiali'] as const;

/** One of the addons. */
export type AddonName = (typeof ADDON_NAMES)[number];

const INGRESS_SERVICE_TYPES = ['LoadBalancer', 'NodePort', 'ClusterIP'] as const;
const DELIVERIES = ['release', 'manifest'] as const;
const TRAFFIC_APIS = ['istio', 'gateway'] as const;

/** What the program deploys, and where: validated, with every default filled in. */
export interface Settings {
  /** Path of the kubeconfig file; several ones are separated as in `KUBECONFIG`. A leading `~` is the home directory. */
  readonly kubeconfig: string;
  /** The context of the kubeconfig to deploy to. Never the one that happens to be current. */
  readonly kubeContext: string;
  /** The Istio release. */
  readonly istioVersion: IstioVersion;
  /** Which of Istio's profiles. */
  readonly profile: ProfileName;
  /** Where every chart comes from: an http(s) repository, an oci:// registry or a folder; each chart's own repository when absent. */
  readonly chartRepository?: string;
  /** The registry of Istio's images; the release's own when absent. */
  readonly imageHub?: string;
  /** The tag of Istio's images; the release's version when absent. */
  readonly imageTag?: string;
  /** Which variant of Istio's images; the charts' own when absent. */
  readonly imageVariant?: ImageVariant;
  /** Where Grafana's dashboards come from: an http(s) address or a folder; Istio's repository at the release's tag when absent. */
  readonly dashboardsRepository?: string;
  /** The addons there are, in the order in which they come up, whether deployed or replaced by a URL. */
  readonly addons: readonly AddonName[];
  /** The addons that are not deployed, because something at that URL takes their place. */
  readonly addonUrls: Readonly<Partial<Record<AddonName, string>>>;
  /** How custom resources reach the cluster. */
  readonly delivery: (typeof DELIVERIES)[number];
  /** Which API routes are written in. */
  readonly trafficApi: (typeof TRAFFIC_APIS)[number];
  /** The type of the ingress gateway's Service. */
  readonly ingressServiceType: (typeof INGRESS_SERVICE_TYPES)[number];
  /** The namespace of the hello-world application. `default` exists already; any other one is created. */
  readonly appNamespace: string;
  /** Where Terraform keeps its state, and the settings of that backend. */
  readonly backend: BackendSettings;
}

/** How one setting is given, for the documentation and for messages. */
export interface SettingDescription {
  /** The key under `context` in cdktf.json. */
  readonly key: string;
  /** The environment variable that overrides the key. */
  readonly variable: string;
  /** What the setting must be. */
  readonly expected: string;
  /** What holds when it is not given. */
  readonly default: string;
}

interface Setting extends SettingDescription {
  readonly schema: v.GenericSchema<unknown, unknown>;
  /** The names it may be, to suggest one. */
  readonly names?: readonly string[];
}

const text = v.pipe(v.string(), v.trim(), v.nonEmpty());
const isHttpUrl = (value: string): boolean => /^https?:\/\/[^\s/]+/.test(value) && URL.canParse(value);
// Anything with another scheme is a mistake, not a folder; a drive letter is none.
const isFolder = (value: string): boolean => !/^[a-z][a-z0-9+.-]+:\/\//i.test(value) && existsSync(value);
const oneOf = (names: readonly string[]): string => `one of ${names.join(', ')}`;

const addonEntry = v.pipe(
  text,
  v.check((entry) => {
    const [name = '', url] = splitAddon(entry);
    return (ADDON_NAMES as readonly string[]).includes(name) && (url === undefined || isHttpUrl(url));
  }),
);

const SETTINGS = [
  {
    key: 'kubeconfig',
    variable: 'KUBECONFIG',
    expected: 'the path of a kubeconfig file',
    default: '~/.kube/config',
    schema: text,
  },
  {
    key: 'kubeContext',
    variable: 'KUBE_CONTEXT',
    expected: 'the name of a context of the kubeconfig',
    default: 'minikube',
    schema: text,
  },
  {
    key: 'istioVersion',
    variable: 'ISTIO_VERSION',
    expected: `an Istio minor from ${ISTIO_MINORS[0]} to ${ISTIO_MINORS.at(-1)}, or an exact version of one, such as ${ISTIO_VERSIONS.at(-1)}`,
    default: DEFAULT_ISTIO_VERSION,
    schema: v.custom<IstioVersion>((version) => typeof version === 'string' && isIstioVersion(version)),
    names: ISTIO_MINORS,
  },
  {
    key: 'profile',
    variable: 'ISTIO_PROFILE',
    expected: oneOf(PROFILE_NAMES),
    default: 'demo',
    schema: v.picklist(PROFILE_NAMES),
    names: PROFILE_NAMES,
  },
  {
    key: 'chartRepository',
    variable: 'CHART_REPOSITORY',
    expected: 'an http(s):// repository, an oci:// registry or an existing folder that has every chart',
    default: "each chart's own public repository",
    schema: v.pipe(
      text,
      v.check((value) => isHttpUrl(value) || /^oci:\/\/[^\s/]+/.test(value) || isFolder(value)),
    ),
  },
  {
    key: 'imageHub',
    variable: 'ISTIO_HUB',
    expected: 'a registry and path without scheme and tag, such as registry.example/istio',
    default: 'docker.io/istio',
    schema: v.pipe(text, v.regex(/^[a-z0-9][a-z0-9.-]*(:\d+)?(\/[a-z0-9._-]+)*$/i)),
  },
  {
    key: 'imageTag',
    variable: 'ISTIO_TAG',
    expected: IMAGE_TAG_RULE,
    default: "the release's version",
    schema: v.pipe(text, v.check(isImageTag)),
  },
  {
    key: 'imageVariant',
    variable: 'ISTIO_VARIANT',
    expected: oneOf(IMAGE_VARIANTS),
    default: "the charts' own",
    schema: v.picklist(IMAGE_VARIANTS),
    names: IMAGE_VARIANTS,
  },
  {
    key: 'dashboardsRepository',
    variable: 'DASHBOARDS_REPOSITORY',
    expected: "an http(s):// address or an existing folder that has the release's dashboards as JSON files",
    default: "Istio's repository at the release's tag",
    schema: v.pipe(
      text,
      v.check((value) => isHttpUrl(value) || isFolder(value)),
    ),
  },
  {
    key: 'addons',
    variable: 'MESH_ADDONS',
    expected: `none alone, or a comma-separated list of ${ADDON_NAMES.join(', ')}; name=http://… uses what runs there instead of deploying it`,
    default: 'all of them',
    schema: v.array(addonEntry),
    names: ADDON_NAMES,
  },
  {
    key: 'delivery',
    variable: 'MESH_DELIVERY',
    expected: oneOf(DELIVERIES),
    default: 'release',
    schema: v.picklist(DELIVERIES),
    names: DELIVERIES,
  },
  {
    key: 'trafficApi',
    variable: 'TRAFFIC_API',
    expected: oneOf(TRAFFIC_APIS),
    default: 'istio',
    schema: v.picklist(TRAFFIC_APIS),
    names: TRAFFIC_APIS,
  },
  {
    key: 'ingressServiceType',
    variable: 'INGRESS_SERVICE_TYPE',
    expected: oneOf(INGRESS_SERVICE_TYPES),
    default: 'LoadBalancer',
    schema: v.picklist(INGRESS_SERVICE_TYPES),
    names: INGRESS_SERVICE_TYPES,
  },
  {
    key: 'appNamespace',
    variable: 'APP_NAMESPACE',
    expected: `${NAMESPACE_NAME_RULE}, other than istio-system`,
    default: 'default',
    // The stack mesh creates Istio's own namespace, which nothing else may create, too.
    schema: v.pipe(
      v.string(),
      v.check((value) => isNamespaceName(value) && value !== 'istio-system'),
    ),
  },
  {
    key: 'backend',
    variable: 'MESH_BACKEND',
    expected: oneOf(BACKENDS),
    default: 'local',
    schema: v.picklist(BACKENDS),
    names: BACKENDS,
  },
  {
    key: 'backendConfig',
    variable: 'MESH_BACKEND_CONFIG',
    expected: "an object with the backend's own settings; JSON in the environment",
    default: 'nothing',
    schema: v.pipe(
      v.record(v.string(), v.unknown()),
      v.check((value) => !Array.isArray(value)),
    ),
  },
] as const satisfies readonly Setting[];

type SettingKey = (typeof SETTINGS)[number]['key'];

/** Every setting: its key, its environment variable, what it must be and what holds without it. */
export const SETTING_DESCRIPTIONS: readonly SettingDescription[] = SETTINGS.map(
  ({ key, variable, expected, default: fallback }) => ({ key, variable, expected, default: fallback }),
);

/** Where settings are read from. */
export interface SettingsSource {
  /** The `context` of cdktf.json. */
  readonly context?: Readonly<Record<string, unknown>>;
  /** The environment, which wins. Empty variables count as absent. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/**
 * Validates settings and fills in the defaults.
 *
 * @throws InvalidSettingsError with a line for every unknown key and every bad value, not just the first
 */
export function parseSettings({ context = {}, environment = {} }: SettingsSource = {}): Settings {
  const faults: SettingFault[] = [];
  const known = SETTINGS.map((setting) => setting.key);
  for (const key of Object.keys(context)) {
    if (!(known as string[]).includes(key)) {
      faults.push({ where: `context.${key} in cdktf.json`, problem: 'unknown setting', hint: suggest(key, known) });
    }
  }

  faults.push(...misspeltVariables(environment));

  const given = new Map<SettingKey, unknown>();
  const origin = new Map<SettingKey, string>();
  for (const setting of SETTINGS as readonly (Setting & { key: SettingKey })[]) {
    const variable = environment[setting.variable];
    const fromEnvironment = variable !== undefined && variable.trim() !== '';
    const raw = fromEnvironment ? variable : context[setting.key];
    if (raw === undefined) continue;
    const where = fromEnvironment ? setting.variable : `context.${setting.key} in cdktf.json`;
    origin.set(setting.key, where);
    const value = structured(setting.key, raw);
    const result = v.safeParse(setting.schema, value);
    if (result.success) {
      given.set(setting.key, result.output);
      continue;
    }
    for (const bad of badParts(value, result.issues)) {
      const hint = typeof bad === 'string' && setting.names ? suggest(bad, setting.names) : undefined;
      faults.push({
        where,
        problem: `expected ${setting.expected}, got ${JSON.stringify(bad)}`,
        ...(hint && { hint }),
      });
    }
  }
  const get = <T>(key: SettingKey): T | undefined => given.get(key) as T | undefined;

  const entries = (get<string[]>('addons') ?? [...ADDON_NAMES]).map(splitAddon);
  const addons = ADDON_NAMES.filter((name) => entries.some(([entry]) => entry === name));
  const addonUrls: Partial<Record<AddonName, string>> = {};
  for (const [name, url] of entries) if (url !== undefined) addonUrls[name as AddonName] = url;
  for (const needy of ['grafana', 'kiali'] as const) {
    if (addons.includes(needy) && addonUrls[needy] === undefined && !addons.includes('prometheus')) {
      faults.push({
        where: origin.get('addons') ?? 'addons',
        problem: `${needy} requires prometheus, which is left out`,
        hint: 'add prometheus, or prometheus=http://… for one of your own',
      });
    }
  }

  const backend: BackendSettings = {
    name: get<BackendName>('backend') ?? 'local',
    config: get<Record<string, unknown>>('backendConfig') ?? {},
  };
  // A backend that does not exist has no settings to be checked against.
  if (!origin.has('backend') || given.has('backend')) {
    faults.push(
      ...backendFaults(
        backend,
        origin.get('backendConfig') ?? 'MESH_BACKEND_CONFIG or context.backendConfig in cdktf.json',
      ),
    );
  }

  if (faults.length > 0) throw new InvalidSettingsError(faults);
  return {
    kubeconfig: get('kubeconfig') ?? '~/.kube/config',
    kubeContext: get('kubeContext') ?? 'minikube',
    istioVersion: get('istioVersion') ?? DEFAULT_ISTIO_VERSION,
    profile: get('profile') ?? 'demo',
    ...optional('chartRepository', get('chartRepository')),
    ...optional('imageHub', get('imageHub')),
    ...optional('imageTag', get('imageTag')),
    ...optional('imageVariant', get<ImageVariant>('imageVariant')),
    ...optional('dashboardsRepository', get('dashboardsRepository')),
    addons,
    addonUrls,
    delivery: get('delivery') ?? 'release',
    trafficApi: get('trafficApi') ?? 'istio',
    ingressServiceType: get('ingressServiceType') ?? 'LoadBalancer',
    appNamespace: get('appNamespace') ?? 'default',
    backend,
  };
}

/** Variables that other programs read and whose names are nearly those of a setting. */
const OF_OTHERS = new Set(['KUBE_CONFIG']);

/** Variables that are almost certainly meant to be one of the settings: ignored, they would deploy something else. */
function misspeltVariables(environment: Readonly<Record<string, string | undefined>>): readonly SettingFault[] {
  const variables: readonly string[] = SETTINGS.map(({ variable }) => variable);
  return Object.entries(environment).flatMap(([name, value]) => {
    if (!value?.trim() || variables.includes(name) || OF_OTHERS.has(name)) return [];
    const meant = variables.find(
      (variable) => editDistance(name.toUpperCase(), variable) <= (variable.length < 10 ? 1 : 2),
    );
    if (meant === undefined) return [];
    return [{ where: name, problem: 'unknown environment variable', hint: `did you mean "${meant}"?` }];
  });
}

function optional<K extends string, T extends string>(key: K, value: T | undefined): { [P in K]?: T } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: T };
}

function suggest(name: string, names: readonly string[]): string | undefined {
  const close = nearest(name, names);
  return close === undefined ? undefined : `did you mean "${close}"?`;
}

function splitAddon(entry: string): [name: string, url?: string] {
  const at = entry.indexOf('=');
  return at < 0 ? [entry.trim()] : [entry.slice(0, at).trim(), entry.slice(at + 1).trim()];
}

/** A list or an object may be written as text, because the environment has nothing else. */
function structured(key: SettingKey, raw: unknown): unknown {
  if (typeof raw !== 'string') return raw;
  if (key === 'addons')
    return raw.trim() === 'none' || raw.trim() === '' ? [] : raw.split(',').map((entry) => entry.trim());
  if (key !== 'backendConfig') return raw;
  try {
    return JSON.parse(raw);
  } catch {
    return raw;
  }
}

/** The wrong entries of a list, or the whole value. */
function badParts(value: unknown, issues: readonly v.BaseIssue<unknown>[]): unknown[] {
  const indexes = issues.map((issue) => issue.path?.[0]?.key);
  if (!Array.isArray(value) || indexes.some((index) => typeof index !== 'number')) return [value];
  return [...new Set(indexes as number[])].map((index) => value[index]);
}
