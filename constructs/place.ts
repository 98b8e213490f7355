import { relative } from 'node:path';
import type { IConstruct } from 'constructs';

// A registered symbol, so that two copies of the package in one program know each other's places.
const PLACE = Symbol.for('cdktf-istio.place');

/** How deep the constructs of this package make each other. A frame costs time for each construct of a program. */
const DEPTH = 8;

/** A place in the program's own text. */
interface Spot {
  readonly file: string;
  /** Line and column. */
  readonly position: string;
}

/** What keeps where it was made: a stack that nobody has looked at yet, and what was found in it. */
interface Trace {
  readonly stack?: unknown;
  spot?: Spot | 'none';
}

interface Placed {
  [PLACE]?: Trace;
}

/** Keeps where in the program a construct is made, for {@link placeOf}. Called in its constructor. */
export function rememberPlace(construct: IConstruct): void {
  const placed = construct as Placed;
  if (placed[PLACE] !== undefined) return;
  const trace = {};
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = DEPTH;
  Error.captureStackTrace(trace, construct.constructor as () => void);
  Error.stackTraceLimit = stackTraceLimit;
  Object.defineProperty(placed, PLACE, { value: trace });
}

/** Where the program's own text makes a construct, such as `stacks/shop.ts:21:5`: the construct, or else the nearest one around it. */
export function placeOf(construct: IConstruct): string | undefined {
  for (let scope: (IConstruct & Placed) | undefined = construct; scope !== undefined; scope = scope.node.scope) {
    const trace = scope[PLACE];
    if (trace === undefined) continue;
    // Each finding of a construct asks.
    trace.spot ??= spotOf(trace) ?? 'none';
    return trace.spot === 'none' ? undefined : written(trace.spot);
  }
  return undefined;
}

/** A line about a construct, with where the construct is made behind it. */
export function withPlace(line: string, construct: IConstruct): string {
  return placed(line, placeOf(construct));
}

/** A line with a place behind it, where there is one and the line has none. */
export function placed(line: string, place: string | undefined): string {
  return place === undefined || /\(\S+:\d+:\d+\)$/.test(line) ? line : `${line} (${place})`;
}

/** Has a construct checked when its stack is validated. Each line says where the construct is made. */
export function checkAtSynthesis(construct: IConstruct, check: () => readonly string[]): void {
  rememberPlace(construct);
  construct.node.addValidation({ validate: () => check().map((line) => withPlace(line, construct)) });
}

/** The first place that a stack names in the program's own text: not in a package, this one, or Node itself. */
export function placeIn(stack: string | undefined): string | undefined {
  const spot = spotIn(stack);
  return spot === undefined ? undefined : written(spot);
}

// A thousand places stand in a few files.
const shown = { from: '', paths: new Map<string, string>() };

function written({ file, position }: Spot): string {
  const from = process.cwd();
  if (shown.from !== from) {
    shown.from = from;
    shown.paths.clear();
  }
  let path = shown.paths.get(file);
  if (path === undefined) {
    path = relative(from, file) || file;
    shown.paths.set(file, path);
  }
  return `${path}:${position}`;
}

/** The first place of a trace in the program's own text. To have Node write a stack as text costs more than all else here. */
function spotOf(trace: Trace): Spot | undefined {
  const { prepareStackTrace } = Error;
  // Whoever maps compiled code back to its sources does so in the text, and in place of Node's own function.
  if (prepareStackTrace?.name !== 'ErrorPrepareStackTrace' || process.sourceMapsEnabled)
    return spotIn(trace.stack as string);
  Error.prepareStackTrace = (_, frames) => frames;
  const frames = trace.stack as readonly NodeJS.CallSite[];
  Error.prepareStackTrace = prepareStackTrace;
  for (const frame of frames) {
    const file = frame.getFileName()?.replace(/^file:\/\//, '') ?? '';
    if (isOwn(file)) return spotAt(file, frame.getLineNumber(), frame.getColumnNumber());
  }
  return undefined;
}

function spotIn(stack = ''): Spot | undefined {
  for (const [, file = '', line, column] of stack.matchAll(/^\s+at .*?\(?(?:file:\/\/)?([^\s()]+):(\d+):(\d+)\)?$/gm)) {
    if (isOwn(file)) return spotAt(file, Number(line), Number(column));
  }
  return undefined;
}

/** Whether a file is of the program itself: not in a package, this one, or Node. */
function isOwn(file: string): boolean {
  return (
    file !== '' && !file.startsWith('node:') && !/[\\/]node_modules[\\/]/.test(file) && !file.startsWith(__dirname)
  );
}

/** Without a source map, what a loader wrote has one line, which says nothing of the program's text. */
function spotAt(file: string, line: number | null, column: number | null): Spot | undefined {
  return line === null || column === null || (line === 1 && column > 200)
    ? undefined
    : { file, position: `${line}:${column}` };
}
