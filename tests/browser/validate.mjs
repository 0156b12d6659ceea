// In: the folder of a built site. Out: what html-validate (all pages) and the Nu checker of the W3C (pages and pictures) object
// to, warnings included; exit status 1 if anything. The Nu checker needs java: see DAJUAN_REQUIRE_TOOLS in README.md.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import { has, missing } from './lib/browser.mjs';
import { main, Report } from './lib/report.mjs';
import { isFrozen, listFiles, livePages } from './lib/site.mjs';

const CONFIG = new URL('htmlvalidate.json', import.meta.url);
const VNU = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');
// It takes data blocks and local styles for violations of the page's policy; no browser does.
const FALSE_ALARMS = '.*violates Content Security Policy.*';
const AT_ONCE = 400;

/** Checks every page and picture, or `only` one file. */
export async function validateSite(site, only) {
  const root = path.resolve(site);
  const wanted = (file) => only === undefined || file === only;
  const pages = livePages(root).filter(wanted);
  const pictures = listFiles(root).filter((file) => file.endsWith('.svg') && !isFrozen(file) && wanted(file));
  const report = new Report();
  const checkers = has('java', '-version') ? [nu(root, pages, [], report), nu(root, pictures, ['--svg'], report)] : [];
  if (checkers.length === 0) missing('java (for the Nu checker)');
  htmlValidate(root, pages, report);
  await Promise.all(checkers);
  return report;
}

function htmlValidate(root, pages, report) {
  const validator = new HtmlValidate(new StaticConfigLoader(JSON.parse(fs.readFileSync(CONFIG, 'utf8'))));
  for (const page of pages) {
    const { results } = validator.validateFileSync(path.join(root, page));
    for (const { messages } of results) {
      for (const { ruleId, message, line, column } of messages) report.add(`html-validate:${ruleId}`, page, `${line}:${column} ${message}`);
    }
  }
}

async function nu(root, files, options, report) {
  for (let from = 0; from < files.length; from += AT_ONCE) {
    const some = files.slice(from, from + AT_ONCE).map((file) => path.join(root, file));
    const args = ['-Xss8m', '-jar', VNU, '--Werror', '--filterpattern', FALSE_ALARMS, '--format', 'json', '--stdout', ...options, ...some];
    const run = await java(args);
    const messages = parseMessages(run);
    for (const { type, subType, url, lastLine, message } of messages) {
      const file = path.relative(root, url?.startsWith('file:') ? fileURLToPath(url) : root);
      report.add(`nu:${subType ?? type}`, file, `${lastLine ?? '?'} ${message}`);
    }
    if (run.status !== 0 && messages.length === 0) throw new Error(`the Nu checker ended with ${run.status}: ${run.stderr}`);
  }
}

const java = (args) =>
  new Promise((done) => {
    execFile('java', args, { encoding: 'utf8', maxBuffer: 1 << 28 }, (error, stdout, stderr) => done({ status: error?.code ?? 0, stdout, stderr }));
  });

function parseMessages({ stdout, stderr }) {
  try {
    return JSON.parse(stdout).messages;
  } catch {
    throw new Error(`the Nu checker gave no answer: ${stdout} ${stderr}`);
  }
}

await main(import.meta.url, 'usage: node validate.mjs SITE_DIR', (site) => validateSite(site));
