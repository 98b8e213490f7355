import { parse } from 'yaml';
import type { WantedObject } from './compare-object';

/**
 * The objects of a release's stored manifest. CustomResourceDefinitions are left out: a megabyte of YAML that nobody edits and whose
 * absence shows in every resource of the kind.
 */
export function objectsOfManifest(manifest: string, releaseNamespace: string): readonly WantedObject[] {
  return manifest
    .split(/^---\s*$/m)
    .filter((text) => /^kind:/m.test(text) && !/^kind: CustomResourceDefinition\s*$/m.test(text))
    .flatMap((text) => {
      const parsed: unknown = parse(text);
      const items = isList(parsed) ? parsed.items : [parsed];
      return items.filter(isObject).map((object) => ({
        apiVersion: object.apiVersion,
        kind: object.kind,
        // Helm puts what names no namespace into the release's; cluster-scoped kinds ignore it.
        metadata: { ...object.metadata, namespace: object.metadata.namespace ?? releaseNamespace },
        manifest: object,
      }));
    });
}

interface ParsedObject extends Record<string, unknown> {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

function isList(value: unknown): value is { items: readonly unknown[] } {
  return (
    typeof value === 'object' &&
    value !== null &&
    (value as { kind?: string }).kind === 'List' &&
    Array.isArray((value as { items?: unknown }).items)
  );
}

function isObject(value: unknown): value is ParsedObject {
  return typeof value === 'object' && value !== null && typeof (value as ParsedObject).kind === 'string';
}
