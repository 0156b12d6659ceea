// In: the folder of a built site. Out: whether its search finds what a plain look through all entries finds, loads little, and works
// in a browser from a folder: results, context, keyboard, no way for hostile words; exit status 1 if anything.
import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { parse } from 'acorn';
import { withBrowser } from './lib/browser.mjs';
import { attribute, parseElements } from './lib/html.mjs';
import { main, Report } from './lib/report.mjs';
import { fileUrl, listFiles } from './lib/site.mjs';

const QUERIES = 400;
/** A query of a site of this size loads at most so many bytes beyond the files of the entries that it has to look at. */
const MOST_POSTINGS = 2_000_000;

export async function checkSearch(site) {
  const root = path.resolve(site);
  const report = new Report();
  for (const file of listFiles(root).filter((name) => name.endsWith('.js'))) checkScript(root, file, report);
  const pages = listFiles(root).filter((file) => /^(?:[A-Za-z-]+\/)?search\.html$/.test(file));
  if (pages.length === 0) report.add('no-search', 'search.html');
  for (const page of pages) {
    const index = openIndex(root, page);
    await checkCounts(index, report);
    await withBrowser((browser) => checkPage(browser, root, index, report));
  }
  return report;
}

/** Every script is ES5, so that the oldest browsers read it. */
function checkScript(root, file, report) {
  try {
    parse(fs.readFileSync(path.join(root, file), 'utf8'), { ecmaVersion: 5, sourceType: 'script' });
  } catch (error) {
    report.add('not-es5', file, error.message);
  }
}

/** The search of a page without a browser, and all entries as they were written. */
function openIndex(root, page) {
  const folder = path.dirname(path.join(root, page));
  const elements = parseElements(fs.readFileSync(path.join(root, page), 'utf8'));
  const results = elements.find((el) => attribute(el, 'id') === 'search-results');
  const outline = JSON.parse(attribute(results, 'data-outline'));
  const base = attribute(results, 'data-base');
  const context = vm.createContext({});
  vm.runInContext(fs.readFileSync(path.join(root, 'search.js'), 'utf8'), context);
  const index = { page, outline, base, bytes: 0, search: context.dajuanSearch };
  const load = (name, done) => {
    const text = fs.readFileSync(path.join(folder, base, `${name}.js`), 'utf8');
    if (name.startsWith('p')) index.bytes += text.length;
    vm.runInContext(text, context);
    done(true);
  };
  index.open = () => index.search.open(outline, load);
  index.entries = [];
  const last = Math.max(...outline.kinds.map((kind) => kind[2]));
  for (let number = 0; number * outline.size < last; number += 1) {
    const text = fs.readFileSync(path.join(folder, base, `e${number}.js`), 'utf8');
    index.entries.push(...JSON.parse(text.slice(text.indexOf('[', text.indexOf(',')), text.lastIndexOf(']') + 1)));
  }
  return index;
}

const find = (opened, words) => new Promise((resolve) => opened.find(words, resolve));

/** As `grep -F` would: the entries in whose title or words each word stands. */
const plainly = ({ entries }, words, fold) =>
  entries.flatMap(([title, , text], number) => (words.every((word) => fold(title).includes(word) || fold(text).includes(word)) ? [number] : []));

