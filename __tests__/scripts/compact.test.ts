import { compactDeclarations, compactModule } from '../../scripts/compact';

describe('the compact form of a built module', () => {
  it.each([
    ['const a = 1;', 'const a=1;'],
    ['return typeof a === "b" ? - - -a : a + +b;', 'return typeof a==="b"? - - -a:a+ +b;'],
    ['const half = 1 .toFixed(a ? .5 : / x /g);', 'const half=1 .toFixed(a? .5:/ x /g);'],
    ['const t = `a  ${ b + c }  d`, u = "e  f";', 'const t=`a  ${b+c}  d`,u="e  f";'],
    ['class A { #b = 1; static #c = #b in this; }', 'class A{#b=1;static #c=#b in this;}'],
    ['const ä = async () => { await ö; };', 'const ä=async()=>{await ö;};'],
  ])('%s is %s', (source, expected) => {
    expect(compactModule(source)).toBe(expected);
  });

  it('quotes only the keys that need it, and every other text', () => {
    const source = 'x({ "type": "object", "a-b": 1, "\\u0061": 2, "3": 4 }, "type", a ? "b" : "c");';
    expect(compactModule(source)).toBe('x({type:"object","a-b":1,"\\u0061":2,"3":4},"type",a?"b":"c");');
  });

  it('leaves every line where it is, and what lies inside of a text', () => {
    const source = 'if (a) {\n    b(`\n        c = d\n    `);\n}\n';
    expect(compactModule(source)).toBe('if(a){\n\tb(`\n        c = d\n    `);\n}\n');
  });
});

describe('the compact form of declarations', () => {
  it('has its comments and spaces, and tabs before them', () => {
    const source = 'export interface A {\n    /**\n     * b  c\n     */\n    readonly d: "e" | "f";\n}\n';
    expect(compactDeclarations(source)).toBe(
      'export interface A {\n\t/**\n\t * b  c\n\t */\n\treadonly d: "e" | "f";\n}\n',
    );
  });
});
