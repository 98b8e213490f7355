export { CustomResource, type CustomResourceProps } from './custom-resource';
export {
  DeliveredObject,
  type DeliveredObjectProps,
  type DeliveryOptions,
  type Manifest,
  type ObjectMeta,
} from './delivered-object';
export { HelmRelease, type HelmReleaseProps, type RenderedValues } from './helm-release';
export { ResourceBundle, type ResourceBundleProps } from './resource-bundle';
