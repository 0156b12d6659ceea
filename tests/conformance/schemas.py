# In: the program, its project and the folder of its built site. Out: whether the data package keeps to the Data Package 2.0 profile and
# every reference to the CSL-JSON schema, as check-jsonschema reads them, and whether it finds each seeded defect; exit status 1 if not.
import csv
import json
import pathlib
import subprocess
import sys
import sysconfig
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PACKAGES = pathlib.Path(sysconfig.get_paths()['purelib'])
PACKAGE = PACKAGES / 'dplib/profiles/2.0/datapackage.json'
CSL = PACKAGES / 'commonmeta/resources/csl-data.json'
failures = 0


def tell(good, what, found=''):
    global failures
    failures += not good
    print(('ok   ' if good else 'FAIL ') + what + ('' if good else f'\n     {found}'))


def faults(schema, instance):
    run = subprocess.run(
        [sys.executable, '-m', 'check_jsonschema', '--schemafile', schema, instance], capture_output=True, text=True
    )
    assert run.returncode in (0, 1), run.stderr
    return '' if run.returncode == 0 else run.stdout


def references(program, site):
    documents = csv.DictReader((site / 'data/documents.csv').open(encoding='utf-8', newline=''))
    ids = [row['id'] for row in documents]
    ids += [f'{file.parent.name}/{file.stem}' for file in sorted((site / 'figures').glob('*/*.csv'))]
    for id_ in ids:
        run = subprocess.run([program, 'cite', '--project', ROOT, '--style', 'csl-json', id_], capture_output=True, check=True)
        (item,) = json.loads(run.stdout)
        yield item


def main(program, site):
    site = pathlib.Path(site)
    package = json.loads((site / 'data/datapackage.json').read_bytes())
    items = list(references(program, site))
    with tempfile.TemporaryDirectory() as folder:
        instance = pathlib.Path(folder) / 'instance.json'

        def judge(schema, value):
            instance.write_text(json.dumps(value, ensure_ascii=False), encoding='utf-8')
            return faults(schema, instance)

        found = judge(PACKAGE, package)
        tell(not found, f'Data Package 2.0: {len(package["resources"])} resources', found)
        found = judge(CSL, items)
        tell(not found, f'CSL-JSON: {len(items)} references', found)
        tell(bool(judge(PACKAGE, {**package, 'resources': []})), 'found: a package without resources')
        tell(bool(judge(PACKAGE, {**package, 'created': 'yesterday'})), 'found: a date that is none')
        tell(bool(judge(CSL, [{**items[0], 'type': 'plan'}])), 'found: a type of work that CSL does not know')
        tell(bool(judge(CSL, [{**items[0], 'author': 'x'}])), 'found: an author that is no list')
    return failures


if __name__ == '__main__':
    sys.exit(1 if main(*sys.argv[1:3]) else 0)
