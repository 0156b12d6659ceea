// In: the folder of a built site. Out: where a Chromium of 2019 (version 78) lays it out otherwise than today's: text that runs out
// of the page, lies over other text or is not there; exit status 1 if anything. The old one comes from the package registry and is
// checked against its digest; `CHROMIUM_OLD=/path` names one that is there already.
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { findChromium } from './lib/browser.mjs';
import { main, Report } from './lib/report.mjs';
import { withServer } from './lib/serve.mjs';
import { byKind, livePages } from './lib/site.mjs';

const PACKAGE = 'chrome-aws-lambda@1.20.4';
const DIGEST = 'aba7f1562247dda11a704f9bc41294e57a1e197eae31085842479e4c0b025144';
const WIDTHS = [1280, 320];
const BASE = '/site/';
const LONGEST = 120_000;
/** The old one was packed for machines without what several processes need; today's is not stable in one. */
const ALONE = ['--no-zygote', '--single-process'];
const MEASURE = fs.readFileSync(new URL('lib/measure.js', import.meta.url), 'utf8');

/** Checks one page of each kind of the site at `root` (or `pages`). */
export async function checkOld(site, { pages, old } = {}) {
  const root = path.resolve(site);
  const chosen = pages ?? [...byKind(root, livePages(root)).values()].map(([page]) => page);
  const jobs = chosen.flatMap((page) => WIDTHS.map((width) => ({ page: BASE + encodeURI(page), width, name: page })));
  const report = new Report();
  await withOld(old, async (browser) => {
    const [then, now] = [await measured(root, jobs, browser, ALONE), await measured(root, jobs, findChromium(), [])];
    jobs.forEach((job, number) => compare(report, job, then[number], now[number]));
  });
  return report;
}

function compare(report, { name, width }, then, now) {
  if (then.wide > 0) report.add('old-wide', name, `${then.wide} pixels`, String(width));
  const known = new Set(now.overlaps);
  for (const overlap of then.overlaps) if (!known.has(overlap)) report.add('old-overlap', name, overlap, String(width));
  const seen = new Set(then.seen);
  for (const text of now.seen) if (!seen.has(text)) report.add('old-lost', name, text, String(width));
}

/** What a browser makes of each job. */
async function measured(root, jobs, browser, flags) {
  let finish;
  const done = new Promise((resolve) => (finish = resolve));
  const special = (request, response) => {
    if (request.url === '/@measure') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(`<!DOCTYPE html><html lang="en"><body><script>var jobs = ${JSON.stringify(jobs)};\n${MEASURE}</script></body></html>`);
      return true;
    }
    if (request.url !== '/@done') return false;
    let text = '';
    request.setEncoding('utf8').on('data', (part) => (text += part)).on('end', () => {
      response.end();
      finish(JSON.parse(text));
    });
    return true;
  };
  const visit = (address) => visited(browser, flags, new URL('/@measure', address).href, done);
  // That a browser crashes says nothing of the site: it is started once more.
  return withServer(root, BASE, (address) => visit(address).catch((error) => (error instanceof Crash ? visit(address) : Promise.reject(error))), special);
}

class Crash extends Error {}

/** Opens an address in a browser until `done`. */
async function visited(browser, more, address, done) {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'dajuan-old-'));
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--remote-debugging-port=0', ...more];
  const process = spawn(browser, [...flags, `--user-data-dir=${profile}`, '--window-size=1400,1000', address], { stdio: 'ignore' });
  let timer;
  const failed = new Promise((_, reject) => {
    process.on('error', reject);
    process.on('exit', (code, signal) => reject(new Crash(`${browser} ended with ${code ?? signal}`)));
    timer = setTimeout(() => reject(new Error(`${browser} took longer than ${LONGEST / 1000} s`)), LONGEST);
  });
  failed.catch(() => {});
  try {
    return await Promise.race([done, failed]);
  } finally {
    clearTimeout(timer);
    process.kill('SIGKILL');
    await new Promise((gone) => (process.exitCode === null && process.signalCode === null ? process.once('exit', gone) : gone()));
    await removed(profile);
  }
}

/** Removes a folder in which the helpers of a browser that was killed may still write for a moment. */
async function removed(folder) {
  for (let tries = 100; ; tries -= 1) {
    try {
      return fs.rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      if (tries === 0) throw error;
      await new Promise((later) => setTimeout(later, 100));
    }
  }
}

/** Runs `work(browser)` with the old browser, unpacked for the while unless it is there. */
export async function withOld(known, work) {
  const given = known ?? process.env.CHROMIUM_OLD;
  if (given) return work(given);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'dajuan-chromium-'));
  try {
    return await work(unpacked(folder));
  } finally {
    await removed(folder);
  }
}

function unpacked(folder) {
  const name = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder, PACKAGE], { encoding: 'utf8' }).trim();
  const archive = path.join(folder, name.split('\n').pop());
  const digest = createHash('sha256').update(fs.readFileSync(archive)).digest('hex');
  if (digest !== DIGEST) throw new Error(`${PACKAGE} is not what it was: ${digest}`);
  execFileSync('tar', ['-xzf', archive, '-C', folder]);
  const part = (file) => brotliDecompressSync(fs.readFileSync(path.join(folder, 'package/bin', file)));
  fs.writeFileSync(path.join(folder, 'swiftshader.tar'), part('swiftshader.tar.br'));
  execFileSync('tar', ['-xf', path.join(folder, 'swiftshader.tar'), '-C', folder]);
  const browser = path.join(folder, 'chrome');
  fs.writeFileSync(browser, part('chromium.br'), { mode: 0o755 });
  return browser;
}

await main(import.meta.url, 'usage: node old.mjs SITE_DIR', (site) => checkOld(site));
