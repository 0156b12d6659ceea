// In: the folder of a built site. Out: what a reader's browser finds wrong with it; exit status 1 if anything.
// Each page is opened three times: from a folder with an awkward name (axe and own checks, light and dark, wide and narrow,
// on paper), over http below a subpath, and with JavaScript switched off.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'parse5';
import { withBrowser } from './lib/browser.mjs';
import { install } from './lib/inpage.mjs';
import { main, Report } from './lib/report.mjs';
import { withServer } from './lib/serve.mjs';
import { fileUrl, listFiles, livePages, samplePages, usesScript } from './lib/site.mjs';

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const AWKWARD = '答卷 第#1版 100%25 50%';
const BASE = '/a/b/c/';
const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 320, height: 800 };
const TABS = Math.min(4, Math.max(2, os.availableParallelism()));

/** Checks `pages` (default: a sample of the site's), in `browser` (default: one of its own). */
export async function checkSite(site, { browser, pages, pictures } = {}) {
  const root = path.resolve(site);
  const live = livePages(root);
  const chosen = pages ?? samplePages(root, live);
  const drawn = pictures ?? samplePages(root, listFiles(root).filter((file) => file.endsWith('.svg')), 20);
  const report = new Report();
  checkTitles(root, live, report);
  const run = (own) => withAwkwardCopy(root, (copy) => withServer(root, BASE, (address) => visit(own, { copy, root, address, chosen, drawn, report })));
  await (browser ? run(browser) : withBrowser(run));
  return report;
}

async function visit(browser, { copy, root, address, chosen, drawn, report }) {
  const words = new Map();
  await inTabs(browser, chosen, async (tab, page) => words.set(page, await checkPage(tab, copy, page, report)));
  await inTabs(browser, chosen, (tab, page) => checkServed(tab, root, address, page, report));
  await inTabs(browser, chosen, (tab, page) => checkWithoutScript(tab, copy, page, words.get(page), report));
  await inTabs(browser, drawn, (tab, file) => checkPicture(tab, copy, file, report));
}

/** A few tabs share the items; each is a fresh tab, so that what one pass sets does not leak into the next. */
async function inTabs(browser, items, work) {
  const queue = [...items];
  const one = async () => {
    const tab = await browser.newPage();
    await tab.emulateFocusedPage(true); // else only the front tab draws its focus
    try {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(tab, item);
    } finally {
      await tab.close();
    }
  };
  await Promise.all(Array.from({ length: Math.min(TABS, items.length) }, one));
}

/** The same site below a folder whose name needs escaping in an address. */
async function withAwkwardCopy(root, work) {
  const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'dajuan-check-'));
  const copy = path.join(parent, AWKWARD, 'site');
  try {
    fs.cpSync(root, copy, { recursive: true });
    return await work(copy);
  } finally {
    fs.rmSync(parent, { recursive: true, force: true });
  }
}

/** Titles are unique in a site; every page is read for this, not only the sample. */
function checkTitles(root, pages, report) {
  const first = new Map();
  for (const page of pages) {
    const title = titleOf(parse(fs.readFileSync(path.join(root, page), 'utf8')));
    if (title === '') report.add('title-missing', page);
    else if (first.has(title)) report.add('title-unique', page, `“${title}” is also the title of ${first.get(title)}`);
    else first.set(title, page);
  }
}

function titleOf(node) {
  if (node.tagName === 'title' && node.parentNode.tagName === 'head') return node.childNodes.map((text) => text.value).join('').trim();
  for (const child of node.childNodes ?? []) {
    const title = titleOf(child);
    if (title) return title;
  }
  return '';
}

/** Everything the tab says while `work` runs: requests that leave or fail, console errors, policy violations. */
async function listening(tab, page, where, isInside, report, work) {
  let deaf = false;
  const handlers = {
    request: (request) => isInside(request.url()) || report.add('request-outside', page, request.url(), where),
    requestfailed: (request) => report.add('request-failed', page, `${request.url()} ${request.failure()?.errorText ?? ''}`, where),
    response: (response) => response.status() >= 400 && report.add('request-failed', page, `${response.url()} ${response.status()}`, where),
    console: (message) => deaf || heard(message, page, where, report),
    pageerror: (error) => report.add('console-error', page, error.message, where),
  };
  for (const [event, handler] of Object.entries(handlers)) tab.on(event, handler);
  try {
    return await work((value) => (deaf = value));
  } finally {
    for (const [event, handler] of Object.entries(handlers)) tab.off(event, handler);
  }
}

function heard(message, page, where, report) {
  if (/Content Security Policy/i.test(message.text())) report.add('csp-violation', page, message.text(), where);
  else if (message.type() === 'error') report.add('console-error', page, message.text(), where);
}

const isLocal = (url) => /^(file|data|about|blob):/.test(url);

