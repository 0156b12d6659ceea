// In: the folder of a built site. Out: addresses that lead nowhere or would not survive a USB stick or a subpath, markup that
// the content policy forbids, and pages that no link reaches; exit status 1 if anything. No browser needed.
import fs from 'node:fs';
import path from 'node:path';
import { attribute, fullName, parseElements, textOf } from './lib/html.mjs';
import { main, Report } from './lib/report.mjs';
import { isPage, listFiles, usesScript } from './lib/site.mjs';

const ADDRESSES = ['href', 'src', 'srcset', 'poster', 'data', 'action', 'formaction', 'background', 'xlink:href'];
const OUTSIDE = /^(https:\/\/|mailto:)/;
// A reader's browser does not load these; they name things on the web and exist only where the site says so.
const NAMING_LINKS = /^(canonical|license|schema\..+)$/i;
const BLOCKED_FROM_FILES = ['integrity', 'crossorigin'];
const ID_LISTS = ['aria-labelledby', 'aria-describedby', 'aria-controls', 'aria-details', 'headers', 'for'];

export async function checkLinks(site) {
  const root = path.resolve(site);
  const files = listFiles(root);
  const docs = new Map(files.filter((file) => /\.(html|svg)$/.test(file)).map((file) => [file, read(root, file)]));
  const report = new Report();
  const graph = new Map();
  for (const [file, doc] of docs) {
    checkMarkup(file, doc, report);
    if (isPage(file)) checkPolicy(file, doc, report);
    graph.set(file, checkAddresses(file, doc, docs, new Set(files), report));
  }
  for (const file of files.filter((name) => name.endsWith('.css'))) checkStyles(root, file, new Set(files), report);
  checkReach(graph, report);
  return report;
}

function read(root, file) {
  const elements = parseElements(fs.readFileSync(path.join(root, file), 'utf8'));
  const ids = elements.map((el) => attribute(el, 'id')).filter((id) => id !== undefined);
  const seen = new Set();
  const twins = ids.filter((id) => seen.size === seen.add(id).size);
  return { elements, ids: seen, twins };
}

function checkMarkup(file, { elements, ids, twins }, report) {
  for (const id of twins) report.add('duplicate-id', file, id);
  for (const el of elements) {
    if (el.tagName === 'style') report.add('style-element', file, textOf(el).slice(0, 60));
    if (el.tagName === 'foreignObject') report.add('foreign-object', file);
    if (el.tagName === 'script') checkScript(file, el, report);
    for (const at of el.attrs) checkAttribute(file, el, at, ids, report);
  }
}

function checkScript(file, el, report) {
  if (attribute(el, 'type') === 'application/ld+json') {
    if (!isJson(textOf(el))) report.add('json-ld', file, textOf(el).slice(0, 60));
  } else if (!usesScript(file) || attribute(el, 'src') === undefined || attribute(el, 'type') !== undefined) {
    report.add('script', file, attribute(el, 'src') ?? textOf(el).slice(0, 60));
  }
}

