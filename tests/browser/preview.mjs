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
/** The most milliseconds from the written file to the value on screen, in the middle of all rounds. A busy machine is asked nothing. */
const SOON = Number(process.env.DAJUAN_SOON ?? Infinity);

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
  const seen = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const value = `6${round % 10}.${10 + round}`;
    const from = performance.now();
    fs.writeFileSync(file, text.replace('value = 74.48', `value = ${value}`));
    const isShown = (wanted) => document.body?.innerText.includes(wanted);
    await tab.waitForFunction(isShown, { timeout: 20_000, polling: 'raf' }, value);
    seen.push(performance.now() - from);
    await settle(tab);
  }
  const ms = (times, part) => `${times.sort((a, b) => a - b)[Math.floor((times.length - 1) * part)].toFixed(0)} ms`;
  const told = (times) => `${ms(times, 0)} at best, ${ms(times, 0.5)} in the middle, ${ms(times, 1)} at worst`;
  console.log(`from the written file to the value on screen: ${told(seen)}`);
  if (parseFloat(ms(seen, 0.5)) > SOON) report.add('a changed value comes soon', PAGE, ms(seen, 0.5));
  const panel = 'pierce/summary[role="alert"]';
  fs.writeFileSync(file, text.replace('value = 74.48', 'value = much'));
  await tab.waitForSelector(panel, { timeout: 20_000 });
  await settle(tab);
  await shoot('fault');
  const shown = await tab.$eval(`${panel} + pre`, (pre) => pre.textContent);
  if (!shown.includes(`${FILE}:`) || !shown.includes('value = much')) report.add('a fault is shown with its line', PAGE, shown);
  fs.writeFileSync(file, text);
  await tab.waitForFunction(() => document.body.innerText.includes('74.48'), { timeout: 20_000 });
  for (let tries = 0; tries < 80 && (await tab.$(panel)); tries += 1) await settle(tab);
  if (await tab.$(panel)) report.add('a mended fault goes away', PAGE);
  await shoot('mended');
  const style = path.join(room, 'themes/default/site.css');
  fs.mkdirSync(path.dirname(style), { recursive: true });
  const before = fs.existsSync(style) ? fs.readFileSync(style, 'utf8') : '';
  fs.writeFileSync(style, `${before}\nh1 { color: rgb(1, 2, 3); }\n`);
  const isPainted = () => document.querySelector('h1') && getComputedStyle(document.querySelector('h1')).color === 'rgb(1, 2, 3)';
  await tab.waitForFunction(isPainted, { timeout: 20_000 });
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
