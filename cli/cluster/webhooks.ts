import type { LabelSelector } from '../../model/labels';
import type { KubernetesObject } from './api';

/** A validating or mutating webhook configuration. */
export interface WebhookConfiguration extends KubernetesObject {
  readonly webhooks?: readonly Webhook[];
}

export interface Webhook {
  readonly name: string;
  readonly failurePolicy?: 'Fail' | 'Ignore';
  readonly clientConfig: {
    readonly caBundle?: string;
    readonly url?: string;
    readonly service?: {
      readonly name: string;
      readonly namespace: string;
      readonly path?: string;
      readonly port?: number;
    };
  };
  readonly namespaceSelector?: LabelSelector;
  readonly objectSelector?: LabelSelector;
  readonly rules?: readonly { readonly operations?: readonly string[]; readonly resources?: readonly string[] }[];
}

export interface EndpointSlice extends KubernetesObject {
  readonly endpoints?:
    | readonly { readonly addresses: readonly string[]; readonly conditions?: { readonly ready?: boolean } }[]
    | null;
}

export const VALIDATING_WEBHOOKS = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations';
export const MUTATING_WEBHOOKS = '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations';
export const ENDPOINT_SLICES = '/apis/discovery.k8s.io/v1/endpointslices';

/** True for what Istio installs: its charts label their webhooks, istiod adds its own to them. */
export function isIstios(configuration: WebhookConfiguration): boolean {
  return (configuration.webhooks ?? []).some(({ name }) => name.endsWith('.istio.io'));
}

/** The Services that the webhooks of a configuration call and that have no ready endpoint, as `namespace/name`. */
export function deadServices(configuration: WebhookConfiguration, slices: readonly EndpointSlice[]): readonly string[] {
  const services = (configuration.webhooks ?? []).flatMap(({ clientConfig }) =>
    clientConfig.service ? [clientConfig.service] : [],
  );
  const names = new Set(services.map(({ namespace, name }) => `${namespace}/${name}`));
  return [...names].filter((service) => !hasReadyEndpoint(service, slices));
}

function hasReadyEndpoint(service: string, slices: readonly EndpointSlice[]): boolean {
  return slices.some(
    ({ metadata, endpoints }) =>
      `${metadata.namespace}/${metadata.labels?.['kubernetes.io/service-name']}` === service &&
      (endpoints ?? []).some(({ conditions }) => conditions?.ready !== false),
  );
}
