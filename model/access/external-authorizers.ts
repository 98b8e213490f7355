import type { MeshConfig } from '../mesh';
import { fieldsOf, isHole, itemsOf, textOf } from '../value';
import type { AccessPolicy, InForce } from './policies';

/** Lets several external authorizers be asked at one workload. */
const SEVERAL = 'PILOT_ENABLE_MULTIPLE_CUSTOM_AUTHZ_PROVIDERS';

/** What the CUSTOM policies at a workload come to. */
export interface CustomPolicies {
  /** Those that have a say. */
  readonly asked: readonly InForce<AccessPolicy>[];
  /** Why istiod denies what they are about, as a sentence without a full stop; undefined where it has their authorizer asked. */
  readonly denial?: string;
}

/** The external authorizers of a mesh, and what becomes of CUSTOM policies that istiod cannot make sense of. */
export class ExternalAuthorizers {
  /** Those of a mesh of which no configuration is known. */
  static readonly unknown = new ExternalAuthorizers({ meshConfig: {}, values: {}, isKnown: false });

  private readonly http: ReadonlySet<string>;
  /** Undefined where not all of them are known. */
  private readonly known: ReadonlySet<string> | undefined;
  private readonly allowsSeveral: boolean;

  constructor({ meshConfig, values, isKnown }: Pick<MeshConfig, 'meshConfig' | 'values' | 'isKnown'>) {
    const { extensionProviders } = meshConfig;
    const written = itemsOf(extensionProviders).map((one) => fieldsOf(one));
    const named = (...kinds: readonly string[]): ReadonlySet<string> =>
      new Set(written.flatMap((one) => (kinds.some((kind) => kind in one) ? (textOf(one['name']) ?? []) : [])));
    this.http = named('envoyExtAuthzHttp');
    const hasHoles = isHole(extensionProviders) || written.some(({ name }) => textOf(name) === undefined);
    this.known = isKnown && !hasHoles ? named('envoyExtAuthzHttp', 'envoyExtAuthzGrpc') : undefined;
    this.allowsSeveral = String(fieldsOf(fieldsOf(values['pilot'])['env'])[SEVERAL]) === 'true';
  }

  /** What those of some policies that are CUSTOM come to on a port. */
  read(inForce: readonly InForce<AccessPolicy>[], protocol: 'http' | 'tcp'): CustomPolicies {
    const custom = inForce.filter(({ value: { action } }) => action === 'CUSTOM');
    const providers = [...new Set(custom.map(({ value: { provider = '' } }) => provider))];
    if (providers.length > 1 && !this.allowsSeveral) {
      const names = providers.map((one) => `"${one}"`).join(' and ');
      return {
        asked: custom,
        denial: `istiod denies what policies with several external authorizers are about: ${names}`,
      };
    }
    const missing = providers.find((one) => this.known?.has(one) === false);
    if (missing !== undefined) {
      return { asked: custom, denial: `istiod denies it: the mesh has no external authorizer "${missing}"` };
    }
    // An authorizer that is asked over HTTP is left out on other ports.
    return { asked: custom.filter(({ value: { provider = '' } }) => protocol === 'http' || !this.http.has(provider)) };
  }
}