async function checkPage(tab, copy, page, report) {
  return listening(tab, page, 'file', isLocal, report, async (setDeaf) => {
    const look = async (where, name, ...args) => report.addAll(page, await tab.evaluate((n, a) => globalThis.dajuan[n](...a), name, args), where);
    const axe = async (where) => {
      setDeaf(true); // axe itself makes the browser complain about the policy
      report.addAll(page, await tab.evaluate(runAxe), where);
      setDeaf(false);
    };
    await open(tab, fileUrl(copy, page));
    await look('', 'structure');
    await look('1280', 'layout', WIDE.width);
    await look('1280', 'spacing');
    await look('light', 'colours');
    await look('', 'keyboard');
    await look('', 'motion');
    await checkAddresses(tab, page, report);
    const words = await tab.evaluate(() => globalThis.dajuan.words());
    await tab.evaluate(AXE);
    await axe('1280 light');
    await media(tab, 'dark');
    await look('dark', 'colours');
    await axe('1280 dark');
    await tab.setViewport(NARROW);
    await axe('320 dark');
    await media(tab, 'light');
    await axe('320 light');
    await look('320', 'layout', NARROW.width);
    await look('320', 'svgTextSize');
    await look('320', 'spacing');
    await tab.setViewport(WIDE);
    await media(tab, 'dark', 'print');
    await look('print', 'paper');
    return words;
  });
}

async function open(tab, url) {
  await media(tab, 'light');
  await tab.setViewport(WIDE);
  await tab.goto(url, { waitUntil: 'load' });
  await tab.evaluate(install);
}

const sessions = new WeakMap();

/** Medium and features in one command: puppeteer's two calls undo each other. */
async function media(tab, scheme, medium = 'screen') {
  if (!sessions.has(tab)) sessions.set(tab, await tab.createCDPSession());
  const features = [
    { name: 'prefers-color-scheme', value: scheme },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ];
  await sessions.get(tab).send('Emulation.setEmulatedMedia', { media: medium, features });
}

/* Runs in the page. */
async function runAxe() {
  const options = { resultTypes: ['violations'], iframes: false, preload: false, rules: { 'target-size': { enabled: true } } };
  const { violations } = await globalThis.axe.run(document, options);
  return violations.flatMap(({ id, nodes }) => nodes.slice(0, 5).map(({ target, any, all }) => [`axe:${id}`, `${target.join(' ')} ${[...any, ...all][0]?.message ?? ''}`]));
}

/** Each address, as this browser resolves it in an awkward folder, is a file. */
async function checkAddresses(tab, page, report) {
  for (const url of new Set(await tab.evaluate(() => globalThis.dajuan.addresses()))) {
    if (!url.startsWith('file:')) continue;
    const { href } = new URL(url.split('#')[0].split('?')[0]);
    if (!isFile(fileURLToPath(href))) report.add('address-dead', page, href.split('/site/').at(-1), 'file');
  }
}

const isFile = (file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;

async function checkServed(tab, root, address, page, report) {
  const isInside = (url) => url.startsWith(address) || /^(data|about|blob):/.test(url) || url === new URL('/favicon.ico', address).href;
  await listening(tab, page, 'http', isInside, report, async () => {
    await open(tab, address + page.split('/').map(encodeURIComponent).join('/'));
    for (const url of new Set(await tab.evaluate(() => globalThis.dajuan.addresses()))) {
      if (/^(https?|mailto):/.test(url) && !url.startsWith(new URL('/', address).href)) continue;
      const { pathname } = new URL(url);
      const file = pathname.startsWith(BASE) && path.join(root, decodeURIComponent(pathname.slice(BASE.length)));
      if (!file || !isFile(file)) report.add('address-dead', page, pathname, 'http');
    }
  });
}

async function checkWithoutScript(tab, copy, page, words, report) {
  await tab.setJavaScriptEnabled(false);
  await open(tab, fileUrl(copy, page));
  const plain = await tab.evaluate(() => globalThis.dajuan.words());
  if (plain !== words && !usesScript(page)) report.add('script-needed', page, firstDifference(words, plain));
}

function firstDifference(a, b) {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return `“${a.slice(at, at + 40)}” with scripts, “${b.slice(at, at + 40)}” without`;
}

/** A picture of its own, as a reader opens it: on white, with a title, its text legible. */
async function checkPicture(tab, copy, file, report) {
  await listening(tab, file, 'file', isLocal, report, async () => {
    await open(tab, fileUrl(copy, file));
    const title = await tab.evaluate(() => document.documentElement.querySelector(':scope > title')?.textContent.trim() ?? '');
    if (title === '') report.add('picture-title', file);
    report.addAll(file, await tab.evaluate(() => globalThis.dajuan.colours()), 'file');
  });
}

await main(import.meta.url, 'usage: node check.mjs SITE_DIR', (site) => checkSite(site));
