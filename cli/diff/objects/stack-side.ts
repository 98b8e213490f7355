import { readSynthesizedStack } from '../../../model/read/synthesized-stack';
import { redact } from '../redact';
import { type Fields, isFields, Unknown, type Value } from '../values';
import { visible } from '../visible';
import type { Holes } from './holes';
import { CHART, type Place, RESOURCE } from './object-pair';

/** One object of one side, before or after. */
export interface SideObject extends Place {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly partial: boolean;
  readonly release?: string;
  /** Whether it is a release that carries objects, which stand here one by one. */
  readonly carrier?: true;
  /** With holes, with secrets: for comparing only. */
  readonly raw: Value;
  /** Without secrets: for everything that is shown. */
  readonly content: Fields;
}

/** The objects of one side of a stack. */
export interface StackSide {
  readonly objects: readonly SideObject[];
  /** Addresses of releases whose content cannot be told: it is unknown until apply, or marked sensitive. */
  readonly opaque: ReadonlySet<string>;
}

/** A Terraform resource of one side: its address, and its body as a synthesized stack would have it. */
export interface SideResource {
  readonly type: string;
  readonly address: string;
  /** The name under which others refer to it. @default - the address, for what nobody refers to */
  readonly key?: string;
  readonly source?: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Attributes that say how Terraform and Helm work, or that the provider computes. */
const NOT_CONFIGURED = new Set([
  '//',
  'depends_on',
  'id',
  'lifecycle',
  'manifest',
  'metadata',
  'name',
  'namespace',
  'provider',
  'resources',
  'status',
  'values',
]);

/** Reads the resources of one side back to objects: those in releases, manifests and typed resources, charts, and the rest. */
export function readSide(
  stack: string,
  resources: readonly SideResource[],
  holes: Holes,
  locals: Readonly<Record<string, unknown>> = {},
): StackSide {
  const sideObject = (place: Omit<SideObject, 'raw' | 'content'>, raw: Value): SideObject =>
    newSideObject(place, holes.open ? withUnknowns(raw) : raw);
  const byAddress = new Map(resources.map((resource) => [documentAddress(resource), resource]));
  const seen = new Set<string>();
  const opaque = new Set<string>();
  const content = readSynthesizedStack(documentOf(stack, resources, locals));
  const objects: SideObject[] = content.objects.map((object) => {
    seen.add(object.address);
    const address = byAddress.get(object.address)?.address ?? object.address;
    return sideObject(
      {
        stack,
        address,
        source: object.constructPath,
        apiVersion: object.apiVersion,
        kind: object.kind,
        ...(object.metadata.namespace ? { namespace: object.metadata.namespace } : {}),
        name: object.metadata.name,
        partial: object.partial,
        ...(object.release ? { release: object.release.name } : {}),
      },
      holes.restore(object.manifest),
    );
  });
  const charts = new Set(content.charts.map(({ address }) => address));
  for (const chart of content.charts) {
    seen.add(chart.address);
    const resource = byAddress.get(chart.address);
    const { repository, version, values } = chart;
    const settings = settingsOf(resource);
    const contents = holesOf(resource?.body['values']);
    if (contents && resource) opaque.add(resource.address);
    objects.push(
      sideObject(
        {
          stack,
          address: resource?.address ?? chart.address,
          source: chart.constructPath,
          apiVersion: 'helm',
          kind: CHART,
          namespace: chart.namespace,
          name: chart.name,
          partial: false,
        },
        holes.restore({
          spec: { ...settings, chart: chart.chart, repository, version, values, ...(contents ? { contents } : {}) },
        }),
      ),
    );
  }
  for (const resource of resources) {
    const carrier = resource.type === 'helm_release';
    if (seen.has(documentAddress(resource)) && !(carrier && !charts.has(documentAddress(resource)))) continue;
    const { address, type, body, source = address } = resource;
    const { name, namespace } = body;
    const contents = holesOf(body['values']);
    if (contents) opaque.add(address);
    objects.push(
      sideObject(
        carrier
          ? {
              ...{ stack, address, source, apiVersion: 'helm', kind: CHART, partial: false, carrier },
              namespace: String(namespace ?? 'default'),
              name: String(name ?? address),
            }
          : {
              stack,
              address,
              source,
              apiVersion: type,
              kind: RESOURCE,
              name: address.replace(/^[^.]+\./, ''),
              partial: false,
            },
        holes.restore({ spec: carrier ? { ...carrierSettings(resource), ...(contents ? { contents } : {}) } : body }),
      ),
    );
  }
  return { objects, opaque };
}

function documentAddress({ type, address, key }: SideResource): string {
  return `${type}.${key ?? address}`;
}

function documentOf(
  stack: string,
  resources: readonly SideResource[],
  locals: Readonly<Record<string, unknown>>,
): unknown {
  const byType: Record<string, Record<string, unknown>> = {};
  for (const { type, address, key, source, body } of resources) {
    const ofType = byType[type] ?? {};
    byType[type] = ofType;
    ofType[key ?? address] = { '//': { metadata: { path: source ?? address } }, ...body };
  }
  return { '//': { metadata: { stackName: stack } }, resource: byType, locals };
}

/** The values documents that are holes as a whole. */
function holesOf(values: unknown): unknown[] | undefined {
  const holes = Array.isArray(values)
    ? values.filter((text) => typeof text === 'string' && /^\ue0a0\d+\ue0a0$/.test(text))
    : [];
  return holes.length > 0 ? holes : undefined;
}

function settingsOf(resource: SideResource | undefined): Record<string, unknown> {
  return Object.fromEntries(Object.entries(resource?.body ?? {}).filter(([name]) => !NOT_CONFIGURED.has(name)));
}

/** The chart of the package lies elsewhere on every machine; only its own name tells something. */
function carrierSettings(resource: SideResource): Record<string, unknown> {
  const { chart, ...settings } = settingsOf(resource);
  return {
    ...settings,
    chart: String(chart ?? '')
      .split('/')
      .at(-1),
  };
}

function newSideObject(place: Omit<SideObject, 'raw' | 'content'>, raw: Value): SideObject {
  let content: Fields | undefined;
  return {
    ...place,
    name: readable(place.name),
    source: visible(place.source),
    ...(place.namespace === undefined ? {} : { namespace: readable(place.namespace) }),
    raw,
    get content() {
      if (!content) {
        const shown = redact(raw);
        content = isFields(shown) ? shown : {};
      }
      return content;
    },
  };
}

function readable(name: string): string {
  return name.includes('\ue0a0') || /\$\{/.test(name) ? '(known after apply)' : visible(name);
}

/** What Terraform has yet to work out is unknown, whichever way it got here. */
function withUnknowns(value: Value): Value {
  if (typeof value === 'string') return /(?<!\$)\$\{[^}]/.test(value) ? new Unknown(value) : value;
  if (Array.isArray(value)) return value.map(withUnknowns);
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withUnknowns(item ?? null)]));
}
