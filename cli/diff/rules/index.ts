import type { Rule } from '../rule';
import { authorization } from './authorization';
import { chartValues } from './chart-values';
import { chartVersion } from './chart-version';
import { clientTls } from './client-tls';
import { definitions } from './definitions';
import { gatewayServers } from './gateway-servers';
import { hosts } from './hosts';
import { injection } from './injection';
import { mtls } from './mtls';
import { ownership } from './ownership';
import { presence } from './presence';
import { rawEnvoy } from './raw-envoy';
import { reach } from './reach';
import { requestAuthentication } from './request-authentication';
import { revisions } from './revisions';
import { routeBehaviour } from './route-behaviour';
import { routeSet } from './route-set';
import { secrets } from './secrets';
import { services } from './services';
import { subsets } from './subsets';
import { telemetry } from './telemetry';
import { trafficPolicy } from './traffic-policy';
import { unknown } from './unknown';
import { webhooks } from './webhooks';
import { weights } from './weights';
import { workloads } from './workloads';

/** Every rule, in the order in which remarks on one object are given. */
export const RULES: readonly Rule[] = [
  presence,
  ownership,
  chartVersion,
  chartValues,
  weights,
  routeSet,
  hosts,
  routeBehaviour,
  gatewayServers,
  subsets,
  clientTls,
  trafficPolicy,
  mtls,
  authorization,
  requestAuthentication,
  reach,
  revisions,
  injection,
  rawEnvoy,
  telemetry,
  workloads,
  services,
  secrets,
  webhooks,
  definitions,
  unknown,
];
