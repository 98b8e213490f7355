import type { Construct } from 'constructs';
import { compareMinors } from '../../model/version-order';
import type { IstiodValues } from '../charts/generated/istiod-values';
import type { ExtensionProvider } from '../charts/generated/mesh-config';
import { mergeValues } from '../charts/merge-values';
import { MeshContext } from '../mesh-context';
import { has, type IstioMinor, istioRelease } from '../versions';

/** What an istiod is set up with. */
export interface IstiodSettings {
  /**
   * The profile that the charts are given.
   * @default - none: the charts' own defaults
   */
  readonly chartProfile?: string;
  /**
   * The earlier minor whose behaviour istiod keeps, while a mesh is upgraded: `1.30` under Istio 1.31.
   * @default - none: the release's own behaviour
   */
  readonly compatibilityVersion?: IstioMinor;
  /**
   * Values of istiod.
   * @default - the chart's own, or the profile's
   */
  readonly istiod?: IstiodValues;
  /**
   * Values of istiod that the types lack, or that must win.
   * @default - none
   */
  readonly extraIstiodValues?: Readonly<Record<string, unknown>>;
  /**
   * What telemetry and authorization may be sent to, besides what `istiod.meshConfig` names. Under a chart profile Helm
   * would let these replace the profile's own, so name there what both are to have.
   * @default - none
   */
  readonly extensionProviders?: readonly ExtensionProvider[];
}

/**
 * The values of istiod's chart, for the release in force at a construct.
 *
 * @throws Error for a `compatibilityVersion` that the release's charts do not have
 */
export function istiodValues(at: Construct, settings: IstiodSettings): IstiodValues {
  const { chartProfile: profile, istiod, extensionProviders = [] } = settings;
  return mergeValues(
    profile === undefined ? {} : { profile },
    compatibility(at, settings.compatibilityVersion),
    has(MeshContext.of(at).istioVersion, 'validationByDefault') ? {} : { global: { configValidation: true } },
    istiod ?? {},
    extensionProviders.length === 0
      ? {}
      : {
          meshConfig: {
            extensionProviders: [...(istiod?.meshConfig?.extensionProviders ?? []), ...extensionProviders],
          },
        },
  ) as IstiodValues;
}

function compatibility(at: Construct, version: IstioMinor | undefined): { readonly compatibilityVersion?: string } {
  if (version === undefined) return {};
  const { minor, oldestCompatible: oldest } = istioRelease(MeshContext.of(at).istioVersion);
  if (oldest !== undefined && compareMinors(version, oldest) >= 0 && compareMinors(version, minor) < 0)
    return { compatibilityVersion: version };
  const expected = oldest === undefined ? 'none' : `a minor from ${oldest} to the one before ${minor}`;
  throw new Error(`${at.node.path}: compatibilityVersion: expected ${expected} under Istio ${minor}, got "${version}"`);
}
