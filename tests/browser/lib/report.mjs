// In: findings (rule, page, where, detail). Out: a list for the eye, grouped by rule, and the exit status.

export class Report {
  #findings = new Map();

  add(rule, page, detail = '', where = '') {
    const key = JSON.stringify([rule, page, detail]);
    const finding = this.#findings.get(key) ?? { rule, page, detail, where: new Set() };
    if (where) finding.where.add(where);
    this.#findings.set(key, finding);
  }

  addAll(page, findings, where) {
    for (const [rule, detail] of findings) this.add(rule, page, detail, where);
  }

  get findings() {
    return [...this.#findings.values()];
  }

  /** The names of the rules that were broken. */
  get rules() {
    return [...new Set(this.findings.map(({ rule }) => rule))].sort();
  }

  print(most = 12) {
    for (const rule of this.rules) {
      const found = this.findings.filter((finding) => finding.rule === rule);
      console.log(`\n✗ ${rule}: ${found.length}`);
      for (const { page, detail, where } of found.slice(0, most)) {
        console.log(`    ${page}${where.size > 0 ? ` [${[...where].join(', ')}]` : ''}${detail ? `: ${printable(detail)}` : ''}`);
      }
      if (found.length > most) console.log(`    … and ${found.length - most} more`);
    }
  }
}

/** Page text may hold control characters: a log is no place for them. */
const printable = (text) => String(text).replace(/\p{Cc}+/gu, ' ').slice(0, 300);

/** Runs `check` when `url` is the program that node was started with. */
export async function main(url, usage, check) {
  if (process.argv[1] === undefined || url !== (await import('node:url')).pathToFileURL(process.argv[1]).href) return;
  const args = process.argv.slice(2);
  if (args.length === 0) {
    console.error(usage);
    process.exit(2);
  }
  try {
    const started = Date.now();
    const report = await check(...args);
    if (report) {
      report.print();
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      console.log(`\n${report.findings.length === 0 ? '✓' : '✗'} ${report.findings.length} findings in ${seconds} s`);
      process.exitCode = report.findings.length === 0 ? 0 : 1;
    }
  } catch (error) {
    console.error(error);
    process.exit(2);
  }
}
