import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { PICTURES } from './render-pictures';

const ROOT = join(__dirname, '..');

/** Takes docs/images/map-page.png: the page of examples/fleet while a service is searched. Needs Chromium, at `CHROMIUM_PATH` where it is elsewhere. */
async function takeMapPage(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'map-page-'));
  const file = join(folder, 'fleet.html');
  const mesh = [join(ROOT, 'bin/mesh.js')];
  execFileSync('node', [...mesh, 'map', '-o', file], { cwd: join(ROOT, 'examples/fleet'), stdio: 'inherit' });
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 640 }, colorScheme: 'light' });
    await page.goto(`file://${file}`);
    await page.waitForSelector('html[data-ready]');
    await page.keyboard.press('/');
    await page.keyboard.type('service-421');
    await page.keyboard.press('Enter');
    await page.waitForTimeout(1000);
    await page.screenshot({ path: join(PICTURES, 'map-page.png') });
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

void takeMapPage();
