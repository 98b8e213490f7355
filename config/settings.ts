import { existsSync } from 'node:fs';
import * as v from 'valibot';
import { IMAGE_TAG_RULE, IMAGE_VARIANTS, isImageTag } from '../constructs/istio-images';
import { isNamespaceName, NAMESPACE_NAME_RULE } from '../constructs/namespace-name';
import {
  DEFAULT_ISTIO_VERSION,
  ISTIO_MINORS,
  ISTIO_VERSIONS,
  type IstioVersion,
  isIstioVersion,
} from '../constructs/versions';
import { isWithin, nearest } from '../model/closest-name';
import { present } from '../model/value';
import { BACKENDS, type BackendSettings, backendFaults } from './backend';
import { InvalidSettingsError, type SettingFault } from './invalid-settings-error';
import { PROFILE_NAMES } from './profiles';

/** The addons, in the order in which they come up. */
export const ADDON_NAMES = ['prometheus', 'grafana', 'jaeger', 'kiali'] as const;

/** One of the addons. */
export type AddonName = (typeof ADDON_NAMES)[number];

const text = v.pipe(v.string(), v.trim(), v.nonEmpty());
const isHttpUrl = (value: string): boolean => /^https?:\/\/[^\s/]+/.test(value) && URL.canParse(value);
// Anything with another scheme is a mistake, not a folder; a drive letter is none.
const isFolder = (value: string): boolean => !/^[a-z][a-z0-9+.-]+:\/\//i.test(value) && existsSync(value);
const choice = <const Names extends readonly string[]>(names: Names) => ({
  expected: `one of ${names.join(', ')}`,
  schema: v.picklist(names),
  names,
});

const addonEntry = v.pipe(
  text,
  v.check((entry) => {
    const [name = '', url] = splitAddon(entry);
    return (ADDON_NAMES as readonly string[]).includes(name) && (url === undefined || isHttpUrl(url));
  }),
);

interface Setting {
  /** The environment variable that overrides the key. */
  readonly variable: string;
  /** What the setting must be. */
  readonly expected: string;
  readonly schema: v.GenericSchema<unknown, unknown>;
  /** What holds when it is not given. @default - nothing; `without` says what follows from that */
  readonly default?: unknown;
  /** What holds when it is not given, in words. @default - the default as it is written */
  readonly without?: string;
  /** The names it may be, to suggest one. */
  readonly names?: readonly string[];
  /** What of the names is meant, where spelling does not say it. */
  readonly closest?: (given: string) => string | undefined;
}

