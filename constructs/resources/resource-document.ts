import {
  type CollectionTag,
  type Document,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type ScalarTag,
  type Tags,
} from 'yaml';
import type { ObjectMeta } from '../delivery/deliverable';
import type { ResourceKind } from './generated/kinds';
import { InvalidResourceError } from './invalid-resource-error';
import { type Fault, faultAt, type Segment, show } from './validation/fault';
import { nearest } from './validation/suggestion';

const FIELDS = ['apiVersion', 'kind', 'metadata', 'spec'] as const;

/** A YAML document that holds one resource. */
export interface ResourceDocument {
  readonly props: { readonly apiVersion: string; readonly metadata: ObjectMeta; readonly spec: object };
  /** The line, counted from 1, of the nearest place that the document has on the way to `segments`. */
  lineOf(segments: readonly Segment[]): number;
}

/** YAML 1.1 as Kubernetes reads it: `on` and `yes` are booleans, but dates and times of day stay strings. */
function asKubernetes(tags: Tags): Tags {
  return tags.filter((tag) => {
    const { tag: name, format } = tag as ScalarTag | CollectionTag as ScalarTag;
    return format !== 'TIME' && name !== 'tag:yaml.org,2002:timestamp';
  });
}

/** Reads YAML documents as the API server's clients do. */
export function parseKubernetesYaml(text: string, lines: LineCounter): readonly Document.Parsed[] {
  const documents = parseAllDocuments(text, { version: '1.1', lineCounter: lines, customTags: asKubernetes });
  return Array.isArray(documents)
    ? documents.filter(
        (one) =>
          one.errors.length > 0 || (one.contents !== null && !(isScalar(one.contents) && one.contents.value === null)),
      )
    : [];
}

/** The offset of the nearest place that a document has on the way to `segments`. */
export function offsetOf(document: Document.Parsed, segments: readonly Segment[]): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range[0] ?? 0;
  for (const segment of segments) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === segment);
      if (pair === undefined) break;
      if (isScalar(pair.key) && pair.key.range) offset = pair.key.range[0];
      node = pair.value;
    } else if (isSeq(node) && typeof segment === 'number') {
      const item = node.items[segment] as { range?: readonly [number, number, number] } | undefined;
      if (item === undefined) break;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else break;
  }
  return offset;
}

/**
 * Reads a text that holds one resource of a kind.
 *
 * @param where the construct, for errors
 * @throws InvalidResourceError when the text is not YAML, or holds something other than one resource of that kind
 */
export function readResourceDocument(text: string, kind: ResourceKind, where: string): ResourceDocument {
  const lines = new LineCounter();
  const documents = parseKubernetesYaml(text, lines);
  const refuse = (name: string, faults: readonly Fault[]): never => {
    throw new InvalidResourceError(where, kind, name, faults);
  };
  const syntax = documents.flatMap((one) => one.errors);
  if (syntax.length > 0) {
    refuse(
      '',
      syntax.map((error) => ({
        ...faultAt([], { code: 'bad-syntax', wanted: 'YAML', text: error.message.replace(/ at line \d+[\s\S]*$/, '') }),
        line: lines.linePos(error.pos[0]).line,
      })),
    );
  }
  const [document] = documents;
  if (document === undefined || documents.length > 1) {
    const wanted = `one document of the kind ${kind}`;
    return refuse('', [faultAt([], { code: 'bad-syntax', got: `${documents.length} documents`, wanted })]);
  }
  const lineOf = (segments: readonly Segment[]): number => lines.linePos(offsetOf(document, segments)).line;
  const value: unknown = document.toJS({ maxAliasCount: 100 });
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const fault = faultAt([], { code: 'wrong-type', got: show(value), wanted: `an object of the kind ${kind}` });
    return refuse('', [{ ...fault, line: lineOf([]) }]);
  }
  const resource = value as Readonly<Record<string, unknown>>;
  const metadata = resource.metadata as ObjectMeta;
  const faults: Fault[] = [];
  if (resource.kind !== kind) {
    const suggestion = typeof resource.kind === 'string' && nearest(resource.kind, [kind]) === kind ? kind : undefined;
    faults.push(faultAt(['kind'], { code: 'wrong-value', got: show(resource.kind ?? null), wanted: kind, suggestion }));
  }
  if (typeof resource.apiVersion !== 'string') {
    faults.push(
      faultAt(['apiVersion'], { code: 'wrong-type', got: show(resource.apiVersion ?? null), wanted: 'a string' }),
    );
  }
  for (const field of Object.keys(resource)) {
    if ((FIELDS as readonly string[]).includes(field)) continue;
    const suggestion = nearest(field, FIELDS);
    const text = suggestion === undefined ? `unknown field, takes ${FIELDS.join(', ')}` : 'unknown field';
    faults.push(
      faultAt([field], { code: 'unknown-field', got: show(field), wanted: FIELDS.join(', '), suggestion, text }),
    );
  }
  if (faults.length > 0) {
    refuse(
      typeof metadata?.name === 'string' ? metadata.name : '',
      faults.map((fault) => ({ ...fault, line: lineOf(fault.segments) })),
    );
  }
  return {
    props: { apiVersion: resource.apiVersion as string, metadata, spec: (resource.spec ?? {}) as object },
    lineOf,
  };
}
