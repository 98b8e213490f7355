import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { count, folder, serviceSpecs } from './services';

// What one gives kubectl: the same objects as JSON, one a line.
const lines: string[] = [];
for (let index = 0; index < count; index++) {
  const { name, virtualService, destinationRule } = serviceSpecs(index);
  const object = (kind: string, spec: object) =>
    JSON.stringify({ apiVersion: 'networking.istio.io/v1', kind, metadata: { name, namespace: 'default' }, spec });
  lines.push(object('VirtualService', virtualService), object('DestinationRule', destinationRule));
}
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'objects.json'), `${lines.join('\n')}\n`);
