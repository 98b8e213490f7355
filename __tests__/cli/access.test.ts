import { destinationsOf } from '../../cli/access/destinations';
import { renderDestinations } from '../../cli/access/render';
import { MeshAccess } from '../../model/access/mesh-access';
import { Mesh } from '../../model/mesh';
import { modelObject } from '../../model/object';
import type { Fields } from '../../model/value';
import { HEALTH_FOR_ALL, mayPay, policyFor, SHOP_WORKLOADS } from './shop-workloads';

const SHOP: readonly Fields[] = [
  ...SHOP_WORKLOADS,
  policyFor('payments', mayPay('*/sa/cart'), HEALTH_FOR_ALL),
  policyFor('cart'),
];

const access = new MeshAccess(new Mesh({ objects: SHOP.map((one) => modelObject(one, { origin: undefined })) }));

describe('who may call whom', () => {
  it('begins with what is open to everybody, and folds requests and callers', () => {
    expect(renderDestinations(destinationsOf(access, {}), '.txt')).toBe(
      [
        'Open to everybody',
        '  shop/web:80',
        '',
        'shop/cart:80',
        '  no caller',
        '',
        'shop/payments:80',
        '  shop/web, outside: /health',
        '  shop/cart, principals */sa/cart: /health, POST /pay',
        '',
      ].join('\n'),
    );
  });

  it('is there for accounts and namespaces that no stack deploys', () => {
    const of = (from: string) => renderDestinations(destinationsOf(access, { from, to: 'payments' }), '.txt');
    expect(of('other/cart')).toBe('shop/payments:80\n  other/cart: /health, POST /pay\n');
    expect(of('other/*')).toBe('shop/payments:80\n  other/*: /health\n');
  });

  it('says where it is not known whether anything enforces policies', () => {
    const [, ...others] = SHOP;
    const mesh = new Mesh({ objects: others.map((one) => modelObject(one, { origin: undefined })) });
    const [line] = renderDestinations(destinationsOf(new MeshAccess(mesh), { to: 'cart' }), '.txt').split('\n');
    expect(line).toBe('shop/cart:80 (not known whether a proxy enforces policies)');
  });

  it('is a table in Markdown, and a line for each caller and request in CSV', () => {
    const destinations = destinationsOf(access, { to: 'payments', from: 'cart' });
    expect(renderDestinations(destinations, '.md').split('\n')[2]).toBe(
      '| shop/payments:80 | shop/cart | /health, POST /pay |',
    );
    expect(renderDestinations(destinations, '.csv')).toContain('shop/payments,80,shop/cart,POST /pay,allowed\n');
  });
});
