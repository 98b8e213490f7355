import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { canonicalDefinitions, definitionsDigest } from '../../constructs/mesh/definitions-file';
import {
  DEFAULT_ISTIO_VERSION,
  exactGatewayApiVersion,
  GATEWAY_API_CHANNELS,
  GATEWAY_API_DIGESTS,
  GATEWAY_API_MINORS,
  type GatewayApiChannel,
  gatewayApiFile,
  gatewayApiOf,
  gatewayApiSource,
  isGatewayApiVersion,
} from '../../constructs/versions';
import { CommandError, type Problem } from '../command-error';
import { ExitCode } from '../exit-code';
import { writeFile } from '../project/write-file';
import { printLines } from '../terminal/wrap';
import type { Call } from '../verb';

/** What `mesh definitions` takes beside the options of all verbs. */
export interface DefinitionsOptions {
  readonly version?: string;
  readonly channel?: string;
  readonly from?: string;
  readonly output?: string;
}

/** Writes the definitions of a release of the Gateway API to a file, once they are found to be what the catalogue knows. */
export async function fetchDefinitions({ options }: Call<DefinitionsOptions>): Promise<number> {
  const { version = gatewayApiOf(DEFAULT_ISTIO_VERSION), channel = 'standard' } = options;
  const problems: Problem[] = [];
  if (!isGatewayApiVersion(version)) {
    const known = `${GATEWAY_API_MINORS[0]} to ${GATEWAY_API_MINORS.at(-1)}`;
    problems.push({ problem: `--version: expected a version of the Gateway API from ${known}, got "${version}"` });
  }
  if (!isChannel(channel)) {
    problems.push({ problem: `--channel: expected one of ${GATEWAY_API_CHANNELS.join(', ')}, got "${channel}"` });
  }
  if (!isGatewayApiVersion(version) || !isChannel(channel)) throw new CommandError(...problems);
  const release = { version, channel };
  const { from = gatewayApiSource(release), output = gatewayApiFile(release) } = options;
  const text = canonicalDefinitions(await textFrom(from), from);
  const sha256 = definitionsDigest(text);
  const exact = exactGatewayApiVersion(version);
  const wanted = GATEWAY_API_DIGESTS[exact]?.[channel];
  if (wanted !== undefined && wanted !== sha256) {
    throw new CommandError({
      problem: `${from}: expected the ${channel} definitions of the Gateway API ${exact} with the SHA-256 ${wanted}, got ${sha256}`,
    });
  }
  mkdirSync(dirname(output), { recursive: true });
  writeFile(output, `${text}\n`);
  const objects = (JSON.parse(text) as readonly unknown[]).length;
  if (options.json)
    process.stdout.write(
      `${JSON.stringify({ version: exact, channel, file: output, sha256, objects }, undefined, 2)}\n`,
    );
  else {
    const checked = wanted === undefined ? 'not in the catalogue: pass it as sha256' : 'as in the catalogue';
    printLines(process.stdout, [`${output}: ${objects} objects, SHA-256 ${sha256} (${checked})`]);
  }
  return ExitCode.good;
}

function isChannel(text: string): text is GatewayApiChannel {
  return (GATEWAY_API_CHANNELS as readonly string[]).includes(text);
}

async function textFrom(from: string): Promise<string> {
  if (!/^https?:/.test(from)) {
    if (!existsSync(from)) throw new CommandError({ problem: `--from: "${from}" not found` });
    return readFileSync(from, 'utf8');
  }
  const answer = await fetch(from).catch((error: unknown) => error as Error);
  if (!(answer instanceof Error) && answer.ok) return await answer.text();
  const reason = answer instanceof Error ? answer.message : `expected the status 200, got ${answer.status}`;
  throw new CommandError({
    problem: `${from}: ${reason}`,
    remedy: 'fetch the file where there is a network, and pass it with --from',
  });
}