/** Every setting, by its key under `context` in cdktf.json: its type, its default and its words. */
const SETTINGS = {
  /** Path of the kubeconfig file; several ones are separated as in `KUBECONFIG`. A leading `~` is the home directory. */
  kubeconfig: {
    variable: 'KUBECONFIG',
    expected: 'the path of a kubeconfig file',
    default: '~/.kube/config',
    schema: text,
  },
  /** The context of the kubeconfig to deploy to. Never the one that happens to be current. */
  kubeContext: {
    variable: 'KUBE_CONTEXT',
    expected: 'the name of a context of the kubeconfig',
    default: 'minikube',
    schema: text,
  },
  /** The Istio release. */
  istioVersion: {
    variable: 'ISTIO_VERSION',
    expected: `an Istio minor from ${ISTIO_MINORS[0]} to ${ISTIO_MINORS.at(-1)}, or an exact version of one, such as ${ISTIO_VERSIONS.at(-1)}`,
    default: DEFAULT_ISTIO_VERSION,
    schema: v.custom<IstioVersion>((version) => typeof version === 'string' && isIstioVersion(version)),
    closest: nearestMinor,
  },
  /** Which of Istio's profiles. */
  profile: { variable: 'ISTIO_PROFILE', default: 'demo', ...choice(PROFILE_NAMES) },
  /** Where every chart comes from: an http(s) repository, an oci:// registry or a folder; each chart's own repository when absent. */
  chartRepository: {
    variable: 'CHART_REPOSITORY',
    expected: 'an http(s):// repository, an oci:// registry or an existing folder that has every chart',
    without: "each chart's own public repository",
    schema: v.pipe(
      text,
      v.check((value) => isHttpUrl(value) || /^oci:\/\/[^\s/]+/.test(value) || isFolder(value)),
    ),
  },
  /** The registry of Istio's images; the release's own when absent. */
  imageHub: {
    variable: 'ISTIO_HUB',
    expected: 'a registry and path without scheme and tag, such as registry.example/istio',
    without: 'docker.io/istio',
    schema: v.pipe(text, v.regex(/^[a-z0-9][a-z0-9.-]*(:\d+)?(\/[a-z0-9._-]+)*$/i)),
  },
  /** The tag of Istio's images; the release's version when absent. */
  imageTag: {
    variable: 'ISTIO_TAG',
    expected: IMAGE_TAG_RULE,
    without: "the release's version",
    schema: v.pipe(text, v.check(isImageTag)),
  },
  /** Which variant of Istio's images; the charts' own when absent. */
  imageVariant: { variable: 'ISTIO_VARIANT', without: "the charts' own", ...choice(IMAGE_VARIANTS) },
  /** Where Grafana's dashboards come from: an http(s) address or a folder; Istio's repository at the release's tag when absent. */
  dashboardsRepository: {
    variable: 'DASHBOARDS_REPOSITORY',
    expected: "an http(s):// address or an existing folder that has the release's dashboards as JSON files",
    without: "Istio's repository at the release's tag",
    schema: v.pipe(
      text,
      v.check((value) => isHttpUrl(value) || isFolder(value)),
    ),
  },
  addons: {
    variable: 'MESH_ADDONS',
    expected: `none alone, or a comma-separated list of ${ADDON_NAMES.join(', ')}; name=http://… uses what runs there instead of deploying it`,
    default: ADDON_NAMES,
    without: 'all of them',
    schema: v.array(addonEntry),
    names: ADDON_NAMES,
  },
  /** How custom resources reach the cluster. */
  delivery: { variable: 'MESH_DELIVERY', default: 'release', ...choice(['release', 'manifest']) },
  /** Which API routes are written in; both, between one and the other. */
  trafficApi: { variable: 'TRAFFIC_API', default: 'istio', ...choice(['istio', 'gateway', 'both']) },
  /** The type of the ingress gateway's Service. */
  ingressServiceType: {
    variable: 'INGRESS_SERVICE_TYPE',
    default: 'LoadBalancer',
    ...choice(['LoadBalancer', 'NodePort', 'ClusterIP']),
  },
  /** The namespace of the hello-world application. `default` exists already; any other one is created. */
  appNamespace: {
    variable: 'APP_NAMESPACE',
    expected: `${NAMESPACE_NAME_RULE}, other than istio-system`,
    default: 'default',
    // The stack mesh creates Istio's own namespace, which nothing else may create, too.
    schema: v.pipe(
      v.string(),
      v.check((value) => isNamespaceName(value) && value !== 'istio-system'),
    ),
  },
  backend: { variable: 'MESH_BACKEND', default: 'local', ...choice(BACKENDS) },
  backendConfig: {
    variable: 'MESH_BACKEND_CONFIG',
    expected: "an object with the backend's own settings; JSON in the environment",
    default: {},
    without: 'nothing',
    schema: v.pipe(
      v.record(v.string(), v.unknown()),
      v.check((value) => !Array.isArray(value)),
    ),
  },
} as const satisfies Readonly<Record<string, Setting>>;

type Table = typeof SETTINGS;
type SettingKey = keyof Table;
type Given<Key extends SettingKey> = v.InferOutput<Table[Key]['schema']>;

/** The settings as they are given, with the defaults of those that are not. */
type GivenSettings = {
  readonly [Key in SettingKey as Table[Key] extends { readonly default: unknown } ? Key : never]: Given<Key>;
} & {
  readonly [Key in SettingKey as Table[Key] extends { readonly default: unknown } ? never : Key]?: Given<Key>;
};

/** What the program deploys, and where: validated, with every default filled in. */
export interface Settings extends Omit<GivenSettings, 'addons' | 'backend' | 'backendConfig'> {
  /** The addons there are, in the order in which they come up, whether deployed or replaced by a URL. */
  readonly addons: readonly AddonName[];
  /** The addons that are not deployed, because something at that URL takes their place. */
  readonly addonUrls: Readonly<Partial<Record<AddonName, string>>>;
  /** Where Terraform keeps its state, and the settings of that backend. */
  readonly backend: BackendSettings;
}

