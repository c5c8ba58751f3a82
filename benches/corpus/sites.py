"""The same debriefs as content for `debriefs`, Hugo and Zola, and for the two peers a site that measures them fairly.

The peers get the least that can be called the same site: a page with contents, terms and neighbours for each debrief,
lists of 50 by service, cause, tag and severity, a feed, a sitemap, and a search index over the whole text.
"""

import os

from .debrief import Debrief

STYLE = "body{font:16px/1.5 system-ui;max-width:60rem;margin:auto}td,th{border:1px solid #ccc;padding:.2rem .5rem}\n"


def write(tool, count, out):
    """Writes `count` debriefs and what `tool` needs around them into the new folder `out`."""
    debriefs = [Debrief(i, count) for i in range(count)]
    front, link, base = {"debriefs": (_debriefs_front, _debriefs_link, ""),
                         "hugo": (_hugo_front, _hugo_link, "content/debriefs"),
                         "zola": (_zola_front, _zola_link, "content/debriefs")}[tool]
    for debrief in debriefs:
        body = debrief.body(lambda number: link(debriefs[number]))
        _put(os.path.join(out, base, debrief.path), f"---\n{front(debrief)}---\n\n{body}")
    years = sorted({debrief.date.year for debrief in debriefs})
    for path, text in {"debriefs": {}, "hugo": HUGO, "zola": {**ZOLA, **_zola_years(years)}}[tool].items():
        _put(os.path.join(out, path), text)


