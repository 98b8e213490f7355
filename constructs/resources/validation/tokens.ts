/** Tells whether what stands at a place is not known yet. */
export type Unknown = (value: unknown) => boolean;

/** Whether a value that cdktf has resolved still waits for Terraform. */
export function isTerraformExpression(value: unknown): boolean {
  return typeof value === 'string' && value.includes('${');
}
