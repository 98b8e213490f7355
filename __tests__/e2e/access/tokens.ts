import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { RequestToken } from '../../../model/access/request';
import type { SentRequest } from './generated-sets';

const HOUR = 3600;

/** Signs tokens with keys of its own, which policies are given to check them by. */
export class TokenSigner {
  private readonly keys = keyPair();
  private readonly otherKeys = keyPair();

  /** The keys, as a RequestAuthentication holds them. */
  get jwks(): string {
    const { kty, n, e } = this.keys.publicKey.export({ format: 'jwk' });
    return JSON.stringify({ keys: [{ kty, n, e, alg: 'RS256', use: 'sig', kid: 'access' }] });
  }

  /** The path and the headers of a request, with its token in the place that it is to be in. */
  carried({ token, path, headers }: SentRequest): { readonly path: string; readonly headers: Record<string, string> } {
    if (token === 'none') return { path, headers: { ...headers } };
    const text = this.sign(token);
    const { in: place } = token;
    if (place === undefined) return { path, headers: { ...headers, authorization: `Bearer ${text}` } };
    if ('header' in place) return { path, headers: { ...headers, [place.header]: text } };
    if ('cookie' in place) return { path, headers: { ...headers, cookie: `${place.cookie}=${text}` } };
    return { path: `${path}${path.includes('?') ? '&' : '?'}${place.param}=${text}`, headers: { ...headers } };
  }

  private sign({ issuer, subject, audiences, claims, valid = true, expired = false }: RequestToken): string {
    const now = Math.floor(Date.now() / 1000);
    const payload = {
      ...claims,
      iss: issuer,
      ...(subject !== undefined && { sub: subject }),
      ...(audiences !== undefined && { aud: audiences }),
      iat: now - 2 * HOUR,
      exp: expired ? now - HOUR : now + 6 * HOUR,
    };
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const signed = `${part({ alg: 'RS256', typ: 'JWT', kid: 'access' })}.${part(payload)}`;
    const { privateKey } = valid ? this.keys : this.otherKeys;
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey).toString('base64url')}`;
  }
}

function keyPair(): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } {
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}
