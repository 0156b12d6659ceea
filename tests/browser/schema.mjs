// In: the schemas in docs/schema and the records of this repository. Out: whether Taplo, as it stands in editors, finds every
// record in order and finds each seeded mistake; exit status 1 if not. No browser needed.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TAPLO = fileURLToPath(new URL('node_modules/@taplo/cli/dist/cli.js', import.meta.url));
const SITE = 'site.toml';

const RECORD = `format = 1
[[observation]]
id = "rs-1"
place = "zhaotong"
indicator = "teachers"
period = 2025
value = 12
document = "zhaotong-report-2025"
at = "导语"
`;
const SETTINGS = 'format = 1\ntitle = "题"\nlanguages = ["zh-Hans"]\nas_of = 2025-12-31\n';

/** What an editor has to find: the file, what is replaced, and by what. */
const MISTAKES = [
  ['records', 'value = 12', 'valeu = 12'],
  ['records', 'value = 12', 'value = "12"'],
  ['records', 'value = 12', ''],
  ['records', 'value = 12', 'value = 12\nat_least = 12'],
  ['records', 'period = 2025', 'period = "last year"'],
  ['records', 'id = "rs-1"', 'id = "RS 1"'],
  ['records', 'id = "rs-1"', ''],
  ['records', 'value = 12', 'value = 12\nstatus = "final"'],
  ['records', '[[observation]]', '[[observations]]'],
  ['records', 'format = 1', 'format = 2'],
  ['site', 'as_of = 2025-12-31', 'as_of = "soon"'],
  ['site', 'title = "题"', ''],
];

/** Whether Taplo accepts these files. */
function accepts(schema, files) {
  const url = pathToFileURL(path.join(ROOT, 'docs/schema', `${schema}.json`)).href;
  const run = spawnSync(process.execPath, [TAPLO, 'lint', '--no-auto-config', '--schema', url, ...files], { encoding: 'utf8' });
  if (run.error) throw run.error;
  return { ok: run.status === 0, said: run.stdout + run.stderr };
}

function tomlFiles(folder) {
  const files = fs.readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.toml'));
  return files.map((name) => path.join(folder, name)).sort();
}

let failures = 0;
function tell(ok, text, said = '') {
  if (!ok) failures += 1;
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${text}${ok ? '' : `\n${said}`}`);
}

// Translations are lines of texts, not records.
const records = tomlFiles(path.join(ROOT, 'content')).filter((file) => !file.includes('/content/translations/'));
const own = [...records, ...tomlFiles(path.join(ROOT, 'seeds'))];
for (const [schema, files] of [
  ['records', own.filter((file) => path.basename(file) !== SITE)],
  ['site', own.filter((file) => path.basename(file) === SITE)],
]) {
  const { ok, said } = accepts(schema, files);
  tell(ok && files.length > 0, `${files.length} files fit docs/schema/${schema}.json`, said);
}

// The lines by which editors find the schema lead to it.
for (const file of own) {
  const named = /^#:schema (\S+)$/m.exec(fs.readFileSync(file, 'utf8'))?.[1];
  const wanted = path.join(ROOT, 'docs/schema', path.basename(file) === SITE ? 'site.json' : 'records.json');
  if (!named || path.resolve(path.dirname(file), named) !== wanted) tell(false, `${file}: #:schema names ${named}`);
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'dajuan-schema-'));
try {
  const file = path.join(folder, 'a.toml');
  for (const [schema, from, to] of [['records', '', ''], ['site', '', ''], ...MISTAKES]) {
    const text = schema === 'site' ? SETTINGS : RECORD;
    if (!text.includes(from)) throw new Error(`no ${from}`);
    fs.writeFileSync(file, text.replace(from, () => to));
    const { ok, said } = accepts(schema, [file]);
    tell(ok === (from === ''), from === '' ? `the ${schema} sample fits` : `found: ${from} → ${to || 'nothing'}`, said);
  }
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failures === 0 ? 0 : 1;
