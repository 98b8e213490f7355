import { type Access, type Destination, isOpen } from './destinations';

/** How the matrix is written. */
export const FORMATS = ['.txt', '.md', '.csv', '.json'] as const;
export type Format = (typeof FORMATS)[number];

/** Writes who may call whom. */
export function renderDestinations(destinations: readonly Destination[], format: Format): string {
  switch (format) {
    case '.json':
      return `${JSON.stringify({ destinations }, undefined, 2)}\n`;
    case '.csv':
      return csv(destinations);
    case '.md':
      return markdown(destinations);
    default:
      return text(destinations);
  }
}

function text(destinations: readonly Destination[]): string {
  if (destinations.length === 0) return 'No workload that requests can be for.\n';
  const open = destinations.filter(isOpen);
  const others = destinations.filter((one) => !isOpen(one));
  const lines: string[] = [];
  if (open.length > 0) {
    lines.push('Open to everybody', ...open.map((one) => `  ${titleOf(one)}${noteOf(one)}`), '');
  }
  for (const one of others) {
    lines.push(`${titleOf(one)}${noteOf(one)}`);
    if (one.access.length === 0) lines.push('  no caller');
    for (const access of one.access) lines.push(`  ${callersOf(access)}: ${operationsOf(access)}`);
    lines.push('');
  }
  return lines.join('\n');
}

function markdown(destinations: readonly Destination[]): string {
  const rows = destinations.flatMap((one) =>
    one.access.length === 0
      ? [`| ${titleOf(one)} | no caller | |`]
      : one.access.map(
          (access) => `| ${titleOf(one)}${noteOf(one)} | ${callersOf(access)} | ${operationsOf(access)} |`,
        ),
  );
  return ['| Destination | Callers | Requests |', '|---|---|---|', ...rows, ''].join('\n');
}

function csv(destinations: readonly Destination[]): string {
  const rows = destinations.flatMap((one) =>
    one.access.flatMap(({ callers, operations }) =>
      callers.flatMap((caller) =>
        operations.map(({ name, verdict }) => [one.name, one.port ?? '', caller, name, verdict].map(cell).join(',')),
      ),
    ),
  );
  return `${['destination,port,caller,request,verdict', ...rows].join('\n')}\n`;
}

function cell(value: string | number): string {
  const written = String(value);
  return /[",\n]/.test(written) ? `"${written.replaceAll('"', '""')}"` : written;
}

function titleOf({ name, port }: Destination): string {
  return port === undefined ? name : `${name}:${port}`;
}

function noteOf({ isEnforced }: Destination): string {
  if (isEnforced === 'unknown') return ' (not known whether a proxy enforces policies)';
  return isEnforced ? '' : ' (no proxy: no policy is enforced)';
}

function callersOf({ callers, isEverybody }: Access): string {
  return isEverybody ? 'everybody' : callers.join(', ');
}

function operationsOf({ operations }: Access): string {
  return operations.map(({ name, verdict }) => (verdict === 'allowed' ? name : `${name} (${verdict})`)).join(', ');
}
