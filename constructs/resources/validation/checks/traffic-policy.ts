import type {
  ConnectionPoolSettings,
  LoadBalancerSettings,
  LoadBalancerSettingsConsistentHashLB,
  LocalityLoadBalancerSetting,
  LocalityLoadBalancerSettingFailover,
  OutlierDetection,
  TrafficPolicy,
  TrafficPolicyPortTrafficPolicy,
  ZoneAwareLoadBalancerSetting,
} from '../../generated/networking';
import { show } from '../fault';
import type { Place } from '../place';
import { checkClientTls } from './client-tls';
import { checkDuration, checkDurationOrZero, checkDurationSyntax } from './durations';
import { checkHostOrIp } from './hosts';
import { checkNotNegative, checkRange, checkRequired } from './numbers';
import { checkRequiredPort } from './ports';

const PORT_FIELDS = ['outlierDetection', 'connectionPool', 'loadBalancer', 'tls'] as const;
const FIELDS = [...PORT_FIELDS, 'portLevelSettings', 'tunnel', 'proxyProtocol', 'retryBudget'] as const;
const TOPOLOGY = ['topology.kubernetes.io/region', 'topology.kubernetes.io/zone', 'topology.istio.io/subzone'];
const MAGLEV_LIMIT = 5000011;

/** How traffic reaches a service, or a subset of it. */
export function checkTrafficPolicy(policy: Place<TrafficPolicy>): void {
  if (!policy.exists || policy.unknown) return;
  const given = FIELDS.filter((name) =>
    name === 'portLevelSettings' ? policy.field(name).isSet : policy.field(name).exists,
  );
  if (given.length === 0) {
    policy.fault({ got: 'an empty policy', wanted: `at least one of ${FIELDS.join(', ')}` });
    return;
  }
  const tunnel = policy.field('tunnel');
  if (tunnel.exists && policy.field('proxyProtocol').exists) {
    policy.fault({
      code: 'too-many-fields',
      got: 'tunnel and proxyProtocol',
      wanted: 'only one of tunnel, proxyProtocol',
    });
  }
  checkSettings(policy);
  for (const port of policy.field('portLevelSettings').items()) checkPortPolicy(port);
  const protocol = tunnel.field('protocol').text();
  if (protocol !== undefined && !['', 'CONNECT', 'POST'].includes(protocol)) {
    tunnel.field('protocol').fault({ got: show(protocol), wanted: 'CONNECT or POST' });
  }
  if (!tunnel.exists || tunnel.unknown) return;
  checkRequired(tunnel.field('targetHost'), 'a host name or an IP address');
  if (tunnel.field('targetHost').isSet) checkHostOrIp(tunnel.field('targetHost'));
  checkRequiredPort(tunnel.field('targetPort'));
}

function checkPortPolicy(policy: Place<TrafficPolicyPortTrafficPolicy>): void {
  if (policy.unknown) return;
  if (!policy.field('port').exists)
    policy.field('port').fault({ code: 'missing-field', wanted: 'a port', text: 'required' });
  if (PORT_FIELDS.every((name) => !policy.field(name).exists)) {
    policy.fault({ got: 'no settings', wanted: `at least one of ${PORT_FIELDS.join(', ')}` });
  }
  checkSettings(policy);
}

function checkSettings(policy: Place<TrafficPolicy> | Place<TrafficPolicyPortTrafficPolicy>): void {
  const settings = policy as Place<TrafficPolicyPortTrafficPolicy>;
  checkOutlierDetection(settings.field('outlierDetection'));
  checkConnectionPool(settings.field('connectionPool'));
  checkLoadBalancer(settings.field('loadBalancer'));
  checkClientTls(settings.field('tls'));
}

function checkOutlierDetection(detection: Place<OutlierDetection>): void {
  if (!detection.exists || detection.unknown) return;
  checkDuration(detection.field('baseEjectionTime'));
  checkDuration(detection.field('interval'));
  checkRange(detection.field('maxEjectionPercent'), 0, 100);
  checkRange(detection.field('minHealthPercent'), 0, 100);
  const split = detection.field('splitExternalLocalOriginErrors');
  if ((detection.field('consecutiveLocalOriginFailures').number() ?? 0) > 0 && !split.isTrue() && !split.unknown) {
    detection.field('consecutiveLocalOriginFailures').fault({
      got: 'a limit that is not counted',
      wanted: 'splitExternalLocalOriginErrors: true beside it',
    });
  }
}

