import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Check, Finding } from './check';
import { gatewaySchemaFindings } from './gateway-chart-schema';

/** The providers that an earlier deploy locked are the ones that the stacks ask for. */
export const providersInstalled: Check = {
  title: 'the providers are the pinned ones',
  group: 'Tools',
  link: 'https://developer.hashicorp.com/terraform/language/files/dependency-lock',
  async look(session) {
    const content = await session.content();
    const { stacks } = content;
    const findings: Finding[] = [];
    const wantedOnes = new Set<string>();
    let missing = 0;
    for (const stack of stacks) {
      const locked = lockedProviders(join(stack.directory, '.terraform.lock.hcl'));
      const terraform = stack.content['terraform'] as
        | { required_providers?: Record<string, { version?: string }> }
        | undefined;
      const required = terraform?.required_providers ?? {};
      const pinned = /^\d/.test(required['helm']?.version ?? '') ? required['helm']?.version : undefined;
      findings.push(...gatewaySchemaFindings(content, stack.name, locked.get('helm') ?? pinned));
      for (const [name, { version }] of Object.entries(required)) {
        wantedOnes.add(`${name} ${version ?? ''}`.trim());
        const got = locked.get(name);
        if (got === undefined) missing += 1;
        // Ranges are Terraform's to judge; a pinned version is one to compare.
        else if (version && /^\d/.test(version) && got !== version) {
          findings.push({
            severity: 'bad',
            problem: `stack ${stack.name}: provider ${name} is locked at ${got}, the stack requires ${version}`,
            remedy: `terraform -chdir=${stack.directory} init -upgrade`,
          });
        }
      }
    }
    const note = [...wantedOnes].join(', ');
    return { note: missing > 0 ? `${note} (a deploy fetches them)` : note, findings };
  },
};

function lockedProviders(file: string): ReadonlyMap<string, string> {
  if (!existsSync(file)) return new Map();
  const blocks = readFileSync(file, 'utf8').matchAll(/provider "([^"]+)" \{\s*version\s*=\s*"([^"]+)"/g);
  return new Map(
    [...blocks].map(([, source = '', version = '']) => [source.slice(source.lastIndexOf('/') + 1), version]),
  );
}
