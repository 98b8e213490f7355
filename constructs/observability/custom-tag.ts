import type { TracingCustomTag } from '../resources/generated/telemetry';
import { checkGiven } from '../shapes/check';

/**
 * What a tag of a span holds. Never changes.
 *
 * @see https://istio.io/latest/docs/reference/config/telemetry/#Tracing-CustomTag
 */
export class CustomTag {
  /** The same text for every span. */
  static literal(value: string): CustomTag {
    checkGiven('CustomTag.literal', { value });
    return new CustomTag({ literal: { value: filled('literal', value) } });
  }

  /** An environment variable of the proxy. */
  static environment(name: string, defaultValue?: string): CustomTag {
    checkGiven('CustomTag.environment', { name, defaultValue });
    return new CustomTag({ environment: { name: filled('environment', name), ...(defaultValue && { defaultValue }) } });
  }

  /** A header of the request. */
  static header(name: string, defaultValue?: string): CustomTag {
    checkGiven('CustomTag.header', { name, defaultValue });
    return new CustomTag({ header: { name: filled('header', name), ...(defaultValue && { defaultValue }) } });
  }

  /** A text with Envoy's operators, such as `%RESPONSE_CODE%`. Not in Istio 1.17. */
  static formatter(value: string): CustomTag {
    checkGiven('CustomTag.formatter', { value });
    return new CustomTag({ formatter: { value: filled('formatter', value) } });
  }

  /** @param tag the tag as a Telemetry resource has it */
  private constructor(readonly tag: TracingCustomTag) {
    Object.freeze(this);
  }
}

function filled(kind: string, text: string): string {
  if (text === '') throw new Error(`CustomTag.${kind}: expected a text, got ""`);
  return text;
}
