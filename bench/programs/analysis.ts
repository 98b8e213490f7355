import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { parseAllDocuments } from 'yaml';
import { findingsIn } from '../../constructs/analysis/find';
import { readProgram } from '../../constructs/analysis/read-program';
import { CustomResource } from '../../constructs/delivery';
import { median } from '../measure';
import { servicesYaml } from './services-yaml';

/** How long the checks of the whole program take, reading it included, by the number of services. Prints milliseconds as JSON. */
const measured: Record<string, number> = {};
for (const services of process.argv.slice(2).map(Number)) {
  const stack = new TerraformStack(new App(), 'bench');
  new HelmProvider(stack, 'Helm', {});
  parseAllDocuments(servicesYaml(services)).forEach((document, i) => {
    const { apiVersion, kind, metadata, spec } = document.toJS();
    new CustomResource(stack, `O${i}`, { apiVersion, kind, metadata, spec, clusterWide: kind === 'Namespace' });
  });
  const runs = Array.from({ length: 5 }, () => {
    const start = performance.now();
    const findings = readProgram(stack).flatMap(findingsIn);
    if (findings.length > 0)
      throw new Error(`expected a program that is right, got ${JSON.stringify(findings[0]?.text)}`);
    return performance.now() - start;
  });
  measured[services] = median(runs);
}
process.stdout.write(`${JSON.stringify(measured)}\n`);