/** Limits of the connections to a service, or into a workload. */
export function checkConnectionPool(pool: Place<ConnectionPoolSettings>): void {
  if (!pool.exists || pool.unknown) return;
  const [http, tcp] = [pool.field('http'), pool.field('tcp')];
  if (!http.exists && !tcp.exists) pool.fault({ got: 'no settings', wanted: 'at least one of http, tcp' });
  for (const name of [
    'http1MaxPendingRequests',
    'http2MaxRequests',
    'maxRequestsPerConnection',
    'maxRetries',
    'maxConcurrentStreams',
  ] as const) {
    checkNotNegative(http.field(name));
  }
  checkDuration(http.field('idleTimeout'));
  const keepAlive = http.field('http2KeepAlive');
  if (keepAlive.exists && !keepAlive.unknown) {
    for (const name of ['interval', 'timeout'] as const) {
      checkRequired(keepAlive.field(name), 'a duration');
      checkDuration(keepAlive.field(name));
    }
  }
  if (http.field('h2UpgradePolicy').text() === 'UPGRADE' && http.field('useClientProtocol').isTrue()) {
    http.fault({ got: 'useClientProtocol beside h2UpgradePolicy UPGRADE', wanted: 'only one of them' });
  }
  checkNotNegative(tcp.field('maxConnections'));
  checkDuration(tcp.field('connectTimeout'));
  checkDuration(tcp.field('maxConnectionDuration'));
  checkDurationOrZero(tcp.field('idleTimeout'));
  checkDuration(tcp.field('tcpKeepalive').field('time'));
  checkDuration(tcp.field('tcpKeepalive').field('interval'));
}

function checkLoadBalancer(balancer: Place<LoadBalancerSettings>): void {
  if (!balancer.exists || balancer.unknown) return;
  checkConsistentHash(balancer.field('consistentHash'));
  checkLocality(balancer.field('localityLbSetting'));
  checkZoneAware(balancer.field('zoneAwareLbSetting'));
  if (balancer.field('localityLbSetting').exists && balancer.field('zoneAwareLbSetting').exists) {
    balancer.fault({
      code: 'too-many-fields',
      got: 'localityLbSetting and zoneAwareLbSetting',
      wanted: 'at most one of localityLbSetting, zoneAwareLbSetting',
    });
  }
  checkDurationSyntax(balancer.field('warmupDurationSecs'));
  const warmup = balancer.field('warmup');
  if (!warmup.exists || warmup.unknown) return;
  checkRequired(warmup.field('duration'), 'a duration');
  checkDuration(warmup.field('duration'));
  checkRange(warmup.field('minimumPercent'), 0, 100);
  const aggression = warmup.field('aggression').number();
  const low = warmup.inspection.has('lowWarmupAggression');
  if (aggression !== undefined && (low ? aggression <= 0 : aggression < 1)) {
    warmup.field('aggression').fault({
      code: 'out-of-range',
      got: show(aggression),
      wanted: low ? 'a number above 0' : 'a number of at least 1',
    });
  }
}

function checkConsistentHash(hash: Place<LoadBalancerSettingsConsistentHashLB>): void {
  if (!hash.exists) return;
  const cookie = hash.field('httpCookie');
  if (cookie.exists && !cookie.unknown) {
    checkRequired(cookie.field('name'), 'the name of the cookie');
    checkDurationSyntax(cookie.field('ttl'));
    if (!cookie.inspection.has('hashCookieWithoutTtl') && !cookie.field('ttl').exists)
      checkRequired(cookie.field('ttl'), 'a duration');
    const names = new Set<string>();
    for (const attribute of cookie.field('attributes').items()) {
      const name = attribute.field('name').text();
      if (name === '') checkRequired(attribute.field('name'), 'the name of the attribute');
      else if (name !== undefined && names.has(name)) {
        attribute.field('name').fault({ code: 'duplicate', got: `${show(name)}`, wanted: 'each attribute once' });
      }
      if (name !== undefined) names.add(name);
    }
  }
  const [ringHash, maglev] = [hash.field('ringHash'), hash.field('maglev')];
  if ((hash.field('minimumRingSize').number() ?? 0) !== 0 && (ringHash.exists || maglev.exists)) {
    const set = ringHash.exists ? 'ringHash' : 'maglev';
    hash.fault({ code: 'too-many-fields', got: `minimumRingSize and ${set}`, wanted: `only ${set}` });
  }
  if (!maglev.exists || maglev.unknown || maglev.field('tableSize').unknown) return;
  const size = maglev.field('tableSize').number() ?? 0;
  if (size >= MAGLEV_LIMIT || !isPrime(size)) {
    maglev.field('tableSize').fault({ got: show(size), wanted: `a prime number below ${MAGLEV_LIMIT}` });
  }
}