/** Numbers that are the same in every run. */
function* numbers(seed) {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

async function checkCounts(index, report) {
  const random = numbers(20251231);
  const upTo = (most) => Math.floor(random.next().value * most);
  const { words, fold } = index.search;
  let most = 0;
  const check = async (query, isFresh) => {
    const list = [...words(query)];
    if (list.length === 0) return;
    index.bytes = 0;
    index.opened = isFresh || !index.opened ? index.open() : index.opened;
    const [found, expected] = [[...(await find(index.opened, list))], plainly(index, list, fold)];
    most = Math.max(most, index.bytes);
    if (String(found) !== String(expected)) report.add('search-count', index.page, `“${query}”: ${found.length} found, ${expected.length} are there`);
  };
  for (let turn = 0; turn < QUERIES; turn += 1) {
    const piece = () => {
      const [title, , text] = index.entries[upTo(index.entries.length)];
      const source = text && upTo(3) > 0 ? text : title;
      const start = upTo(source.length);
      return source.slice(start, start + 1 + upTo(7)).replace(/["“”]/g, '');
    };
    const first = piece();
    // Some with a change that is in no text, some of two words, the rest as they stand.
    const query = [`"${first}"`, `"${first}"`, `"${first.toUpperCase()}"`, `"${first}" "${piece()}"`, `"${first}龘"`][upTo(5)];
    await check(query, turn % 10 === 0);
  }
  for (const query of ['。', '中', '教育', '74.48', '７４．４８', 'zzz', '龘龘龘', '<script', '\\', "'", '…']) await check(query, true);
  if (most > MOST_POSTINGS) report.add('search-heavy', index.page, `${most} bytes of postings for one query`);
  console.log(`  ${index.page}: ${index.entries.length} entries, at most ${most} bytes of postings for a query`);
}

async function checkPage(browser, root, index, report) {
  const { page } = index;
  const add = (rule, detail) => report.add(rule, page, detail, 'file');
  const tab = await browser.newPage();
  tab.on('request', (request) => /^(file|data|about|blob):/.test(request.url()) || add('request-outside', request.url()));
  tab.on('pageerror', (error) => add('console-error', error.message));
  tab.on('console', (message) => message.type() === 'error' && add('console-error', message.text()));
  const [title] = index.entries[Math.floor(index.entries.length / 2)];
  const query = title.slice(0, 4);
  const expected = plainly(index, [...index.search.words(`"${query}"`)], index.search.fold);
  await tab.goto(`${fileUrl(root, page)}?q=${encodeURIComponent(`"${query}"`)}`);
  await tab.waitForSelector('#search-results a', { timeout: 10_000 }).catch(() => add('search-empty', query));
  const seen = await tab.evaluate(() => ({
    status: document.getElementById('search-status').textContent,
    marks: document.querySelectorAll('#search-results mark').length,
    links: [...document.querySelectorAll('#search-results a')].map((link) => link.href),
    wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
  }));
  if (!seen.status.includes(String(expected.length))) add('search-status', `${seen.status} for ${expected.length}`);
  if (seen.marks === 0) add('search-marks', query);
  if (seen.wide) add('wide', query);
  for (const link of seen.links) {
    const { pathname } = new URL(link);
    if (!fs.existsSync(decodeURIComponent(pathname))) add('address-dead', link);
  }
  await checkHostile(tab, index, add);
  await checkKeyboard(tab, root, page, query, add);
  await tab.close();
}

/** Words that would be markup stay words. */
async function checkHostile(tab, index, add) {
  const row = ['<img src=x onerror="document.title=1"><script>1</script>', 'index.html', '<b>教育</b> &amp;'];
  const first = index.entries[0][0].slice(0, 2);
  await tab.evaluate((one, size) => globalThis.dajuanSearch.entries(0, Array.from({ length: size }, () => one)), row, index.outline.size);
  await tab.$eval(
    '#q',
    (field, query) => {
      field.value = query;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    },
    `"${first}"`,
  );
  await new Promise((resolve) => setTimeout(resolve, 600));
  const made = await tab.evaluate(() => document.querySelectorAll('#search-results img, #search-results script, #search-status img').length);
  if (made > 0) add('search-markup', `${made} elements came out of words`);
  const shown = await tab.$eval('#search-results', (el) => el.textContent);
  if (!shown.includes(row[0])) add('search-markup', 'the words are not shown as they are');
}

/** Who has only a keyboard types, hears the count, and tabs to the first result. */
async function checkKeyboard(tab, root, page, query, add) {
  await tab.goto(fileUrl(root, page));
  await tab.focus('#q');
  await tab.keyboard.type(`"${query}"`);
  await tab.waitForSelector('#search-results a', { timeout: 10_000 }).catch(() => add('search-typing', query));
  const status = await tab.$eval('#search-status', (el) => [el.getAttribute('role'), el.getAttribute('aria-live'), el.textContent]);
  if (status[0] !== 'status' || status[1] !== 'polite' || status[2] === '') add('search-live', status.join(' '));
  await tab.keyboard.press('Tab');
  await tab.keyboard.press('Tab');
  const focused = await tab.evaluate(() => {
    const el = document.activeElement;
    return [el.closest('#search-results') !== null, getComputedStyle(el).outlineStyle];
  });
  if (!focused[0]) add('search-order', 'the second Tab after the field does not reach the first result');
  if (focused[1] === 'none') add('search-focus', 'the focus on a result cannot be seen');
  await tab.focus('#q');
  await Promise.all([tab.waitForNavigation({ timeout: 10_000 }), tab.keyboard.press('Enter')]).catch(() => add('search-enter', query));
  if (!/[?&]q=/.test(tab.url())) add('search-address', tab.url());
}

await main(import.meta.url, 'usage: node search.mjs SITE_DIR', (site) => checkSearch(site));