const ALL_SETTINGS = Object.entries(SETTINGS) as readonly [SettingKey, Setting][];

/** How one setting is given, for the documentation and for messages. */
export interface SettingDescription extends Pick<Setting, 'variable' | 'expected'> {
  /** The key under `context` in cdktf.json. */
  readonly key: string;
  /** What holds when it is not given. */
  readonly default: string;
}

/** Every setting: its key, its environment variable, what it must be and what holds without it. */
export const SETTING_DESCRIPTIONS: readonly SettingDescription[] = ALL_SETTINGS.map(
  ([key, { variable, expected, without, default: value }]) => ({
    key,
    variable,
    expected,
    default: without ?? String(value),
  }),
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
  const known = Object.keys(SETTINGS);
  for (const key of Object.keys(context)) {
    if (!known.includes(key)) {
      faults.push({ where: `context.${key} in cdktf.json`, problem: 'unknown setting', hint: suggest(key, known) });
    }
  }

  faults.push(...misspeltVariables(environment));

  const given = new Map<SettingKey, unknown>();
  const origin = new Map<SettingKey, string>();
  for (const [key, setting] of ALL_SETTINGS) {
    const variable = environment[setting.variable];
    const fromEnvironment = variable !== undefined && variable.trim() !== '';
    const raw = fromEnvironment ? variable : context[key];
    if (raw === undefined) continue;
    const where = fromEnvironment ? setting.variable : `context.${key} in cdktf.json`;
    origin.set(key, where);
    const value = structured(key, raw);
    const result = v.safeParse(setting.schema, value);
    if (result.success) {
      given.set(key, result.output);
      continue;
    }
    for (const bad of badParts(value, result.issues)) {
      const hint = typeof bad === 'string' ? hintFor(bad, setting) : undefined;
      faults.push({
        where,
        problem: `expected ${setting.expected}, got ${JSON.stringify(bad)}`,
        ...(hint && { hint }),
      });
    }
  }
  const values = present(
    Object.fromEntries(ALL_SETTINGS.map(([key, { default: otherwise }]) => [key, given.get(key) ?? otherwise])),
  ) as unknown as GivenSettings;
  const { addons: written, backend: name, backendConfig: config, ...plain } = values;

  const entries = written.map(splitAddon);
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

  const backend: BackendSettings = { name, config };
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
  return { ...plain, addons, addonUrls, backend };
}

/** Variables that other programs read and whose names are nearly those of a setting. */
const OF_OTHERS = new Set(['KUBE_CONFIG']);

/** Variables that are almost certainly meant to be one of the settings: ignored, they would deploy something else. */
function misspeltVariables(environment: Readonly<Record<string, string | undefined>>): readonly SettingFault[] {
  const variables = ALL_SETTINGS.map(([, { variable }]) => variable);
  return Object.entries(environment).flatMap(([name, value]) => {
    if (!value?.trim() || variables.includes(name) || OF_OTHERS.has(name)) return [];
    const meant = variables.find((variable) => isWithin(variable.length < 10 ? 1 : 2, name.toUpperCase(), variable));
    if (meant === undefined) return [];
    return [{ where: name, problem: 'unknown environment variable', hint: `did you mean "${meant}"?` }];
  });
}

/** 1.31 for a 1.32 that this package does not know: it is nearer than 1.22, which is spelled as much alike. */
function nearestMinor(given: string): string | undefined {
  const asked = minorNumber(given);
  if (asked === undefined) return nearest(given, ISTIO_MINORS);
  const away = (minor: string): number => Math.abs((minorNumber(minor) ?? 0) - asked);
  return [...ISTIO_MINORS].sort((a, b) => away(a) - away(b))[0];
}

function minorNumber(version: string): number | undefined {
  const [, digits] = /^1\.(\d+)/.exec(version) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

function hintFor(bad: string, { names = [], closest }: Setting): string | undefined {
  return closest === undefined ? suggest(bad, names) : meant(closest(bad));
}

function suggest(name: string, names: readonly string[]): string | undefined {
  return meant(nearest(name, names));
}

function meant(name: string | undefined): string | undefined {
  return name === undefined ? undefined : `did you mean "${name}"?`;
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
