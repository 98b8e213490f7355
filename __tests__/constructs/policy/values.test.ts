import { Duration } from '../../../constructs/duration';
import { Descriptor } from '../../../constructs/policy/descriptor';
import { Rate } from '../../../constructs/policy/rate';
import { TokenBucket } from '../../../constructs/policy/token-bucket';

describe('a rate', () => {
  it.each([
    [Rate.perSecond(1), '1 per second', '1s'],
    [Rate.perMinute(2), '2 per minute', '60s'],
    [Rate.perHour(3), '3 per hour', '3600s'],
    [Rate.perDay(0), '0 per day', '86400s'],
  ])('counts by its unit: %s', (rate, text, interval) => {
    expect(`${rate}`).toBe(text);
    expect(`${rate.interval}`).toBe(interval);
    expect(Object.isFrozen(rate)).toBe(true);
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 32])('refuses %s requests', (requests) => {
    expect(() => Rate.perMinute(requests)).toThrow(
      `Rate per minute: expected an integer from 0 to 4294967295, got ${requests}`,
    );
  });
});

describe('a token bucket', () => {
  it('holds what a rate allows, and is filled once in its unit', () => {
    expect(TokenBucket.of(Rate.perHour(100)).toEnvoy()).toEqual({
      max_tokens: 100,
      tokens_per_fill: 100,
      fill_interval: '3600s',
    });
  });

  it('is filled token by token unless told otherwise', () => {
    const bucket = new TokenBucket({ maxTokens: 5, fillInterval: Duration.seconds(1) });
    expect(bucket.toEnvoy()).toEqual({ max_tokens: 5, tokens_per_fill: 1, fill_interval: '1s' });
  });

  it('refuses what Envoy refuses, all at once', () => {
    expect(() => new TokenBucket({ maxTokens: 0, tokensPerFill: -1, fillInterval: Duration.milliseconds(49) })).toThrow(
      'TokenBucket.maxTokens: expected an integer from 1 to 4294967295, got 0\n' +
        'TokenBucket.tokensPerFill: expected an integer from 1 to 4294967295, got -1\n' +
        'TokenBucket.fillInterval: expected at least 50ms, got 0.049s',
    );
  });
});

describe('a descriptor', () => {
  it.each([
    [
      Descriptor.header('X-Api-Key', 'a'),
      { request_headers: { header_name: 'x-api-key', descriptor_key: 'x-api-key' } },
      { key: 'x-api-key', value: 'a' },
    ],
    [Descriptor.remoteAddress(), { remote_address: {} }, { key: 'remote_address' }],
    [Descriptor.remoteAddress('1.2.3.4'), { remote_address: {} }, { key: 'remote_address', value: '1.2.3.4' }],
    [
      Descriptor.remoteNetwork({ ipv4: 24 }),
      { masked_remote_address: { v4_prefix_mask_len: 24, v6_prefix_mask_len: 128 } },
      { key: 'masked_remote_address' },
    ],
    [Descriptor.all('x'), { generic_key: { descriptor_value: 'x' } }, { key: 'generic_key', value: 'x' }],
    [
      Descriptor.queryParameter('q'),
      { query_parameters: { query_parameter_name: 'q', descriptor_key: 'query:q' } },
      { key: 'query:q' },
    ],
    [
      Descriptor.queryParameter('q', 'v'),
      {
        query_parameter_value_match: {
          descriptor_key: 'query:q',
          descriptor_value: 'v',
          query_parameters: [{ name: 'q', string_match: { exact: 'v' } }],
        },
      },
      { key: 'query:q', value: 'v' },
    ],
    [
      Descriptor.headerMatch('Agent', { regex: 'curl.*' }),
      {
        header_value_match: {
          descriptor_key: 'agent',
          descriptor_value: 'regex curl.*',
          headers: [{ name: 'agent', string_match: { safe_regex: { regex: 'curl.*' } } }],
        },
      },
      { key: 'agent', value: 'regex curl.*' },
    ],
    [
      Descriptor.headerAbsent('Agent'),
      {
        header_value_match: {
          descriptor_key: 'agent absent',
          descriptor_value: 'true',
          expect_match: false,
          headers: [{ name: 'agent', present_match: true }],
        },
      },
      { key: 'agent absent', value: 'true' },
    ],
  ])('tells requests apart: %#', (descriptor, action, entry) => {
    expect(descriptor.action).toEqual(action);
    expect(descriptor.entry).toEqual(entry);
    expect(Object.isFrozen(descriptor)).toBe(true);
  });

  it('becomes one for a value, and stays as it is once it is', () => {
    const gold = Descriptor.header('tier').withValue('gold');
    expect(gold.entry).toEqual({ key: 'tier', value: 'gold' });
    expect(gold.withValue('silver')).toBe(gold);
  });

  it.each([
    [() => Descriptor.header(''), 'Descriptor.header: name: expected a name, got ""'],
    [() => Descriptor.method(''), 'Descriptor.method: method: expected a name, got ""'],
    [() => Descriptor.path({ exact: '' }), 'Descriptor: :path: expected a text to compare with, got an empty exact'],
    [
      () => Descriptor.remoteNetwork({ ipv4: 33 }),
      'Descriptor.remoteNetwork: ipv4: expected an integer from 0 to 32, got 33',
    ],
    [
      () => Descriptor.remoteNetwork({ ipv6: -1 }),
      'Descriptor.remoteNetwork: ipv6: expected an integer from 0 to 128, got -1',
    ],
  ])('refuses names and networks that are none: %#', (make, message) => {
    expect(make).toThrow(message);
  });
});
