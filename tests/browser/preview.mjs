// In: the program and a project. Out: whether the preview does in a browser what it promises: a changed value comes on screen by
// itself and how soon, a fault lies over the page and goes away once mended. The project is copied; nothing in it is touched.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { withBrowser } from './lib/browser.mjs';
import { Report, main } from './lib/report.mjs';

const PAGE = 'figures/zhaotong/junior-exam-pass-rate.html';
const FILE = 'content/results/2025/zhaotong.toml';
const ROUNDS = 15;
/** What is asked for, in milliseconds from the written file to the page's reload. A busy machine is given more. */
const SOON = Number(process.env.DAJUAN_SOON ?? 100);

async function preview(program, project, pictures) {
  const report = new Report();
  const room = fs.mkdtempSync(path.join(os.tmpdir(), 'dajuan-preview-'));
  for (const part of ['content', 'seeds', 'themes']) fs.cpSync(path.join(project, part), path.join(room, part), { recursive: true });
  const child = spawn(program, ['serve', '--port', '0', '--lang', 'en', '--project', room], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const address = await new Promise((resolve, reject) => {
      child.stdout.once('data', (line) => resolve(String(line).trim()));
      child.once('exit', () => reject(new Error('the preview ended')));
    });
    await withBrowser((browser) => look(browser, address, room, report, pictures));
  } finally {
    child.kill();
    fs.rmSync(room, { recursive: true, force: true });
  }
  return report;
}

async function look(browser, address, room, report, pictures) {
  const file = path.join(room, FILE);
  const text = fs.readFileSync(file, 'utf8');
  const tab = await browser.newPage();
  const shoot = async (name) => {
    if (!pictures) return;
    fs.mkdirSync(pictures, { recursive: true });
    await tab.screenshot({ path: path.join(pictures, `${name}.png`) });
  };
  tab.on('pageerror', (error) => report.add('no script fails', PAGE, error.message));
  await tab.setViewport({ width: 1000, height: 800 });
  await ready(tab, address);
  const isLoud = (message) => message.type() === 'error' && !message.location().url?.endsWith('/favicon.ico');
  tab.on('console', (message) => isLoud(message) && report.add('the console is quiet', PAGE, message.text()));
  const asked = () => {
    // The first request after a change is that of the page itself.
    return new Promise((resolve) => {
      const hear = (request) => {
        if (!request.isNavigationRequest()) return;
        tab.off('request', hear);
        resolve(performance.now());
      };
      tab.on('request', hear);
    });
  };
  const took = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const value = `6${round % 10}.${10 + round}`;
    const reloaded = asked();
    const from = performance.now();
    fs.writeFileSync(file, text.replace('value = 74.48', `value = ${value}`));
    took.push((await reloaded) - from);
    await tab.waitForFunction((wanted) => document.body.innerText.includes(wanted), { timeout: 20_000 }, value);
    await settle(tab);
  }
  took.sort((a, b) => a - b);
  const median = took[Math.floor(took.length / 2)];
  const ms = (number) => `${number.toFixed(0)} ms`;
  console.log(`from the written file to the reload: ${ms(took[0])} at best, ${ms(median)} in the middle, ${ms(took.at(-1))} at worst`);
  if (median > SOON) report.add('a changed value comes soon', PAGE, `${ms(median)} in the middle of ${ROUNDS}`);
  const panel = 'pierce/summary[role="alert"]';
  fs.writeFileSync(file, text.replace('value = 74.48', 'value = much'));
  await tab.waitForSelector(panel, { timeout: 20_000 });
  await settle(tab);
  await shoot('fault');
  const shown = await tab.$eval('pierce/pre[tabindex]', (pre) => pre.textContent);
  if (!shown.includes(`${FILE}:`) || !shown.includes('value = much')) report.add('a fault is shown with its line', PAGE, shown);
  fs.writeFileSync(file, text);
  await tab.waitForFunction(() => document.body.innerText.includes('74.48'), { timeout: 20_000 });
  for (let tries = 0; tries < 80 && (await tab.$(panel)); tries += 1) await settle(tab);
  if (await tab.$(panel)) report.add('a mended fault goes away', PAGE);
  await shoot('mended');
}

/** Opens the page, once there is one. */
async function ready(tab, address) {
  for (let tries = 0; tries < 200; tries += 1) {
    const answer = await tab.goto(`${address}${PAGE}`, { waitUntil: 'load' });
    if (answer.status() === 200) return settle(tab);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the page never came');
}

/** Waits until the page waits for news. */
async function settle(tab) {
  await tab.waitForFunction(() => document.readyState === 'complete', { timeout: 20_000 });
  await new Promise((resolve) => setTimeout(resolve, 250));
}

await main(import.meta.url, 'usage: node preview.mjs PROGRAM PROJECT [PICTURES]', preview);
