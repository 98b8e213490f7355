import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { parse } from 'yaml';
import { buildMap } from '../../cli/map/build';
import { renderHtml } from '../../cli/map/html';
import type { MeshMap } from '../../cli/map/model';
import { synthesizedSource } from '../../cli/map/synthesized-source';
import { modelObject } from '../../model/object';
import { readSynthesizedStack } from '../../model/read/synthesized-stack';
import { CANARY_STACK, fleet, MESH_STACK, sourceOf } from '../cli/map/synthesized-mesh';
import { HEALTH_FOR_ALL, mayPay, policyFor, SHOP_WORKLOADS } from '../cli/shop-workloads';

const CHROMIUM = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].find((path) => path !== undefined && existsSync(path));

if (!CHROMIUM) {
  process.stderr.write('The page of the map is not tested: no Chromium found. Install it, or set CHROMIUM_PATH.\n');
}

(CHROMIUM ? describe : describe.skip)('the page of the map in a browser', () => {
  let browser: Browser;
  let page: Page;
  const folder = mkdtempSync(join(tmpdir(), 'mesh-map-'));
  const errors: string[] = [];
  const thousand = CHROMIUM ? buildMap(sourceOf(...fleet(1000, 20))) : buildMap(sourceOf());

  beforeAll(async () => {
    const { chromium } = require('playwright-core') as typeof import('playwright-core');
    browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox', '--disable-gpu'] });
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  async function open(map: MeshMap, viewport = { width: 1400, height: 860 }): Promise<void> {
    const file = join(folder, 'map.html');
    writeFileSync(file, renderHtml(map));
    page = await browser.newPage({ viewport });
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(`file://${file}`);
    await page.waitForSelector('html[data-ready]');
    await page.waitForSelector('.namespace');
  }

  afterEach(async () => {
    await page.close();
    expect(errors).toEqual([]);
  });

  it('shows a card when it is clicked: its source, its construct path and where its traffic goes', async () => {
    await open(buildMap(sourceOf(MESH_STACK, CANARY_STACK)));
    await page.click('[data-node="virtual-service/shop/checkout"] .title');
    const panel = await page.textContent('#panel');
    expect(panel).toContain('hello-world/VirtualService-checkout');
    expect(panel).toContain('kind: VirtualService');
    expect(panel).toMatch(/checkout\s*90 % · v1/);
    expect(await page.locator('.link.lit').count()).toBeGreaterThan(4);
    await page.click('#panel li button:has-text("audit")');
    expect(await page.textContent('#panel h2')).toBe('audit');
    await page.keyboard.press('Escape');
    expect(await page.isHidden('#panel')).toBe(true);
  });

  it('writes the source as YAML that reads back to the same object', async () => {
    const spec = {
      texts: [
        'plain',
        '',
        ' padded ',
        'yes',
        '1',
        '- dash',
        'a: b',
        '#',
        'two\nlines',
        'two\nlines\n',
        '\n',
        ' lead\ning',
        '"',
        "'",
        'é',
        '*',
        '0x1f',
        '2001-01-01',
        'x',
      ],
      empty: { list: [], map: {}, nested: [[], {}, [['deep', { er: [1] }], 2]] },
      scalars: [null, true, 1.5, -3],
      'odd key:': [{ a: { b: [{ c: 'd', e: 'several\nlines here' }] } }, { f: 1, g: { h: 2 } }],
    };
    const odd = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'odd' }, spec };
    await open(
      buildMap({
        kind: 'live',
        name: 'test',
        notes: [],
        mesh: {
          objects: [modelObject(odd, { origin: {} })],
        },
      }),
    );
    await page.click('.node');
    expect(parse((await page.textContent('#panel pre')) ?? '')).toEqual(odd);
  });

  it('moves when it is dragged and zooms with ctrl and the wheel', async () => {
    await open(buildMap(sourceOf(MESH_STACK, CANARY_STACK)));
    const place = async () =>
      (await page.locator('[data-node="gateway/shop/shop-gateway"] .card').boundingBox()) ?? { x: 0, y: 0, width: 0 };
    const before = await place();
    await page.mouse.move(400, 700);
    await page.mouse.down();
    await page.mouse.move(460, 650, { steps: 3 });
    await page.mouse.up();
    await page.waitForTimeout(100);
    const moved = await place();
    expect(moved.x - before.x).toBeCloseTo(60, 0);
    expect(moved.y - before.y).toBeCloseTo(-50, 0);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -200);
    await page.keyboard.up('Control');
    await page.waitForTimeout(100);
    expect((await place()).width).toBeGreaterThan(moved.width * 1.5);
  });

  describe('its layer of who reaches what', () => {
    const policies = [
      policyFor('payments', mayPay('cluster.local/ns/shop/sa/cart'), HEALTH_FOR_ALL),
      policyFor('cart'),
    ];
    const shop = buildMap(
      {
        kind: 'live',
        name: 'test',
        notes: [],
        mesh: { objects: [...SHOP_WORKLOADS, ...policies].map((one) => modelObject(one, { origin: {} })) },
      },
      { access: true },
    );

    it('lists by keyboard alone what is open first, then who reaches a workload, and by which rule', async () => {
      await open(shop);
      await page.keyboard.press('a');
      const headings = await page.locator('#panel h3').allTextContents();
      expect(headings).toEqual(['Open to everybody', 'Not open to everybody']);
      expect(await page.locator('#panel li button').allTextContents()).toEqual([
        'shop/web:80',
        'shop/cart:80no caller',
        'shop/payments:803 callers',
      ]);
      // From the heading to the third destination: the closing button is before it.
      for (let step = 0; step < 3; step++) await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.waitForSelector('[data-node="workload/shop/payments"].chosen');
      expect(await page.textContent('#panel h2')).toBe('payments');
      const groups = await page.locator('#panel .reach').allTextContents();
      expect(groups.find((one) => one.startsWith('shop/cart'))).toMatch(
        /POST \/paya rule allows it: AuthorizationPolicy shop\/payments rules\[0\]/,
      );
      expect(await page.locator('.node.reaching').count()).toBe(2);
      expect(await page.locator('.link.access').count()).toBe(2);
      expect(await page.getAttribute('[data-node="service/shop/cart"]', 'class')).toContain('dimmed');
      // On to the caller: its button is the next after the heading.
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect(await page.textContent('#panel h2')).not.toBe('payments');
      await page.keyboard.press('Escape');
      expect(await page.textContent('#panel h2')).toBe('Who reaches what');
      await page.keyboard.press('Escape');
      expect(await page.isHidden('#panel')).toBe(true);
      expect(await page.getAttribute('#access', 'aria-pressed')).toBe('false');
    });

    it('marks what is open to everybody, and says of a workload that nobody calls it', async () => {
      await open(shop);
      await page.click('#access');
      const marked = await page.evaluate('[...document.querySelectorAll(".node.open")].map((one) => one.dataset.node)');
      expect(marked).toEqual(expect.arrayContaining(['service/shop/web', 'workload/shop/web']));
      expect(marked).toHaveLength(2);
      await page.click('[data-node="workload/shop/cart"] .title');
      expect(await page.textContent('#panel')).toContain('No caller.');
      await page.click('#access');
      expect(await page.textContent('#panel')).not.toContain('No caller.');
    });

    it('is not hidden behind the panel on a phone', async () => {
      await open(shop);
      await page.setViewportSize({ width: 390, height: 780 });
      await page.click('#access');
      await page.click('#panel li button:has-text("payments")');
      await page.waitForTimeout(150);
      const card = await page.locator('.node.chosen .card').first().boundingBox();
      const panel = await page.locator('#panel').boundingBox();
      expect((card?.y ?? 0) + (card?.height ?? 0)).toBeLessThan(panel?.y ?? 0);
    });

    it('is not offered where nobody asked who reaches what', async () => {
      await open(buildMap(sourceOf(MESH_STACK, CANARY_STACK)));
      expect(await page.isHidden('#access')).toBe(true);
    });
  });

  it('turns dark on demand', async () => {
    await open(buildMap(sourceOf(MESH_STACK, CANARY_STACK)));
    const colour = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await colour();
    await page.click('#theme');
    expect(await colour()).not.toBe(light);
  });

  it('opens a thousand services at once, closed, and finds each by name', async () => {
    await open(thousand);
    expect(await page.locator('.node').count()).toBe(0);
    await page.keyboard.press('/');
    await page.keyboard.type('service-0421');
    await page.waitForFunction('document.getElementById("count").textContent === "4 found"');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-node="service/team-08/service-0421"].chosen');
    expect(await page.textContent('#panel')).toContain('DestinationRule service-0421');
    expect(await page.locator('.node').count()).toBeLessThan(20);
  });

  it('opens examples/fleet, and finds its services', async () => {
    const outdir = join(folder, 'fleet');
    execFileSync(process.execPath, ['-r', 'tsx/cjs', 'examples/fleet/main.ts'], {
      env: { ...process.env, CDKTF_OUTDIR: outdir },
    });
    const stacks = readdirSync(join(outdir, 'stacks'));
    const contents = stacks.map((stack) => ({
      stack,
      ...readSynthesizedStack(JSON.parse(readFileSync(join(outdir, 'stacks', stack, 'cdk.tf.json'), 'utf8'))),
    }));
    const fleetMap = buildMap(
      synthesizedSource({
        stacks: stacks.map((name) => ({ name })),
        objects: contents.flatMap(({ stack, objects }) => objects.map((object) => ({ ...object, stack }))),
        charts: [],
        unreadable: [],
      }),
    );
    expect(fleetMap.nodes.filter(({ kind }) => kind === 'virtual-service')).toHaveLength(1000);
    await open(fleetMap);
    await page.fill('#query', 'service-421');
    await page.waitForFunction('document.getElementById("count").textContent === "2 found"');
    await page.click('#results div');
    expect(await page.textContent('#panel')).toContain('team-1/Routes/service-421-subsets');
  });

  it('finds by namespace and kind, and clears the search again', async () => {
    await open(thousand);
    await page.fill('#query', 'ns:team-07 kind:virtualservice');
    await page.waitForFunction('document.getElementById("count").textContent === "50 found"');
    expect(await page.locator('.namespace').count()).toBe(1);
    await page.fill('#query', '');
    await page.waitForFunction('document.querySelectorAll(".namespace").length > 10');
  });

  it('strikes no heading out: edges between namespaces run behind the words of the lanes', async () => {
    await open(buildMap(sourceOf(MESH_STACK, CANARY_STACK)));
    const order = await page.evaluate('[...document.querySelector("#world").children].map(({ id }) => id)');
    expect(order).toEqual(['lanes', 'crossing', 'heads']);
    expect(await page.locator('#heads .lane-head-back').count()).toBe(await page.locator('#lanes > .lane').count());
  });

  it('starts on a phone below its bar, with names that can be read, and fits all where that is asked for', async () => {
    await open(buildMap(sourceOf(MESH_STACK, CANARY_STACK)), { width: 390, height: 844 });
    const bar = await page.locator('#bar').boundingBox();
    const name = page.locator('.lane-name').first();
    const box = await name.boundingBox();
    expect(box?.y).toBeGreaterThan((bar?.y ?? 0) + (bar?.height ?? 0));
    expect(box?.x).toBeGreaterThan(0);
    expect(box?.height).toBeGreaterThan(9);
    await page.click('#fit');
    await page.waitForTimeout(100);
    expect((await name.boundingBox())?.height).toBeLessThan(box?.height ?? 0);
  });

  it('keeps only what is on the screen in the document while all namespaces are open', async () => {
    await open(thousand);
    await page.click('#open-all');
    await page.waitForSelector('.node');
    expect(await page.locator('.node').count()).toBeLessThan(150);
    await page.mouse.move(700, 500);
    await page.mouse.wheel(0, 40_000);
    await page.waitForTimeout(150);
    expect(await page.locator('.node').count()).toBeGreaterThan(0);
  });
});
