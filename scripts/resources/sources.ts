import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type CrdRelease, readRelease } from './crds';

/** Where the definitions of one release come from. */
export interface Source {
  /** The release that they hold from, such as the minor `1.30`. */
  readonly release: string;
  /** The address of the file, or of the folder that `files` are in. */
  readonly url: string;
  /** The SHA-256 of the file, in hexadecimal: what is at the address later may differ. Of several files, that of all of them, joined. */
  readonly sha256: string;
  /** The files below `url`, where a release has one for each kind. */
  readonly files?: readonly string[];
}

/** The sources of every API family, such as `istio`, oldest release first. */
export type Manifest = Readonly<Record<string, readonly Source[]>>;

/** The checked-in list of sources. */
export const MANIFEST = join(__dirname, 'sources.json');

/** Where downloaded definitions are kept, unless another folder is named. */
export const CACHE = join(__dirname, '../../node_modules/.cache/cdktf-istio/crds');

export function readManifest(file = MANIFEST): Manifest {
  return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Orders releases such as `1.9` and `1.30`. */
function byRelease(a: { readonly release: string }, b: { readonly release: string }): number {
  return a.release.localeCompare(b.release, 'en', { numeric: true });
}

/** The list with one source more, or with a release's source replaced. Nothing else of it changes. */
export function withSource(manifest: Manifest, family: string, source: Source): Manifest {
  const others = (manifest[family] ?? []).filter(({ release }) => release !== source.release);
  return { ...manifest, [family]: [...others, source].sort(byRelease) };
}

/** The name of a source's file in the cache. */
export function cachedName(family: string, release: string): string {
  return `${family.replaceAll('/', '-')}-${release}.yaml`;
}

async function download({ url, files }: Source): Promise<string> {
  const addresses = files === undefined ? [url] : files.map((file) => `${url}/${file}`);
  const texts: string[] = [];
  for (const address of addresses) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: expected the status 200, got ${answer.status}`);
    texts.push(await answer.text());
  }
  return joined(texts);
}

/** The files of a release as one text. */
export function joined(texts: readonly string[]): string {
  return texts.join('\n---\n');
}

/**
 * The text of a source, from the cache or else from its address.
 *
 * @throws Error when it cannot be downloaded, or is another file than the one that was checked in
 */
export async function textOf(family: string, source: Source, cache = CACHE): Promise<string> {
  const file = join(cache, cachedName(family, source.release));
  const cached = existsSync(file);
  const text = cached ? readFileSync(file, 'utf8') : await download(source);
  const sum = sha256(text);
  if (sum !== source.sha256) {
    throw new Error(`${cached ? file : source.url}: expected the SHA-256 ${source.sha256}, got ${sum}`);
  }
  if (!cached) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return text;
}

/** The kinds of every release of a family, oldest first. */
export interface CrdFamily {
  /** Such as `istio`. */
  readonly name: string;
  readonly releases: readonly CrdRelease[];
}

/** Reads every source of a list, all faults at once. */
export async function readSources(manifest: Manifest, cache = CACHE): Promise<readonly CrdFamily[]> {
  const faults: string[] = [];
  const families: CrdFamily[] = [];
  for (const [name, sources] of Object.entries(manifest)) {
    const releases: CrdRelease[] = [];
    for (const source of [...sources].sort(byRelease)) {
      try {
        releases.push(readRelease(source.release, await textOf(name, source, cache), source.url));
      } catch (error) {
        faults.push(error instanceof Error ? error.message : String(error));
      }
    }
    families.push({ name, releases });
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return families;
}
