import type { Construct } from 'constructs';
import type { ProxyConfigSpec } from '../generated/networking';
import { IstioResource, type IstioResourceProps } from '../istio-resource';

/** What a {@link ProxyConfig} is made of. */
export type ProxyConfigProps = IstioResourceProps<ProxyConfigSpec>;

/**
 * The Istio kind ProxyConfig.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/proxy-config/
 */
export class ProxyConfig extends IstioResource<ProxyConfigSpec> {
  /** The Kubernetes kind. */
  static readonly kind = 'ProxyConfig';

  /** @throws InvalidResourceError with every fault of the resource */
  constructor(scope: Construct, id: string, props: ProxyConfigProps) {
    super(scope, id, ProxyConfig.kind, props);
  }
}