function isPrime(number: number): boolean {
  if (number < 2) return false;
  for (let factor = 2; factor * factor <= number; factor++) if (number % factor === 0) return false;
  return true;
}

function checkLocality(setting: Place<LocalityLoadBalancerSetting>): void {
  if (!setting.exists) return;
  const [distribute, failover] = [setting.field('distribute'), setting.field('failover')];
  if (distribute.isSet && failover.isSet) {
    setting.fault({
      code: 'too-many-fields',
      got: 'distribute and failover',
      wanted: 'only one of distribute, failover',
    });
    return;
  }
  if (failover.isSet) {
    for (const label of setting.field('failoverPriority').items()) {
      if (TOPOLOGY.includes(label.text() ?? '')) {
        label.fault({ got: show(label.text()), wanted: 'other labels, because failover names regions already' });
      }
    }
  }
  for (const one of distribute.items()) {
    const shares = one.field('to').entries();
    for (const [, share] of shares) checkRange(share as Place<number>, 1, 100);
    if (shares.some(([, share]) => share.unknown) || one.field('to').hidesEntries) continue;
    if (one.field('to').unknown || one.unknown) continue;
    const total = shares.reduce((sum, [, share]) => sum + (share.number() ?? 0), 0);
    if (total !== 100) {
      const list = shares.map(([locality, share]) => `${locality}: ${share.number() ?? 0}`).join(', ');
      one.field('to').fault({
        got: `shares that total ${total}`,
        wanted: 'shares that total 100',
        text: `shares total ${total}, must total 100 (${list})`,
      });
    }
    checkLocalities(shares.map(([locality, share]) => ({ locality, place: share })));
  }
  checkLocalities(
    distribute.items().flatMap((one) => {
      const place = one.field('from');
      return one.unknown || place.unknown ? [] : [{ locality: place.text() ?? '', place }];
    }),
  );
  checkFailoverRegions(failover);
}

/** Zones are balanced without being named: failover orders regions only. */
function checkZoneAware(setting: Place<ZoneAwareLoadBalancerSetting>): void {
  for (const label of setting.field('failoverPriority').items()) {
    if (TOPOLOGY.includes(label.text() ?? '')) {
      label.fault({ got: show(label.text()), wanted: 'other labels, because regions and zones are ordered already' });
    }
  }
  checkFailoverRegions(setting.field('failover'));
}

function checkFailoverRegions(failover: Place<readonly LocalityLoadBalancerSettingFailover[]>): void {
  for (const one of failover.items()) {
    const [from, to] = [one.field('from'), one.field('to')];
    if (!one.unknown && !from.unknown && !to.unknown && (from.text() ?? '') === (to.text() ?? '')) {
      one.fault({ got: `${show(from.text() ?? '')} as from and to`, wanted: 'two regions' });
    }
    for (const region of [from, to]) {
      if (/[/*]/.test(region.text() ?? ''))
        region.fault({ got: show(region.text()), wanted: 'a region, without "/" and "*"' });
    }
  }
}

/** Failover follows the ejection of endpoints. istiod warns of the policy of the whole service only. */
export function checkFailover(policy: Place<TrafficPolicy>): void {
  if (policy.field('outlierDetection').exists) return;
  const balancer = policy.field('loadBalancer');
  for (const name of ['localityLbSetting', 'zoneAwareLbSetting'] as const) {
    const setting = balancer.field(name);
    const fields = (['failover', 'failoverPriority'] as const).filter((field) => setting.field(field).isSet);
    if (fields.length > 0) {
      setting.warn({ text: `${fields.join(', ')}: no effect without outlierDetection`, wanted: 'outlierDetection' });
    }
  }
}

/** Localities (`region/zone/subzone`) do not overlap, and have "*" only as their end. */
function checkLocalities(
  localities: readonly { readonly locality: string; readonly place: Place<never> | Place<number> | Place<string> }[],
): void {
  const seen: string[][] = [];
  for (const { locality, place } of localities) {
    const parts = locality.split('/');
    if (parts.length > 3 || parts.includes('') || /\*./.test(locality)) {
      place.fault({
        text: `invalid locality ${show(locality)}, expected region/zone/subzone, with "*" as its end at most`,
        wanted: 'a locality',
      });
      continue;
    }
    const meant = parts.filter((part) => part !== '*');
    const covered = seen.find((other) => other.every((part, i) => i >= meant.length || meant[i] === part));
    if (covered !== undefined) {
      place.fault({
        code: 'duplicate',
        text: `invalid locality ${show(locality)}, which overlaps with ${show(covered.join('/') || '*')}, expected localities that do not overlap`,
        wanted: 'localities that do not overlap',
      });
    }
    seen.push(meant);
  }
}
