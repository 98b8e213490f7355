import { parseAllDocuments } from 'yaml';
import type { Outcome } from '../../testing';
import { MeshObjects } from '../../testing/simulator/mesh-objects';
import type { MeshRequest } from '../../testing/simulator/request';
import { send } from '../../testing/simulator/send';

/** What asks the mesh of some YAML documents. */
export function meshOf(...documents: readonly string[]): (request: MeshRequest) => Outcome {
  const manifests = documents.flatMap((text) => parseAllDocuments(text)).map((document) => document.toJS());
  const mesh = new MeshObjects(manifests.map((manifest) => ({ ...manifest, manifest })));
  return (request) => send(mesh, request);
}

/** An outcome in a few words: its kind, and where a request goes or what is answered. */
export function inWords(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'forwarded':
      return outcome.destinations.map(({ host, port }) => `${host}${port === undefined ? '' : `:${port}`}`).join(' ');
    case 'redirected':
      return `${outcome.status} ${outcome.location}`;
    case 'answered':
    case 'lost':
      return `${outcome.kind} ${outcome.status}`;
    case 'passthrough':
      return 'passthrough';
  }
}

/** A Service with named ports. */
export function service(name: string, namespace: string, ports: string, more = ''): string {
  return `{apiVersion: v1, kind: Service, metadata: {name: ${name}, namespace: ${namespace}}, spec: {ports: ${ports}${more}}}`;
}

/** An object of Istio's networking API. */
export function istio(kind: string, name: string, namespace: string, spec: string): string {
  return `{apiVersion: networking.istio.io/v1, kind: ${kind}, metadata: {name: ${name}, namespace: ${namespace}}, spec: ${spec}}`;
}
