import type { Construct } from 'constructs';
import { CustomResource, type CustomResourceProps } from '../../../constructs/delivery/custom-resource';
import { applyObject, running } from '../cluster';

function defineKind(kind: string, spec: object): void {
  const plural = `${kind.toLowerCase()}s`;
  applyObject({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.e2e.example.com` },
    spec: {
      group: 'e2e.example.com',
      scope: 'Namespaced',
      names: { kind, plural, singular: kind.toLowerCase() },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', ...spec } } } },
        },
      ],
    },
  });
}

/** Defines two kinds to deliver: a Widget takes anything, a Gadget only a whole number as `size`. */
export function defineWidgets(): void {
  defineKind('Widget', { 'x-kubernetes-preserve-unknown-fields': true });
  defineKind('Gadget', { properties: { size: { type: 'integer' } } });
}

/** A widget named after its id. */
export function widget(
  scope: Construct,
  id: string,
  spec: object,
  more: Partial<CustomResourceProps> = {},
): CustomResource {
  return new CustomResource(scope, id, {
    apiVersion: 'e2e.example.com/v1',
    kind: 'Widget',
    metadata: { name: id.toLowerCase() },
    spec,
    ...more,
  });
}

interface RunningWidget {
  readonly metadata: { readonly uid: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: Readonly<Record<string, unknown>>;
}

/** The widget or gadget as it runs. */
export const runningWidget = (name: string, kind: 'widgets' | 'gadgets' = 'widgets') =>
  running<RunningWidget>(`${kind}.e2e.example.com`, name);
