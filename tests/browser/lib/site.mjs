// In: the folder of a built site. Out: its files, its pages, their kinds, and the sample of pages worth a browser's time.
// Nothing here depends on the order in which the file system lists names.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

export const MOST_PAGES = 60;

/** Every file below `root`, as sorted relative paths with `/`. */
export function listFiles(root) {
  return fs
    .readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}

/** The pages that may load a classic script of the site's own: without it they say where else to look. */
export const usesScript = (file) => /^(editions\/[^/]+\/site\/)?([A-Za-z-]+\/)?search\.html$/.test(file);

export const isPage = (file) => file.endsWith('.html');

/** A page of a frozen edition: it was checked before it was frozen and can never be mended. */
export const isFrozen = (file) => /(^|\/)editions\/[^/]+\//.test(file);

/** The pages that can still change, with a word on those that cannot. */
export function livePages(root) {
  const pages = listFiles(root).filter(isPage);
  if (pages.length === 0) throw new Error(`no pages in ${root}`);
  const live = pages.filter((page) => !isFrozen(page));
  const frozen = pages.length - live.length;
  if (frozen > 0) console.log(`  ${frozen} pages of frozen editions left out (they never change)`);
  return live;
}

/** Pages of one kind come from one template: a page at the top is a kind of its own, others go by first folder and depth. */
export function kindOf(page) {
  const parts = page.split('/');
  const language = /^(en|zh|zh-[A-Za-z]+)$/.test(parts[0]) ? `${parts.shift()}/` : '';
  const ending = page.endsWith('.embed.html') ? '.embed' : '';
  return parts.length === 1 ? page : `${language}${parts[0]}/${parts.length}${ending}`;
}

/** The kinds of `pages`, each with its pages in the order in which to pick them: largest, smallest, then spread evenly. */
export function byKind(root, pages) {
  const kinds = new Map();
  for (const page of pages) kinds.set(kindOf(page), [...(kinds.get(kindOf(page)) ?? []), page]);
  for (const [kind, members] of kinds) kinds.set(kind, pickOrder(root, members));
  return kinds;
}

function pickOrder(root, members) {
  const bySize = members
    .map((page) => ({ page, size: fs.statSync(path.join(root, page)).size }))
    .sort((a, b) => b.size - a.size || (a.page < b.page ? -1 : 1))
    .map(({ page }) => page);
  const order = [bySize[0], bySize.at(-1)];
  for (let step = 2; step <= 2 * members.length; step *= 2) {
    for (let i = 1; i < step; i += 2) order.push(bySize[Math.floor((i * bySize.length) / step)]);
  }
  return [...new Set([...order, ...bySize])];
}

/** All pages if there are few, else at most `most`, taken from the kinds in turn. */
export function samplePages(root, pages, most = MOST_PAGES) {
  if (pages.length <= most) return pages;
  const queues = [...byKind(root, pages).values()];
  const picked = [];
  for (let round = 0; picked.length < most; round += 1) {
    for (const queue of queues) if (round < queue.length && picked.length < most) picked.push(queue[round]);
  }
  return picked.sort();
}

/** `#`, `%`, spaces and Chinese in a path are escaped, so that the address means the file. */
export const fileUrl = (root, page) => pathToFileURL(path.join(root, page)).href;
