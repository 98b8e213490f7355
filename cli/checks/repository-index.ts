/**
 * The versions of each chart in a Helm repository's index.yaml, in its order, which is newest first. Reads lines: parsing the whole
 * of a public index, some MB of YAML, takes longer than all other checks together.
 */
export function versionsInIndex(index: string): ReadonlyMap<string, readonly string[]> {
  const trimmed = index.trimStart();
  if (trimmed.startsWith('{')) {
    const { entries } = JSON.parse(trimmed) as { entries?: Record<string, { version: string }[]> };
    return new Map(Object.entries(entries ?? {}).map(([name, charts]) => [name, charts.map(({ version }) => version)]));
  }
  const versions = new Map<string, string[]>();
  let inEntries = false;
  let entryIndent = -1;
  let itemIndent = -1;
  let current: string[] | undefined;
  for (const line of index.split('\n')) {
    const indent = line.search(/\S/);
    if (indent === -1) continue;
    if (indent === 0 && !line.startsWith('-')) {
      inEntries = line.startsWith('entries:');
      continue;
    }
    if (!inEntries) continue;
    const name = /^\s*["']?([\w.-]+)["']?:\s*$/.exec(line)?.[1];
    if (name !== undefined && (entryIndent === -1 || indent === entryIndent)) {
      entryIndent = indent;
      itemIndent = -1;
      current = [];
      versions.set(name, current);
      continue;
    }
    if (itemIndent === -1 && line[indent] === '-') itemIndent = indent;
    const version = /^(\s*(?:- )?)version:\s*["']?([^"'\s]+)["']?\s*$/.exec(line);
    // Dependencies have versions too, further in.
    if (version && version[1]?.length === itemIndent + 2) current?.push(version[2] ?? '');
  }
  return versions;
}
