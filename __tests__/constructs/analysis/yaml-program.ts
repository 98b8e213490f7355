import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { TerraformStack, Testing } from 'cdktf';
import { parseAllDocuments } from 'yaml';
import { IstiodChart } from '../../../constructs';
import { type Finding, MeshAnalysis } from '../../../constructs/analysis';
import { CustomResource } from '../../../constructs/delivery';

const CLUSTER_WIDE =
  /^(Namespace|CustomResourceDefinition|(Mutating|Validating)WebhookConfiguration|Cluster(ExternalSecret|Issuer))$/;

/** An object of a kind, as YAML. */
export const object =
  (apiVersion: string, kind: string) =>
  (name: string, spec: string, metadata = '', namespace = 'books'): string =>
    `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: ${name}, namespace: ${namespace}${metadata && `, ${metadata}`}}, spec: ${spec}}`;

/** A namespace, as YAML. */
export function namespace(labels = 'istio-injection: enabled', name = 'books'): string {
  return `{apiVersion: v1, kind: Namespace, metadata: {name: ${name}, labels: {${labels}}}}`;
}

/** Several documents as one text. */
export function all(...documents: readonly string[]): string {
  return documents.join('\n---\n');
}

/** What the checks find in a program of YAML documents, with istiod's chart where there are values for it. */
export function findingsOf(yaml: string, values?: object): readonly Finding[] {
  const app = Testing.app();
  const stack = new TerraformStack(app, 'stack');
  new HelmProvider(stack, 'Helm', {});
  if (values !== undefined) new IstiodChart(stack, 'Istiod', { namespace: 'istio-system', values });
  parseAllDocuments(yaml).forEach((document, i) => {
    const { apiVersion, kind, metadata, spec, ...fields } = document.toJS();
    const clusterWide = CLUSTER_WIDE.test(kind);
    new CustomResource(stack, `Object-${i}`, { apiVersion, kind, metadata, spec, fields, clusterWide });
  });
  return MeshAnalysis.findings(app);
}

/** The codes of what is found, each once. */
export function codesOf(yaml: string, values?: object): string[] {
  return [...new Set(findingsOf(yaml, values).map(({ code }) => code))];
}
