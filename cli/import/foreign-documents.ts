import { type Fields, isFields } from '../../model/value';

// What only a template engine acts on; other text may have two braces, too.
const TEMPLATE =
  /\{\{-?\s*(?:[.$/]|(?:if|else|end|range|with|define|template|block|include|tpl|toYaml|required|fail|lookup)\b)/;
const HELM_OBJECT = /\{\{[^}]*(?:\.(?:Values|Release|Chart|Files|Capabilities|Template)\b|\binclude\b)/;

/** The first line, counted from 1, on which a text is a Helm template. */
export function templateLine(text: string, pattern: RegExp = TEMPLATE): number | undefined {
  const line = text.split('\n').findIndex((one) => pattern.test(one.replace(/#(?!.*\}\}).*$/, '')));
  return line === -1 ? undefined : line + 1;
}

/** Whether a string of an object still has an expression of Helm's in it. */
export function hasHelmExpression(value: unknown): boolean {
  if (typeof value === 'string') return HELM_OBJECT.test(value);
  if (Array.isArray(value)) return value.some(hasHelmExpression);
  return isFields(value) && Object.values(value).some(hasHelmExpression);
}

/** What to give `mesh import` in the place of a Helm template. */
export const HELM_TEMPLATE = 'expected a Kubernetes object, got a Helm template: import the output of "helm template"';

/** What is said of an object that a cluster accepts, although Helm has expressions like those in it. */
export const HELM_EXPRESSION =
  'contains a Helm expression, imported as the text that it is (if it is a template, import the output of "helm template")';

const PATCH_DIRECTIVE = /^\$(?:patch|retainKeys|setElementOrder|deleteFromPrimitiveList)(?:\/|$)/;

function hasPatchDirective(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasPatchDirective);
  return (
    isFields(value) &&
    Object.entries(value).some(([key, child]) => PATCH_DIRECTIVE.test(key) || hasPatchDirective(child))
  );
}

const KUSTOMIZE_FIELDS = ['resources', 'bases', 'patches', 'patchesStrategicMerge', 'patchesFields6902', 'components'];

/** What a document is that is YAML but no object of a cluster, and what to import in its place; undefined for an object. */
export function foreignDocument(value: unknown): string | undefined {
  if (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => isFields(item) && 'op' in item && 'path' in item)
  ) {
    return 'expected a Kubernetes object, got a JSON patch: import the object with the patch applied';
  }
  if (!isFields(value)) return undefined;
  const { apiVersion, kind } = value;
  if (/^kustomize\.config\.k8s\.io\//.test(`${apiVersion}`) || (apiVersion === undefined && isKustomization(value))) {
    return `expected a Kubernetes object, got a ${kind ?? 'Kustomization'} of kustomize: import the output of "kubectl kustomize"`;
  }
  if (hasPatchDirective(value)) {
    return 'expected a Kubernetes object, got a strategic merge patch: import the object with the patch applied';
  }
  if (kind !== undefined) return undefined;
  if (typeof value.name === 'string' && typeof value.version === 'string' && /^v[12]$/.test(`${apiVersion}`)) {
    return 'expected a Kubernetes object, got the Chart.yaml of a Helm chart: import the output of "helm template"';
  }
  if (apiVersion !== undefined || 'metadata' in value || 'spec' in value) return undefined;
  return 'expected a Kubernetes object, got neither apiVersion nor kind (the values of a Helm chart go to the construct of that chart)';
}

function isKustomization(value: Fields): boolean {
  if (value.kind === 'Kustomization' || value.kind === 'Component') return true;
  return value.kind === undefined && KUSTOMIZE_FIELDS.some((field) => Array.isArray(value[field]));
}