function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function checkAttribute(file, el, at, ids, report) {
  const name = fullName(at).toLowerCase();
  const shown = `<${el.tagName} ${name}="${at.value.slice(0, 80)}">`;
  if (name === 'style') report.add('style-attribute', file, shown);
  if (name.startsWith('on')) report.add('event-attribute', file, shown);
  if (name === 'srcdoc') report.add('srcdoc', file, shown);
  if (/^[\s\p{Cc}]*(javascript|vbscript)\s*:/iu.test(at.value)) report.add('script-address', file, shown);
  if (BLOCKED_FROM_FILES.includes(name)) report.add('blocked-from-files', file, shown);
  const named = ID_LISTS.includes(name) ? at.value.split(/\s+/).filter(Boolean) : [...at.value.matchAll(/^url\(['"]?#([^)'"]+)/g)].map((hit) => hit[1]);
  for (const id of named) if (!ids.has(id)) report.add('id-missing', file, `${shown}: no #${id}`);
}

/** The policy stands right after the charset, before anything that could load, and is strict. */
function checkPolicy(file, { elements }, report) {
  const head = elements.find((el) => el.tagName === 'head');
  const [charset, policy] = (head?.childNodes ?? []).filter((node) => node.tagName !== undefined);
  if (charset?.tagName !== 'meta' || (attribute(charset, 'charset') ?? '').toLowerCase() !== 'utf-8') report.add('charset-first', file);
  const isPolicy = policy?.tagName === 'meta' && /^content-security-policy$/i.test(attribute(policy, 'http-equiv') ?? '');
  if (!isPolicy) {
    report.add('policy-second', file);
    return;
  }
  const content = attribute(policy, 'content') ?? '';
  if (!/default-src 'none'/.test(content) || /unsafe-|https?:|\*/.test(content)) report.add('policy-weak', file, content);
}

/** Checks each address of the document; gives back the pages that its links lead to. */
function checkAddresses(file, doc, docs, files, report) {
  const pages = new Set();
  for (const el of doc.elements) {
    for (const at of el.attrs.filter((one) => ADDRESSES.includes(fullName(one)))) {
      const values = at.name === 'srcset' ? at.value.split(',').map((part) => part.trim().split(/\s+/)[0]) : [at.value];
      for (const value of values) {
        const target = checkAddress(file, el, value, docs, files, report);
        if (target !== undefined && isPage(target) && /^(a|area)$/.test(el.tagName)) pages.add(target);
      }
    }
  }
  return pages;
}

function checkAddress(file, el, value, docs, files, report) {
  const shown = `<${el.tagName}> ${value}`;
  if (OUTSIDE.test(value) && el.tagName === 'a') return undefined;
  if (el.tagName === 'link' && NAMING_LINKS.test(attribute(el, 'rel') ?? '')) return undefined;
  if (!isRelative(value)) {
    report.add('not-relative', file, shown);
    return undefined;
  }
  const target = resolve(file, value);
  if (target === undefined || !files.has(target)) {
    report.add('dead-link', file, shown);
    return undefined;
  }
  const id = fragment(value);
  if (id !== undefined && docs.has(target) && !docs.get(target).ids.has(id)) report.add('dead-fragment', file, shown);
  return target;
}

const isRelative = (value) => !/^([a-z][a-z0-9+.-]*:|\/|\\)/i.test(value) && value === value.trim();

/** The file that a relative address names, as a path in the site; nothing where it leaves the site or is badly escaped. */
function resolve(from, value) {
  const name = value.split('#')[0].split('?')[0];
  try {
    const target = name === '' ? from : path.posix.join(path.posix.dirname(from), decodeURIComponent(name));
    return target.startsWith('../') ? undefined : target;
  } catch {
    return undefined;
  }
}

function fragment(value) {
  const at = value.indexOf('#');
  try {
    return at < 0 ? undefined : decodeURIComponent(value.slice(at + 1));
  } catch {
    return value.slice(at + 1);
  }
}

function checkStyles(root, file, files, report) {
  const text = fs.readFileSync(path.join(root, file), 'utf8').replace(/\/\*[^]*?\*\//g, '');
  for (const [, value] of text.matchAll(/(?:url\(\s*|@import\s+)['"]?([^'")\s;]+)/g)) {
    // A picture that is written into the styles is fetched from nowhere; the policy of the pages allows it, and nothing else of the kind.
    if (value === 'url(' || /^(#|data:image\/)/.test(value)) continue;
    if (!isRelative(value)) report.add('not-relative', file, value);
    else if (!files.has(resolve(file, value))) report.add('dead-link', file, value);
  }
}

/** What a server shows where there is no page: nothing leads there. */
const isLost = (page) => /^(editions\/[^/]+\/site\/)?([A-Za-z-]+\/)?404\.html$/.test(page);

function checkReach(graph, report) {
  const reached = new Set(['index.html']);
  for (const page of reached) for (const next of graph.get(page) ?? []) reached.add(next);
  if (!graph.has('index.html')) report.add('no-index', 'index.html');
  for (const page of [...graph.keys()].filter(isPage)) if (!reached.has(page) && !isLost(page)) report.add('unreached', page);
}

await main(import.meta.url, 'usage: node links.mjs SITE_DIR', (site) => checkLinks(site));
