const TOKEN =
  /\s+|\/\/[^\n]*|(?<literal>(?:[rR]?[bB]?|[bB][rR])(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|0x[0-9a-fA-F]+u?|\d+\.\d+(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\d+u?)|(?<name>[A-Za-z_]\w*)|(?<sign>&&|\|\||==|!=|<=|>=|[-+*/%<>!?:.,()[\]{}])/y;

interface Token {
  readonly kind: 'literal' | 'name' | 'sign' | 'end';
  readonly text: string;
}

class SyntaxProblem extends Error {}

/** Why a text is no CEL expression, or undefined where it is one. Only the syntax is looked at. */
export function celSyntaxProblem(text: string): string | undefined {
  try {
    new CelParser(tokens(text)).parse();
    return undefined;
  } catch (error) {
    if (error instanceof SyntaxProblem) return error.message;
    throw error;
  }
}

function tokens(text: string): Token[] {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) throw new SyntaxProblem(`${JSON.stringify(text[at])} in an expression`);
    for (const kind of ['literal', 'name', 'sign'] as const) {
      const part = match.groups?.[kind];
      if (part !== undefined) found.push({ kind, text: part });
    }
  }
  return found;
}

/** Follows CEL's grammar without building anything. */
class CelParser {
  private at = 0;

  constructor(private readonly list: readonly Token[]) {}

  parse(): void {
    this.expression();
    if (this.next.kind !== 'end') throw this.unexpected();
  }

  private get next(): Token {
    return this.list[this.at] ?? { kind: 'end', text: 'the end' };
  }

  private unexpected(): SyntaxProblem {
    return new SyntaxProblem(
      this.next.kind === 'end' ? 'an expression that ends too early' : `${this.next.text} where none may stand`,
    );
  }

  private take(...texts: readonly string[]): boolean {
    if (this.next.kind === 'literal' || this.next.kind === 'end' || !texts.includes(this.next.text)) return false;
    this.at++;
    return true;
  }

  private need(text: string): void {
    if (!this.take(text)) throw this.unexpected();
  }

  private expression(): void {
    this.operands();
    if (this.take('?')) {
      this.operands();
      this.need(':');
      this.expression();
    }
  }

  private operands(): void {
    do this.unary();
    while (this.take('&&', '||', '==', '!=', '<', '<=', '>', '>=', 'in', '+', '-', '*', '/', '%'));
  }

  private unary(): void {
    while (this.take('!', '-'));
    this.primary();
    for (;;) {
      if (this.take('.')) {
        this.name();
        if (this.take('(')) this.listUntil(')', () => this.expression());
      } else if (this.take('[')) {
        this.expression();
        this.need(']');
      } else if (this.take('{')) this.listUntil('}', () => this.entry());
      else return;
    }
  }

  private primary(): void {
    if (this.next.kind === 'literal') this.at++;
    else if (this.take('(')) {
      this.expression();
      this.need(')');
    } else if (this.take('[')) this.listUntil(']', () => this.expression());
    else if (this.take('{')) this.listUntil('}', () => this.entry());
    else {
      this.take('.');
      this.name();
      if (this.take('(')) this.listUntil(')', () => this.expression());
    }
  }

  private entry(): void {
    this.expression();
    this.need(':');
    this.expression();
  }

  private name(): void {
    if (this.next.kind !== 'name' || this.next.text === 'in') throw this.unexpected();
    this.at++;
  }

  private listUntil(end: string, item: () => void): void {
    while (!this.take(end)) {
      item();
      if (!this.take(',')) {
        this.need(end);
        return;
      }
    }
  }
}
