import { type ResourceSource, type StackResource, StackSource } from '../../../model/read/stack-source';
import { contentOf } from '../../../model/read/synthesized-stack';
import { fieldsOf, isHole, type Value as ModelValue } from '../../../model/value';
import { redact } from '../redact';
import { type Fields, isFields, type Value } from '../values';
import { visible } from '../visible';
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

/** The side that one synthesized stack describes; the side of no stack at all if it is absent. */
export function synthesizedSide(stack: string, synthesized: unknown): StackSide {
  return readSide(stack, new StackSource({ ...fieldsOf(synthesized) }, 'hole'));
}

/** Reads the resources of one side back to objects: those in releases, manifests and typed resources, charts, and the rest. */
export function readSide(stack: string, source: ResourceSource): StackSide {
  const { objects, charts } = contentOf(source);
  const resources = [...source.resources()];
  const byAddress = new Map(resources.map((resource) => [resource.address, resource]));
  const carriers = new Set(objects.flatMap(({ address, release }) => (release === undefined ? [] : [address])));
  const told = new Set([...objects, ...charts].map(({ address }) => address));
  const opaque = new Set<string>();
  const unreadable = (resource: StackResource | undefined): { readonly contents?: Value } => {
    const { values } = resource?.body ?? {};
    const contents = Array.isArray(values) ? values.filter(isHole) : [];
    if (contents.length === 0 || resource === undefined) return {};
    opaque.add(resource.address);
    return { contents };
  };
  const settings = (resource: StackResource | undefined): Fields =>
    fieldsOf(source.literal(settingsOf(resource?.body ?? {}))) as Fields;
  const read: SideObject[] = objects.map((object) => {
    const { address, constructPath, apiVersion, kind, metadata, partial, release, manifest } = object;
    return newSideObject(
      {
        ...{ stack, address, source: constructPath, apiVersion, kind, name: metadata.name, partial },
        ...(metadata.namespace ? { namespace: metadata.namespace } : {}),
        ...(release ? { release: release.name } : {}),
      },
      manifest as Fields,
    );
  });
  for (const { address, constructPath, namespace, name, chart, repository, version, values } of charts) {
    const resource = byAddress.get(address);
    const spec = {
      ...settings(resource),
      chart,
      repository,
      version,
      values: values as Fields,
      ...unreadable(resource),
    };
    const place = { stack, address, source: constructPath, apiVersion: 'helm', kind: CHART, partial: false };
    read.push(newSideObject({ ...place, namespace, name }, { spec }));
  }
  for (const resource of resources) {
    const { address, type, path } = resource;
    const isCarrier = carriers.has(address) || (type === 'helm_release' && !told.has(address));
    if (told.has(address) && !isCarrier) continue;
    const place = { stack, address, source: path, partial: false };
    if (isCarrier) {
      const { name, namespace } = fieldsOf(source.literal(resource.body));
      const { chart, ...rest } = settings(resource);
      // The chart of the package is elsewhere on every machine; only its own name says something.
      const spec = {
        ...rest,
        chart: String(chart ?? '')
          .split('/')
          .at(-1),
        ...unreadable(resource),
      };
      read.push(
        newSideObject(
          {
            ...place,
            ...{ apiVersion: 'helm', kind: CHART, carrier: true },
            namespace: isHole(namespace) ? namespace : String(namespace ?? 'default'),
            name: isHole(name) ? name : String(name ?? address),
          },
          { spec },
        ),
      );
    } else {
      const name = address.replace(/^[^.]+\./, '');
      const spec = source.literal(configured(resource.body)) as Fields;
      read.push(newSideObject({ ...place, apiVersion: type, kind: RESOURCE, name }, { spec }));
    }
  }
  return { objects: read, opaque };
}

/** What a program says of a resource, without what it says to Terraform. */
function configured({
  '//': _about,
  depends_on: _after,
  lifecycle: _lifecycle,
  provider: _provider,
  ...body
}: StackResource['body']): StackResource['body'] {
  return body;
}

function settingsOf(body: StackResource['body']): StackResource['body'] {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !NOT_CONFIGURED.has(name)));
}

/** What names an object, as far as it is known. */
type Written = Omit<SideObject, 'raw' | 'content' | 'name' | 'namespace'> & {
  readonly name: ModelValue<string>;
  readonly namespace?: ModelValue<string>;
};

function newSideObject({ namespace, ...place }: Written, raw: Value): SideObject {
  let content: Fields | undefined;
  return {
    ...place,
    name: readable(place.name),
    source: visible(place.source),
    ...(namespace === undefined ? {} : { namespace: readable(namespace) }),
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

function readable(name: ModelValue<string>): string {
  return isHole(name) ? '(known after apply)' : visible(name);
}
