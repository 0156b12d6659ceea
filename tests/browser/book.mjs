// In: the folder of a built site. Out: what is wrong with its book on paper: size, margins, a figure cut in two or out of order, a dark
// sheet; exit status 1 if anything. Needs Chromium and poppler (pdftotext, pdftoppm).
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { has, missing, withBrowser } from './lib/browser.mjs';
import { main, Report } from './lib/report.mjs';
import { fileUrl, listFiles } from './lib/site.mjs';

const MILLIMETRE = 72 / 25.4;
/** Head, right, foot and binding side after GB/T 9704, each ± 1 mm. */
const MARGINS = { top: 37, right: 26, bottom: 35, left: 28 };

export async function checkBook(site) {
  const root = path.resolve(site);
  const report = new Report();
  const books = listFiles(root).filter((file) => /^(?:[A-Za-z-]+\/)?book\.html$/.test(file));
  if (books.length === 0) report.add('no-book', 'book.html');
  if (!has('pdftotext', '-v') || !has('pdftoppm', '-v')) {
    missing('poppler');
    return report;
  }
  for (const book of books) await withBrowser((browser) => checkSheets(browser, root, book, report));
  return report;
}

async function checkSheets(browser, root, book, report) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'dajuan-book-'));
  const pdf = path.join(folder, 'book.pdf');
  try {
    const tab = await browser.newPage();
    await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
    await tab.goto(fileUrl(root, book), { waitUntil: 'load' });
    const figures = await tab.$$eval('figure', (all) =>
      all.map((one) => ({
        number: one.querySelector('.figure__number')?.textContent ?? '',
        title: one.querySelector('.chart__title').textContent.trim(),
        caption: one.querySelector('figcaption').textContent.trim(),
      })),
    );
    await tab.pdf({ path: pdf, preferCSSPageSize: true, timeout: 120_000 });
    checkText(pdf, book, figures, report);
    checkLight(folder, pdf, book, report);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Chromium writes some characters as radicals of the same shape, and breaks lines where it likes. */
const bare = (text) => text.normalize('NFKC').replace(/[\s\u2e80-\u2fdf]+/g, '');

function checkText(pdf, book, figures, report) {
  const boxes = execFileSync('pdftotext', ['-bbox', pdf, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const pages = boxes.split('<page ').slice(1);
  pages.forEach((page, place) => checkPage(page, place + 1, book, report));
  const sheets = execFileSync('pdftotext', ['-raw', pdf, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 }).split('\f');
  let last = 0;
  figures.forEach(({ number, title, caption }, place) => {
    if (!number.endsWith(String(place + 1))) report.add('figure-number', book, `${number} is the ${place + 1}th`);
    // The list of figures has the titles too: a figure is where its caption is.
    const words = [bare(title).slice(0, 24), bare(caption).slice(0, 16), bare(caption).slice(-10)];
    const whole = sheets.findIndex((sheet, at) => at >= last && words.every((one) => bare(sheet).includes(one)));
    if (whole < 0) report.add('figure-cut', book, title);
    else last = whole;
  });
  console.log(`  ${book}: ${pages.length} sheets, ${figures.length} figures`);
}

function checkPage(page, number, book, report) {
  const size = /width="([\d.]+)" height="([\d.]+)"/.exec(page);
  const [width, height] = [Number(size[1]), Number(size[2])];
  if (Math.abs(width - 210 * MILLIMETRE) > 2 || Math.abs(height - 297 * MILLIMETRE) > 2) report.add('sheet-size', book, `${width}×${height}`);
  for (const [, x0, y0, x1, y1, word] of page.matchAll(/<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)<\/word>/g)) {
    if (/^[—\d]+$/.test(word) && Number(y0) > height - MARGINS.bottom * MILLIMETRE) continue; // the number of the page
    const gaps = { left: Number(x0), top: Number(y0), right: width - Number(x1), bottom: height - Number(y1) };
    // A box has the height of its font, of which a third is empty; a bracket at the beginning or end of a line has half a box.
    const half = (y1 - y0) / 2;
    const empty = { left: /^[“‘《〈（「【]/.test(word) ? half : 1, right: /[”’》〉）」】，。、；：]$/.test(word) ? half : 1, top: half * 0.67, bottom: half * 0.67 };
    for (const [side, gap] of Object.entries(gaps)) {
      if (gap < (MARGINS[side] - 1) * MILLIMETRE - empty[side]) report.add('margin', book, `sheet ${number}, ${side}: “${word}” ${(gap / MILLIMETRE).toFixed(1)} mm`);
    }
  }
}

/** However dark the reader's screen, paper is white: the corners and most of each sheet. */
function checkLight(folder, pdf, book, report) {
  execFileSync('pdftoppm', ['-r', '20', '-gray', pdf, path.join(folder, 'sheet')]);
  for (const file of fs.readdirSync(folder).filter((name) => name.endsWith('.pgm')).sort()) {
    const bytes = fs.readFileSync(path.join(folder, file));
    const header = /^P5\s+(\d+)\s+(\d+)\s+(\d+)\s/.exec(bytes.subarray(0, 40).toString('latin1'));
    const pixels = bytes.subarray(header[0].length);
    const mean = pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
    if (pixels[0] < 250 || mean < 190) report.add('dark-sheet', book, `${file}: mean ${mean.toFixed(0)}`);
  }
}

await main(import.meta.url, 'usage: node book.mjs SITE_DIR', (site) => checkBook(site));
