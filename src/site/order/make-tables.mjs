// In: the collation of CLDR that node carries. Out: pinyin.txt and strokes.txt beside this file: each line a heading (a letter, a number
// of strokes), a tab, and the characters under it in their order. Made with CLDR 48 (ICU 78.2, licence Unicode-3.0): node make-tables.mjs
import fs from 'node:fs';

const characters = [];
for (const [from, to] of [[0x3007, 0x3007], [0x3400, 0x4dbf], [0x4e00, 0x9fff]]) {
  for (let code = from; code <= to; code += 1) characters.push(String.fromCodePoint(code));
}

function table(file, collation, headings) {
  const { compare } = new Intl.Collator(`zh-u-co-${collation}`);
  // CLDR marks where a heading begins with U+FDD0 and its letter, or the braille character of its number.
  const marks = headings.map(([name, mark]) => ({ name, mark: `\ufdd0${mark}`, own: '' }));
  let at = -1;
  for (const character of characters.sort(compare)) {
    while (at + 1 < marks.length && compare(marks[at + 1].mark, character) <= 0) at += 1;
    if (at >= 0) marks[at].own += character;
  }
  const lines = marks.filter(({ own }) => own).map(({ name, own }) => `${name}\t${own}\n`);
  fs.writeFileSync(new URL(file, import.meta.url), lines.join(''));
}

table('pinyin.txt', 'pinyin', [...'ABCDEFGHJKLMNOPQRSTWXYZ'].map((letter) => [letter, letter]));
table('strokes.txt', 'stroke', Array.from({ length: 48 }, (_, n) => [String(n + 1), String.fromCharCode(0x2801 + n)]));
