import type { ReadinessProbe, WorkloadGroupSpec } from '../../generated/networking';
import { checkLabels } from '../checks/labels';
import { checkNotNegative, checkRequired } from '../checks/numbers';
import { checkRequiredPort } from '../checks/ports';
import { show } from '../fault';
import type { Place } from '../place';

const METHODS = ['httpGet', 'tcpSocket', 'exec', 'grpc'] as const;
const HEADER = /^[-A-Za-z0-9]+$/;

/** What istiod's webhook refuses, and warns of, in a WorkloadGroup. */
export function checkWorkloadGroup(spec: Place<WorkloadGroupSpec>): void {
  if (!spec.field('template').exists)
    spec.field('template').fault({ code: 'missing-field', wanted: 'a template', text: 'required' });
  checkLabels(spec.field('metadata').field('labels'));
  checkProbe(spec.field('probe'));
}

function checkProbe(probe: Place<ReadinessProbe>): void {
  if (!probe.exists || probe.unknown) return;
  for (const name of [
    'periodSeconds',
    'initialDelaySeconds',
    'timeoutSeconds',
    'successThreshold',
    'failureThreshold',
  ] as const) {
    checkNotNegative(probe.field(name));
  }
  // istiod does not know gRPC probes although the schema has them.
  if (METHODS.slice(0, 3).every((name) => !probe.field(name).exists)) {
    probe.fault({ got: 'no way to probe', wanted: 'one of httpGet, tcpSocket, exec' });
  }
  const http = probe.field('httpGet');
  for (const method of [http, probe.field('tcpSocket')])
    if (method.exists && !method.unknown) checkRequiredPort(method.field('port'));
  const scheme = http.field('scheme').text();
  if (scheme !== undefined && !['', 'HTTP', 'HTTPS'].includes(scheme))
    http.field('scheme').fault({ got: show(scheme), wanted: 'HTTP or HTTPS' });
  for (const header of http.field('httpHeaders').items()) {
    const name = header.field('name').text() ?? '';
    if (!header.unknown && !header.field('name').unknown && !HEADER.test(name))
      header.field('name').fault({ got: show(name), wanted: 'letters, digits and dashes' });
  }
  const exec = probe.field('exec');
  if (exec.exists && !exec.unknown) checkRequired(exec.field('command'), 'a command');
}
