# In: the folder of a built site. Out: whether frictionless finds its data package in order (types, keys, references, sizes and
# digests), and finds each seeded defect; exit status 1 if not.
import pathlib
import shutil
import sys
import tempfile

from frictionless import Package

failures = 0


def tell(good, what, found=''):
    global failures
    failures += not good
    print(('ok   ' if good else 'FAIL ') + what + ('' if good else f'\n     {found}'))


def faults(folder):
    report = Package(str(folder / 'datapackage.json')).validate()
    return report.flatten(['title', 'message'])


def main(site):
    data = pathlib.Path(site) / 'data'
    found = faults(data)
    tell(not found, 'the data package is in order', found)
    for name, old, new in [
        ('observations.csv', b'74.48', b'74.84'),
        ('observations.csv', b'74.48', b'74,48'),
        ('places.csv', b'zhaotong,', b'zhaotongs,'),
        ('targets.csv', b'\r\nzt-060,', b'\r\nzt-059,'),
    ]:
        with tempfile.TemporaryDirectory() as folder:
            copy = pathlib.Path(folder) / 'data'
            shutil.copytree(data, copy)
            bytes_ = (copy / name).read_bytes()
            assert old in bytes_, (name, old)
            (copy / name).write_bytes(bytes_.replace(old, new, 1))
            tell(bool(faults(copy)), f'found: {name}, {old!r} → {new!r}')
    return failures


if __name__ == '__main__':
    sys.exit(1 if main(sys.argv[1]) else 0)
