export { CustomResource, type CustomResourceProps } from './custom-resource';
export type { Manifest, ObjectMeta } from './deliverable';
export { DeliveredObject, type DeliveredObjectProps, type DeliveryOptions } from './delivered-object';
export { HelmRelease, type HelmReleaseProps, type RenderedValues } from './helm-release';
export { ResourceBundle, type ResourceBundleProps } from './resource-bundle';
