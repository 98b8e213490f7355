/** A field of a message: its type as the file writes it, and how it is held. */
export interface ProtoField {
  readonly type: string;
  readonly holds: 'one' | 'list' | 'map';
  readonly deprecated: boolean;
}

/** The messages and enums of Protobuf files, by their names with those that they stand in: `MeshConfig.CertificateData`. */
export interface ProtoFiles {
  readonly messages: Map<string, Map<string, ProtoField>>;
  readonly enums: Map<string, string[]>;
}

const FIELD =
  /^(repeated\s+|optional\s+)?(map\s*<\s*\w+\s*,\s*([\w.]+)\s*>|[\w.]+)\s+(\w+)\s*=\s*\d+\s*(\[[^\]]*\])?\s*$/s;

/** Reads Protobuf files, as far as types of values need it: names and types, neither numbers nor services. */
export function readProtos(texts: readonly string[]): ProtoFiles {
  const files: ProtoFiles = { messages: new Map(), enums: new Map() };
  for (const text of texts) readProto(withoutComments(text), files);
  return files;
}

function withoutComments(text: string): string {
  return text
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*/g, (_, quoted: string) => quoted ?? '');
}

/** Statements end in `;`, blocks open with `{`: one pass, with a stack of what is open. */
function readProto(text: string, { messages, enums }: ProtoFiles): void {
  const open: { readonly kind: string; readonly name: string }[] = [];
  const scope = (): string =>
    open
      .filter(({ kind }) => kind === 'message' || kind === 'enum')
      .map(({ name }) => name)
      .join('.');
  for (const [, statement = '', end] of text.matchAll(/([^;{}]*)([;{}])/g)) {
    const words = statement.trim();
    if (end === '}') open.pop();
    else if (end === '{') {
      const [, kind = 'other', name = ''] = /^(message|enum|oneof)\s+(\w+)$/.exec(words) ?? [];
      open.push({ kind, name });
      if (kind === 'message') messages.set(scope(), messages.get(scope()) ?? new Map());
      if (kind === 'enum') enums.set(scope(), []);
    } else if (open.at(-1)?.kind === 'enum') {
      const [, value] = /^(\w+)\s*=\s*-?\d+/.exec(words) ?? [];
      if (value !== undefined) enums.get(scope())?.push(value);
    } else if (open.some(({ kind }) => kind === 'message')) {
      const [, label, type = '', mapped, name, options = ''] = FIELD.exec(words) ?? [];
      if (name === undefined) continue;
      messages.get(scope())?.set(name, {
        type: mapped ?? type,
        holds: mapped !== undefined ? 'map' : label?.startsWith('repeated') ? 'list' : 'one',
        deprecated: /deprecated\s*=\s*true/.test(options),
      });
    }
  }
}

/** The full name that a type means where it is written: in the message itself, or in what stands around it. */
export function resolveName(type: string, scope: string, { messages, enums }: ProtoFiles): string | undefined {
  const bare = type.replace(/^\.?istio\.\w+\.v\w+\./, '');
  for (let around = scope.split('.'); ; around = around.slice(0, -1)) {
    const name = [...around, bare].filter(Boolean).join('.');
    if (messages.has(name) || enums.has(name)) return name;
    if (around.length === 0) return undefined;
  }
}
