# In: the program, and the base project of the tests with words that are hard on reference managers. Out: whether parsers that
# nobody here wrote get back from BibTeX, RIS and CSL-JSON what was put in; exit status 1 if not.
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

import bibtexparser
import rispy

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORDS = '昭通 "教育" & 50% of_all {braces} #1 ~x^2 $5'
# BibTeX writes some characters by name; this is what a reader of LaTeX sees.
NAMES = {'\\textbraceleft{}': '{', '\\textbraceright{}': '}', '\\textasciitilde{}': '~', '\\textasciicircum{}': '^',
         '\\textbackslash{}': '\\', '\\&': '&', '\\%': '%', '\\_': '_', '\\#': '#', '\\$': '$'}
failures = 0


def tell(good, what, found=''):
    global failures
    failures += not good
    print(('ok   ' if good else 'FAIL ') + what + ('' if good else f'\n     found: {found!r}'))


def plain(text):
    for name, character in NAMES.items():
        text = text.replace(name, character)
    return text


def cite(program, project, style):
    run = subprocess.run([program, 'cite', '--project', project, '--style', style, 'hard'], capture_output=True)
    assert run.returncode == 0, run.stderr.decode()
    return run.stdout.decode()


def main(program):
    with tempfile.TemporaryDirectory() as folder:
        project = pathlib.Path(folder) / 'project'
        shutil.copytree(ROOT / 'tests/cases/base', project)
        quoted = json.dumps(WORDS, ensure_ascii=False)
        (project / 'seeds/hard.toml').write_text(
            f'format = 1\n\n[document]\nid = "hard"\ntitle = {quoted}\nkind = "report"\nplace = "zhaotong"\n'
            f'authors = [{quoted}, "沈迅"]\npublished_in = {quoted}\nissued = "2025-12-08"\nurl = "https://a.example/x_y%20z?a=1&b=2#c"\n',
            encoding='utf-8')
        entries = bibtexparser.loads(cite(program, project, 'bibtex')).entries
        tell(len(entries) == 1, 'BibTeX: one entry', entries)
        entry = entries[0]
        tell(entry['ENTRYTYPE'] == 'article' and entry['ID'] == 'hard', 'BibTeX: type and key', entry)
        tell(plain(entry['title']) == WORDS, 'BibTeX: title', entry['title'])
        tell(plain(entry['journaltitle']) == WORDS, 'BibTeX: newspaper', entry['journaltitle'])
        tell(plain(entry['author']) == f'{WORDS} and 沈迅', 'BibTeX: authors', entry['author'])
        tell(entry['date'] == '2025-12-08', 'BibTeX: date', entry['date'])
        tell(entry['url'] == 'https://a.example/x_y%20z?a=1&b=2#c', 'BibTeX: address', entry['url'])
        records = rispy.loads(cite(program, project, 'ris'))
        tell(len(records) == 1, 'RIS: one record', records)
        record = records[0]
        tell(record['type_of_reference'] == 'NEWS' and record['id'] == 'hard', 'RIS: type and key', record)
        tell(record.get('title') == WORDS, 'RIS: title', record)
        tell(record.get('secondary_title') == WORDS, 'RIS: newspaper', record)
        tell(record.get('authors') == [WORDS, '沈迅'], 'RIS: authors', record)
        tell(record.get('year') == '2025' and record.get('date') == '2025/12/08/', 'RIS: date', record)
        tell(record.get('urls') == ['https://a.example/x_y%20z?a=1&b=2#c'], 'RIS: address', record)
        (item,) = json.loads(cite(program, project, 'csl-json'))
        tell(item['title'] == WORDS and item['container-title'] == WORDS, 'CSL-JSON: title and newspaper', item)
        tell(item['author'] == [{'literal': WORDS}, {'literal': '沈迅'}], 'CSL-JSON: authors', item)
        tell(item['issued'] == {'date-parts': [[2025, 12, 8]]}, 'CSL-JSON: date', item)
    return failures


if __name__ == '__main__':
    sys.exit(1 if main(sys.argv[1]) else 0)
