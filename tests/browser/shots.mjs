// In: the folder of a built site, a folder for the pictures, and pages (default: one of each kind).
// Out: PNG screenshots, 1280 and 320 wide, light and dark, and the sheets that a printer would print (PDF; PNG with pdftoppm).
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { has, withBrowser } from './lib/browser.mjs';
import { main } from './lib/report.mjs';
import { byKind, fileUrl, livePages } from './lib/site.mjs';

const TALLEST = 8000;

async function shots(site, out, ...pages) {
  if (out === undefined) throw new Error('usage: node shots.mjs SITE_DIR OUT_DIR [page…]');
  const root = path.resolve(site);
  const chosen = pages.length > 0 ? pages : [...byKind(root, livePages(root)).values()].map(([page]) => page);
  fs.mkdirSync(out, { recursive: true });
  await withBrowser(async (browser) => {
    const tab = await browser.newPage();
    for (const page of chosen) await shoot(tab, root, page, path.join(out, page.replace(/\.html$/, '').replaceAll('/', '__')));
  });
  console.log(`${chosen.length} pages shot into ${out}`);
}

async function shoot(tab, root, page, stem) {
  await tab.emulateMediaType('screen');
  for (const width of [1280, 320]) {
    for (const scheme of ['light', 'dark']) {
      await tab.setViewport({ width, height: 900 });
      await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      await tab.goto(fileUrl(root, page), { waitUntil: 'load' });
      const height = await tab.evaluate(() => document.documentElement.scrollHeight);
      const clip = { x: 0, y: 0, width, height: Math.min(height, TALLEST) };
      await tab.screenshot({ path: `${stem}-${width}-${scheme}.png`, clip, captureBeyondViewport: true });
    }
  }
  await tab.emulateMediaType('print');
  await tab.pdf({ path: `${stem}-print.pdf`, preferCSSPageSize: true, format: 'A4' });
  if (has('pdftoppm', '-v')) execFileSync('pdftoppm', ['-r', '70', '-l', '8', '-png', `${stem}-print.pdf`, `${stem}-print`]);
}

await main(import.meta.url, 'usage: node shots.mjs SITE_DIR OUT_DIR [page…]', shots);
