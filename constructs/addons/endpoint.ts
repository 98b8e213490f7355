import { checkGiven } from '../shapes/check';

/** Where a service is reached from inside the cluster. */
export class Endpoint {
  /** A Service of the cluster; `path` starts with a slash. */
  static ofService(service: { name: string; namespace: string; port: number; path?: string }): Endpoint {
    checkGiven('Endpoint.ofService', { service });
    const { name, namespace, port, path = '' } = service;
    const at = (host: string): string => `http://${host}${port === 80 ? '' : `:${port}`}${path}`;
    return new Endpoint(at(`${name}.${namespace}`), (from) => at(from === namespace ? name : `${name}.${namespace}`));
  }

  /**
   * Something of one's own.
   *
   * @throws Error when it is no http(s) URL
   */
  static ofUrl(url: string): Endpoint {
    checkGiven('Endpoint.ofUrl', { url });
    // A token is only known when Terraform runs.
    if (!/^(https?:\/\/[^\s/]+|\$\{)/.test(url))
      throw new Error(`expected an http(s):// URL, got ${JSON.stringify(url)}`);
    return new Endpoint(url, () => url);
  }

  private constructor(
    /** The URL that works from anywhere in the cluster. */
    readonly url: string,
    private readonly nearby: (namespace: string) => string,
  ) {}

  /** The shortest URL that works from a pod of `namespace`. */
  from(namespace: string): string {
    return this.nearby(namespace);
  }
}
