#!/usr/bin/env python3
"""Writes a site of plain pages for Hugo: as many as there are figures, each with two tables and a paragraph, twenty to a section.

usage: pages.py PAGES FOLDER        the folder must not exist
then:  hugo --source FOLDER --destination OUT

There are no charts, no files beside the pages, no checks: what a general generator does at the least.
"""
import pathlib
import random
import sys

SECTION = 20
STOCK = '县域教育规划年度目标结果数据来源评价学校教师学生经费保障普惠优质均衡巩固提升覆盖比例改善校舍资助培训课程质量监测'
UNITS = ['%', '人', '所', '万元', '个']
YEARS = [2022, 2023, 2024, 2025]


def head(title):
    links = ''.join(f'<li><a href="/{path}">{name}</a></li>' for path, name in [('', '总览'), ('part-0/', '第一部分'), ('part-1/', '第二部分')])
    return ('<!DOCTYPE html>\n<html lang="zh-Hans"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<title>{title}</title><link rel="stylesheet" href="/site.css"></head>\n<body><header><nav><ul>{links}</ul></nav></header>\n<main>\n')


FOOT = '\n</main><footer><p>虚构数据，只用于测速。</p></footer></body></html>\n'
TABLE = ('<table><thead><tr><th>年份</th><th>%s</th></tr></thead><tbody>{{ range $i, $v := .Params.%s }}'
         '<tr><td>{{ index $.Params.years $i }}</td><td>{{ $v }}</td></tr>{{ end }}</tbody></table>')


def main(pages, folder):
    root, dice = pathlib.Path(folder), random.Random(1)
    root.mkdir()

    def put(path, text):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding='utf-8')

    def words(count):
        start = dice.randrange(len(STOCK) - count)
        return STOCK[start:start + count]

    put('hugo.toml', 'baseURL = "https://example.org/"\ntitle = "测速"\n'
        'disableKinds = ["taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"]\n')
    put('static/site.css', 'table { border-collapse: collapse }\n')
    put('layouts/_default/baseof.html', head('{{ .Title }}') + '{{ block "main" . }}{{ end }}' + FOOT)
    put('layouts/index.html', '{{ define "main" }}<ul>{{ range .Sections }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}')
    put('layouts/_default/list.html', '{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}')
    put('layouts/_default/single.html', '{{ define "main" }}<h1>{{ .Title }}</h1><p>单位：{{ .Params.unit }}；来源：{{ .Params.source }}</p>'
        + TABLE % ('结果', 'values') + TABLE % ('目标', 'targets') + '{{ .Content }}{{ end }}')
    put('content/_index.md', '+++\ntitle = "总览"\n+++\n')
    for page in range(pages):
        section = f'content/part-{page // SECTION}'
        if page % SECTION == 0:
            put(f'{section}/_index.md', f'+++\ntitle = "第 {page // SECTION + 1} 部分"\n+++\n')
        values = [round(dice.uniform(10, 90), 2) for _ in YEARS]
        targets = [round(value + 2.1, 2) for value in values]
        put(f'{section}/figure-{page}.md',
            f'+++\ntitle = "{words(8)}{page}"\n[params]\nunit = "{dice.choice(UNITS)}"\nsource = "《{words(10)}》第 {dice.randrange(1, 60)} 页"\n'
            f'years = {YEARS}\nvalues = {values}\ntargets = {targets}\n+++\n\n'
            f'{words(24)}，**{words(6)}**{words(20)}（见[{words(5)}](https://example.org/{page})）。\n\n{words(28)}；{words(16)}，`{values[-1]}`。\n')


if __name__ == '__main__':
    if len(sys.argv) != 3 or not sys.argv[1].isdigit():
        sys.exit(__doc__)
    main(int(sys.argv[1]), sys.argv[2])
