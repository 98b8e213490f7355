import { isToken } from '../delivery/terraform-template';
import { type Duration, durationFaults } from '../duration';
import type { ClaimToHeader, JWTHeader, JWTRule } from '../resources/generated/security';
import { checkGiven } from '../shapes/check';

/** Properties of {@link JwtIssuer}. */
export interface JwtIssuerProps {
  /** The `iss` claim that tokens carry. */
  readonly issuer: string;
  /**
   * Where istiod fetches the public keys: an http or https URL.
   * @default - the `jwks_uri` that the issuer publishes at `/.well-known/openid-configuration`
   */
  readonly jwksUri?: string;
  /**
   * The public keys themselves, as a JSON web key set.
   * @default - fetched
   */
  readonly jwks?: string;
  /**
   * Tokens must be for one of these, by their `aud` claim.
   * @default - for anybody
   */
  readonly audiences?: readonly string[];
  /**
   * Headers that tokens are taken from.
   * @default - `Authorization: Bearer …` and the query parameter `access_token`
   */
  readonly fromHeaders?: readonly JWTHeader[];
  /**
   * Query parameters that tokens are taken from.
   * @default - see `fromHeaders`
   */
  readonly fromParams?: readonly string[];
  /**
   * Cookies that tokens are taken from. Not in Istio 1.17.
   * @default - see `fromHeaders`
   */
  readonly fromCookies?: readonly string[];
  /**
   * Whether the token goes on to the workload.
   * @default false
   */
  readonly forwardOriginalToken?: boolean;
  /**
   * Claims that go on to the workload as headers; also what limits per client count by.
   * @default - none
   */
  readonly outputClaimToHeaders?: readonly ClaimToHeader[];
  /**
   * The header that the token's payload goes on to the workload in, as base64.
   * @default - none
   */
  readonly outputPayloadToHeader?: string;
  /**
   * Claims besides `scope` that hold several values between spaces. Not in Istio 1.17.
   * @default - `scope` and `permission`
   */
  readonly spaceDelimitedClaims?: readonly string[];
  /**
   * How long fetching the keys may take. Not in Istio 1.17.
   * @default - 5 seconds
   */
  readonly timeout?: Duration;
}

/**
 * Somebody whose JSON web tokens are believed. Never changes.
 *
 * @see https://istio.io/latest/docs/reference/config/security/request_authentication/#JWTRule
 */
export class JwtIssuer {
  /** The `iss` claim that tokens carry. */
  readonly issuer: string;
  /** The issuer as a RequestAuthentication has it. */
  readonly rule: JWTRule;

  /**
   * @throws Error, one line a fault, for keys that are no key set, given twice or hold private keys, and for URLs that are none
   */
  constructor(props: JwtIssuerProps) {
    checkGiven('JwtIssuer.new', { props });
    const faults = [...issuerFaults(props), ...keyFaults(props)];
    if (faults.length > 0) {
      throw new Error(faults.map((fault) => `JwtIssuer ${JSON.stringify(props.issuer)}: ${fault}`).join('\n'));
    }
    const { timeout, ...rule } = props;
    this.issuer = props.issuer;
    this.rule = Object.freeze({ ...rule, ...(timeout && { timeout: timeout.toString() }) });
    Object.freeze(this);
  }

  /** The issuer's tokens, or those of one subject, as an AccessSource names them. */
  principal(subject = '*'): string {
    return `${this.issuer}/${subject}`;
  }
}

function issuerFaults({ issuer, jwksUri, timeout }: JwtIssuerProps): string[] {
  const faults = durationFaults('timeout', timeout);
  if (issuer === '') faults.push('issuer: expected the iss claim of the tokens, got ""');
  if (jwksUri !== undefined && !isToken(jwksUri) && !/^https?:\/\/[^/]/.test(jwksUri)) {
    faults.push(`jwksUri: expected an http or https URL, got "${jwksUri}"`);
  }
  return faults;
}

function keyFaults({ jwks, jwksUri }: JwtIssuerProps): string[] {
  if (jwks === undefined || isToken(jwks)) return [];
  if (jwksUri !== undefined) return ['jwks: expected either jwks or jwksUri, got both, of which Istio ignores jwksUri'];
  let keys: unknown;
  try {
    keys = (JSON.parse(jwks) as { keys?: unknown } | null)?.keys;
  } catch {
    // Reported below, like JSON that is no key set.
  }
  if (!Array.isArray(keys) || keys.length === 0)
    return ['jwks: expected a JSON web key set such as {"keys":[{"kty":…}]}, got none'];
  return keys.flatMap((key: Readonly<Record<string, unknown>>, index) => {
    if (typeof key?.['kty'] !== 'string') return [`jwks: keys[${index}].kty: required`];
    return 'd' in key || key['kty'] === 'oct'
      ? [
          `jwks: keys[${index}]: expected a public key, got a private one, with which anyone who reads the cluster could sign`,
        ]
      : [];
  });
}
