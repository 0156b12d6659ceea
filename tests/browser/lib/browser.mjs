// In: nothing but the machine. Out: one headless Chromium with a profile of its own that vanishes with it.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import puppeteer from 'puppeteer-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];

export function findChromium() {
  const inPath = (process.env.PATH ?? '').split(path.delimiter).flatMap((dir) => NAMES.map((name) => path.join(dir, name)));
  const found = [process.env.CHROMIUM, '/usr/bin/chromium', ...inPath].find((file) => file && fs.existsSync(file));
  if (!found) throw new Error('no Chromium: install it or set CHROMIUM to its path');
  return found;
}

/** Runs `work(browser)` and cleans up after it, whatever happens. */
export async function withBrowser(work) {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'dajuan-browser-'));
  const browser = await puppeteer.launch({
    executablePath: findChromium(),
    userDataDir: profile,
    protocolTimeout: 180_000,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
    ],
  });
  try {
    return await work(browser);
  } finally {
    await browser.close();
    fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** What a tool that may be missing means: an error where tools are required, a visible line elsewhere. */
export function missing(tool) {
  if (process.env.DAJUAN_REQUIRE_TOOLS === '1') throw new Error(`${tool} is required (DAJUAN_REQUIRE_TOOLS=1)`);
  console.log(`  SKIPPED: ${tool} is not installed`);
}

export function has(command, ...args) {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
