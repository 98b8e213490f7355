/** What Kubernetes accepts as the name of a namespace. */
export const NAMESPACE_NAME_RULE =
  'a namespace name: at most 63 lowercase letters, digits and hyphens, with a letter or digit at either end';

/** Whether Kubernetes accepts `name` as the name of a namespace. */
export function isNamespaceName(name: string): boolean {
  return name.length <= 63 && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name);
}
