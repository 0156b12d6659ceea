# In: the program and a folder with an edition that was frozen. Out: whether bagit.py accepts its bag, and finds each flipped byte of
# payload and tag files; whether `verify` finds each flipped byte of any file of the edition and of the bag; exit status 1 if not.
import pathlib
import shutil
import subprocess
import sys
import tempfile
import zipfile

import bagit

failures = 0


def tell(good, what, found=''):
    global failures
    failures += not good
    print(('ok   ' if good else 'FAIL ') + what + ('' if good else f'\n     {found}'))


def is_valid(folder):
    try:
        return bagit.Bag(str(folder)).validate()
    except (bagit.BagError, OSError, UnicodeError, ValueError):
        return False


def is_sound(program, folder):
    return subprocess.run([program, 'verify', str(folder)], capture_output=True).returncode == 0


# The first, the middle and the last byte of a file, flipped one at a time; the lowest bit, which in a digest makes another digit.
def flips(path):
    sound = path.read_bytes()
    path.chmod(0o644)
    for place in sorted({0, len(sound) // 2, len(sound) - 1}) if sound else []:
        altered = bytearray(sound)
        altered[place] ^= 1
        path.write_bytes(altered)
        yield place
    path.write_bytes(sound)


def files(folder):
    return sorted(path for path in folder.rglob('*') if path.is_file())


def main(program, edition):
    with tempfile.TemporaryDirectory() as room:
        room = pathlib.Path(room)
        own = room / 'own'
        shutil.copytree(edition, own)
        name = pathlib.Path(edition).name
        with zipfile.ZipFile(own / f'{name}.zip') as archive:
            archive.extractall(room / 'bag')
        bag = room / 'bag' / name
        run = subprocess.run([sys.executable, '-m', 'bagit', '--validate', str(bag)], capture_output=True, text=True)
        tell(run.returncode == 0, 'bagit.py --validate accepts the bag', run.stderr[-500:])
        tell(is_sound(program, bag), 'verify accepts the bag as a folder')
        tell(is_sound(program, own / f'{name}.zip'), 'verify accepts the bag as a zip')
        tell(is_sound(program, own), 'verify accepts the edition')
        for folder, word, judge in [
            (bag, 'bagit.py, in the bag', is_valid),
            (bag, 'verify, in the bag', lambda folder: is_sound(program, folder)),
            (own, 'verify, in the edition', lambda folder: is_sound(program, folder)),
        ]:
            unnoticed, count = [], 0
            for path in files(folder):
                for place in flips(path):
                    # No manifest covers a tag manifest, and bagit.py takes any blank for the end of its last line.
                    if judge is is_valid and path.name.startswith('tagmanifest-') and place == path.stat().st_size - 1:
                        continue
                    count += 1
                    if judge(folder):
                        unnoticed.append(f'{path.relative_to(folder)}:{place}')
            tell(not unnoticed and count > 50, f'{word}: {count} flipped bytes are noticed', unnoticed)
            tell(judge(folder), f'{word}: sound again')


main(*sys.argv[1:])
sys.exit(failures > 0)
