// In: fixtures/good and fixtures/defects.mjs. Out: whether the good site passes each check and each seeded defect is found,
// under its own name and with nothing else; exit status 1 if not. A check that cannot fail is a defect.
// `node selftest.mjs links` runs one check's defects, `node selftest.mjs check print` those whose rule has that word.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkSite } from './check.mjs';
import * as defects from './fixtures/defects.mjs';
import { has, missing, withBrowser } from './lib/browser.mjs';
import { checkLinks } from './links.mjs';
import { checkOld, withOld } from './old.mjs';
import { validateSite } from './validate.mjs';

const GOOD = fileURLToPath(new URL('fixtures/good', import.meta.url));
const [onlyCheck, word = ''] = process.argv.slice(2);
const LANES = 3;
let failures = 0;

function tell(ok, text) {
  if (!ok) failures += 1;
  console.log(`  ${ok ? 'ok  ' : 'FAIL'} ${text}`);
}

/** Runs `check` on a copy of the good site with one defect in it. */
async function withDefect([, file, from, to, , second], check) {
  const site = fs.mkdtempSync(path.join(os.tmpdir(), 'dajuan-defect-'));
  try {
    fs.cpSync(GOOD, site, { recursive: true });
    const target = path.join(site, file);
    let text = fs.existsSync(target) ? fs.readFileSync(target, 'utf8') : '';
    for (const [old, fresh] of [[from, to], ...(second ? [second] : [])]) {
      if (!text.includes(old)) throw new Error(`${file} has no ${old}`);
      text = text.replace(old, () => fresh);
    }
    fs.writeFileSync(target, text);
    return await check(site, file);
  } finally {
    fs.rmSync(site, { recursive: true, force: true });
  }
}

async function testCheck(name, check) {
  if (onlyCheck && onlyCheck !== name) return;
  console.log(`${name}:`);
  const good = (await check(GOOD)).findings;
  tell(good.length === 0, `the good site passes ${good.map(({ rule, page, detail }) => `${rule} ${page} ${detail}`).join('; ')}`);
  const queue = defects[name].filter(([rule]) => rule.includes(word));
  const lane = async () => {
    for (let defect = queue.shift(); defect !== undefined; defect = queue.shift()) await testDefect(defect, check);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

async function testDefect(defect, check) {
  const [rule, file, , to, also = []] = defect;
  const { rules } = await withDefect(defect, check);
  const extra = rules.filter((other) => other !== rule && also !== '*' && !also.includes(other));
  const found = rules.includes(rule);
  const label = `${rule} (${file}: ${to.replace(/\s+/g, ' ').slice(0, 60)})`;
  tell(found && extra.length === 0, `${label}${found ? '' : ': not found'}${extra.length > 0 ? `; also ${extra.join(', ')}` : ''}`);
}

/** A defect in one page needs only that page opened; one in the styles needs them all. */
const browserCheck = (browser) => (site, file) => {
  if (file?.endsWith('.svg')) return checkSite(site, { browser, pages: [] });
  if (file?.endsWith('.html')) return checkSite(site, { browser, pages: [file], pictures: [] });
  return checkSite(site, { browser, ...(file ? { pictures: [] } : {}) });
};

const started = Date.now();
await testCheck('links', checkLinks);
if (has('java', '-version')) await testCheck('validate', validateSite);
else missing('java (for the Nu checker)');
if (!onlyCheck || onlyCheck === 'check') await withBrowser((browser) => testCheck('check', browserCheck(browser)));
if (!onlyCheck || onlyCheck === 'old') await withOld(undefined, (old) => testCheck('old', (site) => checkOld(site, { old })));
console.log(`${failures === 0 ? '✓' : '✗'} selftest: ${failures} failures in ${((Date.now() - started) / 1000).toFixed(1)} s`);
process.exit(failures === 0 ? 0 : 1);
