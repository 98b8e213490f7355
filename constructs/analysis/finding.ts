import type { IConstruct } from 'constructs';
import type { Code, FormerCode, Severity } from './codes';

/** Something that is wrong between objects of a program, each of them good on its own. */
export interface Finding {
  /** The code of the check: of `istioctl analyze`, else of Kiali, else our own. */
  readonly code: Code;
  /** The construct it is reported at. */
  readonly at: IConstruct;
  /** Where in the object, such as `spec.gateways[0]`; empty for the object as a whole. */
  readonly path: string;
  /** What is wrong, in one line. */
  readonly text: string;
  /**
   * How much it matters, where that depends on what is known.
   * @default - the code's own
   */
  readonly severity?: Exclude<Severity, 'off'>;
  /**
   * The code that some releases of istioctl have for it, such as `IST0113` for `KIA0207`.
   * @default - none
   */
  readonly formerCode?: FormerCode;
}

/** Notes a finding. */
export type Report = (finding: Finding) => void;
