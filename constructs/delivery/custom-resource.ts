import type { Construct } from 'constructs';
import { checkProps } from '../shapes/check';
import type { ObjectMeta } from './deliverable';
import { DeliveredObject, type DeliveryOptions } from './delivered-object';

/** An object of any kind, of Kubernetes itself or of an operator. */
export interface CustomResourceProps extends DeliveryOptions {
  /** The kind's group and version, such as `cert-manager.io/v1`. */
  readonly apiVersion: string;
  /** The Kubernetes kind, such as `Certificate`. */
  readonly kind: string;
  /** The object's name and what else identifies it. */
  readonly metadata: ObjectMeta;
  /**
   * Whether the kind belongs to no namespace.
   * @default false
   */
  readonly clusterWide?: boolean;
  /** The object's `spec`. */
  readonly spec?: object;
  /**
   * Further fields beside `spec`, such as `data` or `rules`.
   * @default - none
   */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/**
 * An object of a kind outside the catalogue, sent as it is written.
 *
 * @example
 * new CustomResource(this, 'Certificate', {
 *   apiVersion: 'cert-manager.io/v1',
 *   kind: 'Certificate',
 *   metadata: { name: 'shop', namespace: 'istio-system' },
 *   spec: { secretName: 'shop-tls', dnsNames: ['shop.example.com'], issuerRef: { name: 'letsencrypt' } },
 * });
 */
export class CustomResource extends DeliveredObject {
  constructor(scope: Construct, id: string, props: CustomResourceProps) {
    checkProps(scope, id, 'CustomResourceProps', props);
    const { spec, fields, ...rest } = props;
    super(scope, id, { ...rest, body: { ...fields, spec } });
  }
}
