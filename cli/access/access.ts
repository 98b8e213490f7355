import { extname, resolve } from 'node:path';
import { explain } from '../../model/access/explain';
import { type AccessQuestion, MeshAccess } from '../../model/access/mesh-access';
import { Mesh } from '../../model/mesh';
import { readCluster } from '../../model/read/cluster';
import { listMesh } from '../cluster/mesh-objects';
import { CommandError } from '../command-error';
import { ExitCode } from '../exit-code';
import { writeFile } from '../project/write-file';
import { Session, type SynthesisOptions } from '../session/session';
import type { Call } from '../verb';
import { destinationsOf } from './destinations';
import { codeOf } from './observed/code';
import { observedCalls } from './observed/observed';
import { undeclaredCalls } from './observed/undeclared';
import { FORMATS, type Format, renderDestinations } from './render';

export interface AccessOptions extends SynthesisOptions {
  readonly from?: string;
  readonly to?: string;
  readonly port?: string;
  readonly through?: string;
  readonly method?: string;
  readonly path?: string;
  readonly host?: string;
  /** As `name=value`. */
  readonly header?: readonly string[];
  /** A request principal: `issuer/subject`. */
  readonly token?: string;
  /** As `name=value`; a name that is there several times is a list. */
  readonly claim?: readonly string[];
  readonly live?: boolean;
  /** True for the mesh's Prometheus, else an access log. */
  readonly observed?: true | string;
  readonly since?: string;
  readonly output?: string;
}

interface Read {
  readonly access: MeshAccess;
  /** What could not be read, one line each. */
  readonly notes: readonly string[];
}

/**
 * Says who may call whom, in the synthesized stacks or in the cluster. About one request the exit code is the answer: 0 allowed,
 * 1 stopped, 2 not known.
 */
export async function access({ options }: Call<AccessOptions>): Promise<ExitCode> {
  const format = formatOf(options);
  const port = portOf(options.port);
  const session = Session.here(options);
  try {
    const { access: found, notes } = options.live ? await readRunning(session) : await readContent(session);
    for (const note of notes) process.stderr.write(`not read: ${note}\n`);
    if (options.observed !== undefined) return await observe(session, found, options, format);
    if (options.from !== undefined && options.to !== undefined) {
      return decide(found, questionOf(options, options.from, options.to, port), format, options.output);
    }
    const { method, path, host, header, token, claim, through } = options;
    const ofOneRequest = Object.entries({ method, path, host, header, token, claim, through });
    const alone = ofOneRequest.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`]));
    if (alone.length > 0) {
      throw new CommandError({
        problem: `${alone.join(', ')}: expected --from and --to beside it, because it is of one request`,
      });
    }
    const destinations = byName(() => destinationsOf(found, { ...options, port }));
    print(renderDestinations(destinations, format), options.output);
    return notes.length === 0 ? ExitCode.good : ExitCode.couldNotCheck;
  } finally {
    session.close();
  }
}

async function readContent(session: Session): Promise<Read> {
  const { unreadable } = await session.content();
  return { access: new MeshAccess(await session.mesh()), notes: unreadable };
}

async function readRunning(session: Session): Promise<Read> {
  const { manifests, notes } = await listMesh(session.api);
  return { access: new MeshAccess(new Mesh(readCluster(manifests, () => undefined))), notes };
}

function decide(found: MeshAccess, question: AccessQuestion, format: Format, output: string | undefined): ExitCode {
  const decision = byName(() => found.decide(question));
  print(format === '.json' ? json({ question, ...decision }) : `${explain(decision).join('\n')}\n`, output);
  if (decision.verdict === 'unknown') return ExitCode.couldNotCheck;
  return decision.verdict === 'allowed' ? ExitCode.good : ExitCode.foundProblems;
}

/** What is called and no rule allows, as the code that declares it. */
async function observe(
  session: Session,
  found: MeshAccess,
  { observed = true, since = '1d', output }: AccessOptions,
  format: Format,
): Promise<ExitCode> {
  const { calls, notes } = await observedCalls(session, found, observed, since);
  for (const note of notes) process.stderr.write(`not read: ${note}\n`);
  const undeclared = undeclaredCalls(found, calls);
  if (format === '.json') print(json({ observed: calls.length, undeclared }), output);
  else if (undeclared.length > 0) print(codeOf(found, undeclared), output);
  else print(`All of ${calls.length} observed calls are allowed by a rule.\n`, output);
  return undeclared.length === 0 ? ExitCode.good : ExitCode.foundProblems;
}

function questionOf(options: AccessOptions, from: string, to: string, port: number | undefined): AccessQuestion {
  const { method, path, host, through, header } = options;
  return {
    from,
    to,
    token: tokenOf(options),
    ...(port !== undefined && { port }),
    ...(through !== undefined && { through }),
    ...(method !== undefined && { method }),
    ...(path !== undefined && { path }),
    ...(host !== undefined && { host }),
    ...(header !== undefined && { headers: Object.fromEntries(pairsOf('header', header)) }),
  };
}

function tokenOf({ token, claim = [] }: AccessOptions): AccessQuestion['token'] {
  if (token === undefined) {
    if (claim.length > 0) throw new CommandError({ problem: '--claim: expected --token beside it' });
    return 'none';
  }
  const slash = token.lastIndexOf('/');
  if (slash < 1) throw new CommandError({ problem: `--token: expected issuer/subject, got "${token}"` });
  const claims: Record<string, string | string[]> = {};
  for (const [name, value] of pairsOf('claim', claim)) {
    const given = claims[name];
    claims[name] = given === undefined ? value : [given, value].flat();
  }
  const { aud, ...others } = claims;
  return {
    issuer: token.slice(0, slash),
    subject: token.slice(slash + 1),
    ...(aud !== undefined && { audiences: [aud].flat() }),
    claims: others,
  };
}

function pairsOf(option: string, written: readonly string[]): readonly (readonly [name: string, value: string])[] {
  return written.map((pair) => {
    const at = pair.indexOf('=');
    if (at < 1) throw new CommandError({ problem: `--${option}: expected name=value, got "${pair}"` });
    return [pair.slice(0, at), pair.slice(at + 1)];
  });
}

/** Names that the mesh does not have are mistakes of the call. */
function byName<Result>(ask: () => Result): Result {
  try {
    return ask();
  } catch (error) {
    throw new CommandError({ problem: `--${(error as Error).message}` });
  }
}

function formatOf({ json: asJson, output }: AccessOptions): Format {
  if (asJson) return '.json';
  if (output === undefined || output === '-') return '.txt';
  const format = FORMATS.find((one) => one === extname(output));
  if (format === undefined) {
    throw new CommandError({
      problem: `--output: expected a file that ends with one of ${FORMATS.join(' ')}, got "${output}"`,
    });
  }
  return format;
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new CommandError({ problem: `--port: expected an integer from 1 to 65535, got "${text}"` });
}

function print(text: string, output: string | undefined): void {
  if (output === undefined || output === '-') process.stdout.write(text);
  else writeFile(resolve(output), text);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