def _put(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def _when(moment):
    return f"{moment:%Y-%m-%dT%H:%MZ}"


def _debriefs_front(debrief):
    named = debrief.number % 5 < 3  # not everybody writes causes and times down
    lines = [f'title: "{debrief.title}"', f"severity: {debrief.severity}", f"services: [{debrief.service}]",
             f"teams: [{debrief.team}]", f"tags: [{', '.join(debrief.tags)}]"]
    if named:
        lines += [f"causes: [{debrief.cause}]", "times:", f"  started: {_when(debrief.date)}",
                  f"  detected: {_when(debrief.clock(debrief.found / debrief.minutes))}",
                  f"  resolved: {_when(debrief.clock(1))}", "impact:", f"  customers: {debrief.minutes * 3}"]
    else:
        lines.append(f"date: {debrief.date:%Y-%m-%d}")
    return "\n".join(lines) + "\n"


def _debriefs_link(debrief):
    return f"[{debrief.title}](../{debrief.path}#root-causes)"


def _hugo_front(debrief):
    return (f'title: "{debrief.title}"\ndate: {_when(debrief.date)[:-1]}:00Z\nseverity: [{debrief.severity}]\n'
            f"services: [{debrief.service}]\ncauses: [{debrief.cause}]\ntags: [{', '.join(debrief.tags)}]\n"
            f"minutes: {debrief.minutes}\n")


def _hugo_link(debrief):
    return f'[{debrief.title}]({{{{< relref "/debriefs/{debrief.path}#root-causes" >}}}})'


def _zola_front(debrief):
    return (f'title: "{debrief.title}"\ndate: {_when(debrief.date)[:-1]}:00Z\ntaxonomies:\n'
            f"  severity: [{debrief.severity}]\n  services: [{debrief.service}]\n  causes: [{debrief.cause}]\n"
            f"  tags: [{', '.join(debrief.tags)}]\nextra:\n  minutes: {debrief.minutes}\n")


def _zola_link(debrief):
    # Zola takes the date off the front of a file name for the address, but not for links.
    return f"[{debrief.title}](@/debriefs/{debrief.path}#root-causes)"


def _zola_years(years):
    return {f"content/debriefs/{year}/_index.md": f'---\ntitle: "{year}"\nsort_by: date\ntransparent: true\n---\n'
            for year in years}


_HEAD = ('<!doctype html><html lang="en"><head><meta charset="utf-8"><title>TITLE</title>'
         '<link rel="stylesheet" href="/s.css"></head><body><nav><a href="/">home</a> <a href="/debriefs/">all</a> '
         '<a href="/tags/">tags</a> <a href="/causes/">causes</a></nav><main>MAIN</main></body></html>\n')


def _zola_page(main):
    return '{% extends "base.html" %}{% block main %}' + main + "{% endblock main %}\n"


_ZOLA_LIST = ('<ul>{% for p in paginator.pages %}<li><time>{{ p.date }}</time> <a href="{{ p.permalink }}">'
              '{{ p.title }}</a></li>{% endfor %}</ul>{% if paginator.previous %}<a href="{{ paginator.previous }}">'
              'back</a>{% endif %}{% if paginator.next %}<a href="{{ paginator.next }}">on</a>{% endif %}')

ZOLA = {
    "config.toml": 'base_url = "https://debriefs.example"\ntitle = "Debriefs"\ncompile_sass = false\n'
                   "build_search_index = true\ngenerate_feeds = true\nfeed_limit = 50\n"
                   + "".join(f'[[taxonomies]]\nname = "{name}"\npaginate_by = 50\n'
                             for name in ("tags", "services", "causes", "severity"))
                   + '[markdown.highlighting]\nstyle = "class"\nlight_theme = "github-light"\n'
                     'dark_theme = "github-dark"\n[search]\nindex_format = "elasticlunr_javascript"\n',
    "content/_index.md": '---\ntitle: "Home"\n---\n',
    "content/debriefs/_index.md": '---\ntitle: "Debriefs"\nsort_by: date\npaginate_by: 50\n---\n',
    "templates/base.html": _HEAD.replace("TITLE", "{{ config.title }}").replace(
        "MAIN", "{% block main %}{% endblock main %}"),
    "templates/index.html": _zola_page(
        '{% set s = get_section(path="debriefs/_index.md") %}<ul>{% for p in s.pages | slice(end=20) %}'
        '<li><a href="{{ p.permalink }}">{{ p.title }}</a></li>{% endfor %}</ul>'),
    "templates/section.html": _zola_page("<h1>{{ section.title }}</h1>{% if paginator %}" + _ZOLA_LIST + "{% endif %}"),
    "templates/page.html": _zola_page(
        "<article><h1>{{ page.title }}</h1><p><time>{{ page.date }}</time> {{ page.extra.minutes }} min</p><ul>"
        "{% for k, v in page.taxonomies %}{% for t in v %}<li>"
        '<a href="{{ get_taxonomy_url(kind=k, name=t) }}">{{ t }}</a></li>{% endfor %}{% endfor %}</ul><nav><ol>'
        '{% for h in page.toc %}<li><a href="{{ h.permalink }}">{{ h.title }}</a></li>{% endfor %}</ol></nav>'
        "{{ page.content | safe }}"
        '{% if page.lower %}<a href="{{ page.lower.permalink }}">{{ page.lower.title }}</a>{% endif %}'
        '{% if page.higher %}<a href="{{ page.higher.permalink }}">{{ page.higher.title }}</a>{% endif %}</article>'),
    "templates/taxonomy_list.html": _zola_page(
        '<ul>{% for t in terms %}<li><a href="{{ t.permalink }}">{{ t.name }}</a> {{ t.page_count }}</li>{% endfor %}</ul>'),
    "templates/taxonomy_single.html": _zola_page("<h1>{{ term.name }}</h1>" + _ZOLA_LIST),
    "static/s.css": STYLE,
}


def _hugo_page(main):
    return '{{ define "main" }}' + main + "{{ end }}\n"


def _hugo_list(pages):
    return ("{{ $p := .Paginate " + pages + ' 50 }}<ul>{{ range $p.Pages }}<li><time>{{ .Date.Format "2006-01-02" }}'
            '</time> <a href="{{ .Permalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ if $p.HasPrev }}'
            '<a href="{{ $p.Prev.URL }}">back</a>{{ end }}{{ if $p.HasNext }}<a href="{{ $p.Next.URL }}">on</a>{{ end }}')


HUGO = {
    "config.toml": 'baseURL = "https://debriefs.example/"\ntitle = "Debriefs"\n[services.rss]\nlimit = 50\n'
                   '[taxonomies]\ntag = "tags"\nservice = "services"\ncause = "causes"\nseverity = "severity"\n'
                   '[markup.highlight]\nnoClasses = false\n[outputs]\nhome = ["HTML", "RSS", "JSON"]\n',
    "content/_index.md": '---\ntitle: "Home"\n---\n',
    "content/debriefs/_index.md": '---\ntitle: "Debriefs"\n---\n',
    "layouts/_default/baseof.html": _HEAD.replace("TITLE", "{{ .Title }}").replace(
        "MAIN", '{{ block "main" . }}{{ end }}'),
    "layouts/index.html": _hugo_page(
        '<ul>{{ range first 20 .Site.RegularPages }}<li><a href="{{ .Permalink }}">{{ .Title }}</a></li>{{ end }}</ul>'),
    "layouts/debriefs/list.html": _hugo_page("<h1>{{ .Title }}</h1>" + _hugo_list(".RegularPagesRecursive")),
    "layouts/_default/terms.html": _hugo_page(
        '<ul>{{ range .Data.Terms.ByCount }}<li><a href="{{ .Page.Permalink }}">{{ .Name }}</a> {{ .Count }}</li>{{ end }}</ul>'),
    "layouts/_default/term.html": _hugo_page("<h1>{{ .Title }}</h1>" + _hugo_list(".Pages")),
    "layouts/_default/single.html": _hugo_page(
        '<article><h1>{{ .Title }}</h1><p><time>{{ .Date.Format "2006-01-02" }}</time> {{ .Params.minutes }} min</p><ul>'
        '{{ range $k := slice "tags" "services" "causes" "severity" }}{{ range $.GetTerms $k }}<li>'
        '<a href="{{ .Permalink }}">{{ .LinkTitle }}</a></li>{{ end }}{{ end }}</ul><nav>{{ .TableOfContents }}</nav>'
        '{{ .Content }}{{ with .PrevInSection }}<a href="{{ .Permalink }}">{{ .Title }}</a>{{ end }}'
        '{{ with .NextInSection }}<a href="{{ .Permalink }}">{{ .Title }}</a>{{ end }}</article>'),
    "layouts/index.json": '[{{ range $i, $p := .Site.RegularPages }}{{ if $i }},{{ end }}'
                          '{{ dict "title" .Title "url" .Permalink "body" .Plain | jsonify }}{{ end }}]\n',
    "static/s.css": STYLE,
}
