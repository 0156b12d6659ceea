#!/usr/bin/env python3
"""Builds sites of given sizes and says what they cost; started by `run`, which makes the programs that it needs.

usage: measure.py PROGRAM NATIONAL WRITER ROOM RUNS SEED FORM SIZE…
In: the programs, an empty folder, how often, a seed, `toml` or `csv`, and the numbers of counties. Out: for each size the time,
the memory and the ratios to others in the same run; then how they grow from size to size.
"""
import math
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import time

PAGES = pathlib.Path(__file__).with_name('pages.py')


def measured(command, **more):
    """Wall, user and system seconds and peak KiB of one process, as the kernel counts them, and what it said."""
    started = time.monotonic()
    child = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **more)
    said = child.stdout.read().decode()
    _, status, used = os.wait4(child.pid, 0)
    wall = time.monotonic() - started
    if status:
        sys.exit(f'benches/run: {command[0]} failed\n{said}')
    return wall, used.ru_utime, used.ru_stime, used.ru_maxrss, said


def middle(rows, column):
    return statistics.median(row[column] for row in rows)


class Bench:
    def __init__(self, program, national, writer, room, runs, seed, form):
        self.program, self.national, self.writer = program, national, writer
        self.room, self.runs, self.seed, self.form = pathlib.Path(room), int(runs), seed, form
        self.project, self.site, self.copy = (self.room / name for name in ('project', 'site', 'copy'))
        self.hugo = shutil.which('hugo')

    def build(self, to):
        return measured([self.program, '--project', self.project, '--lang', 'en', 'build', '--out', to])

    def begin(self, size):
        """The invented project; it must be without errors (a check that finds one ends the run), though chance may raise a warning."""
        command = [self.national, str(size), self.project, '--seed', self.seed] + (['--csv'] if self.form == 'csv' else [])
        measured(command)
        measured([self.program, '--project', self.project, '--lang', 'en', 'check'])

    def size(self, size):
        self.begin(size)
        builds, writers, copies, hugos = [], [], [], []
        figures = 0
        for _ in range(self.runs):
            for old in (self.site, self.copy):
                shutil.rmtree(old, ignore_errors=True)
            builds.append(self.build(self.site))
            figures = int(re.search(r'([\d,]+) figures', builds[-1][4]).group(1).replace(',', ''))
            *_, said = measured([self.writer, self.site, self.copy])
            writers.append(builds[-1][0] / float(said))
            shutil.rmtree(self.copy)
            copies.append(builds[-1][0] / measured(['cp', '-r', self.site, self.copy])[0])
            shutil.rmtree(self.copy)
            if self.hugo:
                hugos.append(builds[-1][0] / self.plain_pages(figures))
        self.tell(size, figures, builds, writers, copies, hugos)
        change = self.change(builds)
        shutil.rmtree(self.project)
        shutil.rmtree(self.site)
        return figures, middle(builds, 0), middle(builds, 1), middle(builds, 3), change

    def plain_pages(self, figures):
        """The seconds in which Hugo makes as many plain pages."""
        pages, out = self.room / 'pages', self.room / 'pages-out'
        measured([sys.executable, PAGES, str(figures), pages])
        wall = measured([self.hugo, '--quiet', '--source', pages, '--destination', out])[0]
        shutil.rmtree(pages)
        shutil.rmtree(out)
        return wall

    def tell(self, size, figures, builds, writers, copies, hugos):
        paths = [os.path.join(folder, name) for folder, _, names in os.walk(self.site) for name in names]
        written = sum(os.path.getsize(path) for path in paths)
        largest = max(paths, key=os.path.getsize)
        wall, user, system = (middle(builds, column) for column in range(3))
        print(f'\n{size} counties: {figures:,} figures, {len(paths):,} files, {written / 1e6:,.1f} MB; largest '
              f'{os.path.relpath(largest, self.site)} {os.path.getsize(largest) / 1e6:,.1f} MB')
        print(f'  build     wall {wall:8.3f} s   user {user:8.3f} s   system {system:7.3f} s   peak {middle(builds, 3) / 1024:6.0f} MiB'
              f'   ({min(row[0] for row in builds):.3f}-{max(row[0] for row in builds):.3f} s)')
        print(f'  a figure  user {user / figures * 1e6:6.0f} us   {figures / wall:8,.0f} figures/s   {len(paths) / wall:8,.0f} files/s')
        print(f'  build / two threads that write the same bytes  {statistics.median(writers):6.2f}')
        print(f'  build / cp -r                                  {statistics.median(copies):6.2f}')
        if hugos:
            print(f'  figures a second / plain pages of Hugo         {1 / statistics.median(hugos):6.2f}')
        sys.stdout.flush()

    def change(self, builds):
        """One value changes, and the site is built over the old one."""
        source = next(path for path in sorted(self.project.rglob('*')) if path.is_file() and b'value = ' in path.read_bytes())
        text = source.read_text(encoding='utf-8')
        found = re.search(r'^value = (\d+)', text, re.M)
        source.write_text(text[:found.start(1)] + str(int(found.group(1)) - 1) + text[found.end(1):], encoding='utf-8')
        before = {path: path.stat() for path in self.site.rglob('*') if path.is_file()}
        wall, user, system, _, said = self.build(self.site)
        kept = sum(path.exists() and path.stat().st_ino == stat.st_ino and path.stat().st_mtime_ns == stat.st_mtime_ns
                   for path, stat in before.items())
        again = self.room / 'again'
        self.build(again)
        same = subprocess.run(['diff', '-rq', self.site, again], capture_output=True).returncode == 0
        shutil.rmtree(again)
        print(f'  one value changed: {wall / middle(builds, 0):.2f} of a clean build; {kept:,} of {len(before):,} files kept; '
              f'{"the same bytes as a clean build" if same else "OTHER BYTES THAN A CLEAN BUILD"}')
        if not same:
            sys.exit(1)


def main(arguments):
    bench, sizes = Bench(*arguments[:7]), arguments[7:]
    if not bench.hugo:
        print('hugo is not there: its plain pages are not measured')
    rows = [bench.size(int(size)) for size in sizes]
    for (few, wall, user, peak, _), (many, longer, busier, higher, _) in zip(rows, rows[1:]):
        grown = math.log(many / few)
        print(f'\nfrom {few:,} to {many:,} figures: wall grows with exponent {math.log(longer / wall) / grown:.2f}, user time '
              f'{math.log(busier / user) / grown:.2f}, memory {math.log(higher / peak) / grown:.2f}')


if __name__ == '__main__':
    main(sys.argv[1:])
