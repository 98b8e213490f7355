import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { medianOf, runCommand, withProject } from './command';
import { median, runProgram, shown, table } from './measure';

const CHROMIUM = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** `mesh map` of services with workloads, routes and policies, as a whole process, and its page in a headless browser. */
export async function benchMap(compiled: string, rounds: number): Promise<string> {
  const rows: string[][] = [];
  for (const services of [100, 1000, 5000]) {
    await withProject('false', async (folder) => {
      runProgram(join(compiled, 'bench/programs/mesh.js'), [String(services), join(folder, 'cdktf.out')]);
      const page = join(folder, 'map.html');
      // The largest takes longer than all others together.
      const drawn = medianOf(services > 1000 ? 1 : rounds, () =>
        runCommand(compiled, folder, ['map', '--no-synth', '-o', page]),
      );
      rows.push([services.toLocaleString('en'), shown(drawn), ...(await opened(page, rounds))]);
    });
  }
  return table(['services', '`mesh map -o map.html`', 'first picture', 'search'], rows);
}

async function opened(file: string, rounds: number): Promise<readonly string[]> {
  const executablePath = CHROMIUM.find((path) => path !== undefined && existsSync(path));
  if (executablePath === undefined) return ['no Chromium', 'no Chromium'];
  const { chromium } = require('playwright-core') as typeof import('playwright-core');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const measured: { readonly paint: number; readonly search: number }[] = [];
    for (let round = 0; round < rounds; round++) {
      const page = await browser.newPage({ viewport: { width: 1400, height: 860 } });
      page.setDefaultTimeout(120_000);
      await page.goto(`file://${file}`);
      await page.waitForSelector('html[data-ready]');
      measured.push(await inPage(page));
      await page.close();
    }
    return (['paint', 'search'] as const).map((key) => `${median(measured.map((one) => one[key])).toFixed(0)} ms`);
  } finally {
    await browser.close();
  }
}

/** The first picture, and the slowest of several searches, from the last key to the next frame. */
function inPage(page: Page): Promise<{ readonly paint: number; readonly search: number }> {
  return page.evaluate(`(async () => {
    const query = document.querySelector('#query');
    const results = document.querySelector('#count');
    let search = 0;
    for (const text of ['s', 'service-4', 'service-42', 'ns:team-1 kind:virtualservice']) {
      const changed = new Promise((done) => new MutationObserver(done).observe(results, { childList: true, characterData: true, subtree: true }));
      const start = performance.now();
      query.value = text;
      query.dispatchEvent(new Event('input', { bubbles: true }));
      await changed;
      await new Promise(requestAnimationFrame);
      search = Math.max(search, performance.now() - start);
    }
    const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN;
    return { paint, search };
  })()`);
}
