/** The variants of Istio's images: `distroless` has no shell, `debug` has tools for debugging. */
export const IMAGE_VARIANTS = ['distroless', 'debug'] as const;

/** One of the variants of Istio's images. */
export type ImageVariant = (typeof IMAGE_VARIANTS)[number];

/** What a registry accepts as the tag of an image. */
export const IMAGE_TAG_RULE =
  'the tag of an image: at most 128 letters, digits, dots, underscores and hyphens, the first a letter, a digit or an underscore';

/** Whether a registry accepts `tag` as the tag of an image. */
export function isImageTag(tag: string): boolean {
  return /^\w[\w.-]{0,127}$/.test(tag);
}
