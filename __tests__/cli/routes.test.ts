import type { ProxyRoute } from '../../cli/routes/config-dump';
import { readableRoutes } from '../../cli/routes/readable';

const route = (more: Partial<ProxyRoute>): ProxyRoute => ({
  ...{ config: '5000', domains: ['*'], match: '/*', to: ['hello.shop:5000'] },
  ...more,
});

describe('the routes of a proxy, as a person reads them', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    [
      'name a host once, not by its aliases, addresses and ports',
      [
        'hello.shop.svc.cluster.local',
        'hello.shop.svc.cluster.local.',
        'hello',
        'hello.shop.svc',
        'hello.shop:5000',
        '10.98.1.2',
        '[fd00::1]',
      ],
      ['hello.shop'],
    ],
    [
      'keep hosts that only look alike',
      ['shop.example', 'shop.example.com', 'hello.example.com'],
      ['shop.example.com', 'hello.example.com'],
    ],
    ['keep an address that has no name', ['10.98.1.2:80'], ['10.98.1.2']],
    ['keep every host', ['*'], ['*']],
  ])('%s', (_, domains, shown) => {
    expect(readableRoutes([route({ domains })])[0]?.domains).toEqual(shown);
  });

  it('leave out the domain that the cluster has', () => {
    const host = 'hello.shop.svc.corp.example';
    expect(readableRoutes([route({ config: `${host}:5000`, domains: [host] })], 'corp.example')).toEqual([
      expect.objectContaining({ config: 'hello.shop:5000', domains: ['hello.shop'] }),
    ]);
  });

  it('say in one row what all ports do with hosts that nobody declared, behind the others', () => {
    const rest = ['80', '9090', '15010'].map((config) => route({ config, to: ['PassthroughCluster'] }));
    expect(readableRoutes([...rest, route({ config: 'hello.shop.svc.cluster.local:5000' })])).toEqual([
      expect.objectContaining({ config: 'hello.shop:5000' }),
      { config: '3 others', domains: ['*'], match: '/*', to: ['as addressed (PassthroughCluster)'] },
    ]);
  });
});
