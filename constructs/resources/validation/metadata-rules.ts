import { nearest } from '../../../model/closest-name';
import { type Fault, type FaultDetails, faultAt, type Segment, show } from './fault';
import type { Unknown } from './tokens';

const FIELDS = ['name', 'namespace', 'labels', 'annotations'] as const;
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const QUALIFIED = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const MAX_LABEL = 63;
const MAX_SUBDOMAIN = 253;
const MAX_ANNOTATIONS = 256 * 1024;

/** Whether a text is a DNS label: lowercase letters, digits and inner dashes, at most 63. */
export function isDnsLabel(text: string): boolean {
  return text.length <= MAX_LABEL && LABEL.test(text);
}

/** Whether a text is a DNS subdomain: labels between dots, at most 253 characters. */
export function isDnsSubdomain(text: string): boolean {
  return text.length <= MAX_SUBDOMAIN && SUBDOMAIN.test(text);
}

/** Whether a text may be the key of a label or annotation, such as `app.kubernetes.io/name`. */
function isQualifiedName(text: string): boolean {
  const slash = text.indexOf('/');
  const name = text.slice(slash + 1);
  if (slash >= 0 && !isDnsSubdomain(text.slice(0, slash))) return false;
  return name.length <= MAX_LABEL && QUALIFIED.test(name);
}

/** Whether a text may be the value of a label. */
export function isLabelValue(text: string): boolean {
  return text === '' || (text.length <= MAX_LABEL && QUALIFIED.test(text));
}

const SYNTAX = {
  name: 'lowercase letters, digits, dashes and dots, letters or digits at both ends, at most 253 characters',
  namespace: 'lowercase letters, digits and inner dashes, at most 63 characters',
  key: 'an optional DNS prefix and a slash, then letters, digits and inner "-", "_", ".", at most 63 characters',
  value: 'letters, digits and inner "-", "_", ".", at most 63 characters',
} as const;

/** Every fault of an object's metadata. */
export function metadataFaults(metadata: unknown, isUnknown: Unknown): readonly Fault[] {
  const faults: Fault[] = [];
  const add = (segments: readonly Segment[], details: FaultDetails): void => {
    faults.push(faultAt(['metadata', ...segments], details));
  };
  if (isUnknown(metadata)) return faults;
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) {
    add([], { code: 'wrong-type', got: show(metadata ?? null), wanted: 'an object with a name' });
    return faults;
  }
  const given = metadata as Readonly<Record<string, unknown>>;

  for (const key of Object.keys(given)) {
    if ((FIELDS as readonly string[]).includes(key) || given[key] === undefined) continue;
    const suggestion = nearest(key, FIELDS);
    const text = suggestion === undefined ? `unknown field, expected one of ${FIELDS.join(', ')}` : 'unknown field';
    add([key], { code: 'unknown-field', got: show(key), wanted: FIELDS.join(', '), suggestion, text });
  }

  const checkText = (field: 'name' | 'namespace', holds: (text: string) => boolean): void => {
    const value = given[field];
    if (isUnknown(value)) return;
    if (typeof value !== 'string') add([field], { code: 'wrong-type', got: show(value), wanted: 'a string' });
    else if (!holds(value)) add([field], { code: 'wrong-value', got: show(value), wanted: SYNTAX[field] });
  };
  if (given.name === undefined) add(['name'], { code: 'missing-field', wanted: 'a name', text: 'required' });
  else checkText('name', isDnsSubdomain);
  if (given.namespace !== undefined) checkText('namespace', isDnsLabel);

  for (const field of ['labels', 'annotations'] as const) {
    const map = given[field];
    if (map === undefined || isUnknown(map)) continue;
    if (typeof map !== 'object' || map === null || Array.isArray(map)) {
      add([field], { code: 'wrong-type', got: show(map), wanted: 'an object' });
      continue;
    }
    let size = 0;
    for (const [key, value] of Object.entries(map as Readonly<Record<string, unknown>>)) {
      if (value === undefined) continue;
      if (!isUnknown(key) && !isQualifiedName(key)) {
        add([field, key], {
          code: 'wrong-value',
          text: `invalid key ${show(key)}, expected ${SYNTAX.key}`,
          wanted: SYNTAX.key,
        });
      }
      if (isUnknown(value)) continue;
      if (typeof value !== 'string') {
        add([field, key], { code: 'wrong-type', got: show(value), wanted: 'a string' });
        continue;
      }
      size += Buffer.byteLength(key) + Buffer.byteLength(value);
      if (field === 'labels' && !isLabelValue(value)) {
        add([field, key], { code: 'wrong-value', got: show(value), wanted: SYNTAX.value });
      }
    }
    if (field === 'annotations' && size > MAX_ANNOTATIONS) {
      add([field], { code: 'out-of-range', got: `${size} bytes`, wanted: `at most ${MAX_ANNOTATIONS} bytes in all` });
    }
  }
  return faults;
}

const NOTHING: readonly Fault[] = [];
const DRY_RUN = 'istio.io/dry-run';
const RESERVED = [
  'internal.istio.io/webhook-always-reject',
  'internal.istio.io/parent-namespace',
  'internal.istio.io/parents',
];
const BOOLEANS = ['1', 't', 'T', 'TRUE', 'true', 'True', '0', 'f', 'F', 'FALSE', 'false', 'False'];

/** What istiod's webhook asks of names and annotations. */
export function annotationFaults(kind: string, metadata: unknown, spec: unknown): readonly Fault[] {
  const { name, annotations } = (metadata ?? {}) as { readonly name?: unknown; readonly annotations?: unknown };
  if (kind !== 'Gateway' && annotations === undefined) return NOTHING;
  const faults: Fault[] = [];
  if (kind === 'Gateway' && typeof name === 'string' && isDnsSubdomain(name) && !isDnsLabel(name)) {
    const wanted = 'the name of a gateway without dots, at most 63 characters';
    faults.push(faultAt(['metadata', 'name'], { code: 'refused-by-istio', got: show(name), wanted }));
  }
  if (typeof annotations !== 'object' || annotations === null) return faults;
  const given = annotations as Readonly<Record<string, unknown>>;
  for (const key of RESERVED) {
    if (given[key] === undefined) continue;
    const text = 'is reserved for Istio itself';
    faults.push(
      faultAt(['metadata', 'annotations', key], { code: 'refused-by-istio', wanted: 'other annotations', text }),
    );
  }
  const dryRun = given[DRY_RUN];
  if (typeof dryRun !== 'string') return faults;
  const action = (spec as { readonly action?: unknown } | null | undefined)?.action ?? 'ALLOW';
  const add = (wanted: string): void => {
    faults.push(faultAt(['metadata', 'annotations', DRY_RUN], { code: 'refused-by-istio', got: show(dryRun), wanted }));
  };
  if (kind !== 'AuthorizationPolicy') add('this annotation on an AuthorizationPolicy only');
  else if (action === 'CUSTOM' || action === 'AUDIT') add('this annotation on ALLOW and DENY policies only');
  else if (!dryRun.includes('TfToken[') && !dryRun.includes('${') && !BOOLEANS.includes(dryRun))
    add('"true" or "false"');
  return faults;
}
