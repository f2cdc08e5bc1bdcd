"""The preview's page: plain HTML that needs nothing but the pictures beside it.

Without its script it is a list of pictures. With it they are filtered by language, theme, size and
scene, and arrow keys browse them: up and down those of one scene.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from improv.locale import direction, phrase
from improv.look import STAGE
from improv.look.svg import mark_svg

FACETS = ("language", "theme", "size", "scene")


@dataclass(frozen=True, slots=True)
class PreviewImage:
    """An image on the page."""

    group: str
    """The heading that it stands under."""
    name: str
    file: str
    size: tuple[int, int]
    facets: tuple[str, str, str, str]
    """Its values of FACETS, by which the page filters."""


_STYLE = """
:root { color-scheme: dark; }
* { box-sizing: border-box; }
body { margin: 0; padding: 2rem clamp(1rem, 4vw, 4rem) 6rem; background: #140d20; color: #fff6e6;
  font: 1.05rem/1.5 system-ui, sans-serif; }
h1 { font-size: 2.2rem; margin: 0 0 .2rem; } h2 { margin: 2.5rem 0 1rem; color: #f6bd4f; }
p { color: #dccbd3; margin: 0; }
nav { position: sticky; top: 0; display: flex; flex-wrap: wrap; gap: .6rem; padding: .8rem 0;
  background: #140d20; }
select { font: inherit; padding: .35rem .6rem; border: 2px solid #4d3a57; border-radius: .5rem;
  background: #2c1d38; color: inherit; }
header { display: flex; align-items: center; gap: 1rem; } header svg { width: 3rem; flex: none; }
[hidden] { display: none !important; }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(19rem, 1fr)); gap: 1.2rem; }
figure { margin: 0; } figcaption { color: #dccbd3; font-size: .95rem; padding-top: .35rem; }
button { all: unset; display: block; cursor: zoom-in; border-radius: .5rem; overflow: hidden; }
button:focus-visible { outline: 3px solid #f6bd4f; outline-offset: 3px; }
img { display: block; width: 100%; height: auto; background: #000; }
dialog { border: 0; padding: 0; margin: auto; max-width: 100vw; max-height: 100vh;
  background: #000; color: inherit; }
dialog::backdrop { background: #000d; }
dialog img { width: auto; max-width: 100vw; max-height: calc(100vh - 3rem); }
dialog p { height: 3rem; line-height: 3rem; text-align: center; }
"""

_SCRIPT = """
const buttons = [...document.querySelectorAll("figure button")];
const picks = [...document.querySelectorAll("select")];
const over = document.querySelector("dialog");
const big = over.querySelector("img"), name = over.querySelector("p");
const ahead = document.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
const behind = document.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
let all = buttons, at = 0;
const traits = (button) => button.parentElement.dataset;
function filter() {
  all = buttons.filter((button) => {
    const fits = picks.every((p) => !p.value || traits(button)[p.name] === p.value);
    button.parentElement.hidden = !fits;
    return fits;
  });
  for (const part of document.querySelectorAll("section"))
    part.hidden = !part.querySelector("figure:not([hidden])");
}
function show(i) {
  if (!all.length) return;
  at = (i + all.length) % all.length;
  const small = all[at].querySelector("img"), of = traits(all[at]);
  big.src = small.src; big.alt = small.alt;
  name.textContent = [small.alt, of.language, of.theme, of.size, `${at + 1} / ${all.length}`]
    .join("  ·  ");
  if (!over.open) over.showModal();
}
function alike(step) {
  const scene = traits(all[at]).scene;
  let i = at;
  do i = (i + step + all.length) % all.length; while (traits(all[i]).scene !== scene);
  show(i);
}
buttons.forEach((button) => button.addEventListener("click", () => show(all.indexOf(button))));
picks.forEach((pick) => pick.addEventListener("change", filter));
over.addEventListener("close", () => all[at].focus());
over.addEventListener("click", () => over.close());
document.addEventListener("keydown", (event) => {
  if (event.target.tagName === "SELECT") return;
  if (event.key === ahead || event.key === "PageDown") show(over.open ? at + 1 : 0);
  else if (event.key === behind || event.key === "PageUp") show(over.open ? at - 1 : 0);
  else if (over.open && event.key === "ArrowDown") alike(1);
  else if (over.open && event.key === "ArrowUp") alike(-1);
  else return;
  event.preventDefault();
});
filter();
"""


def page(title: str, language: str, images: Sequence[PreviewImage]) -> str:
    """The whole page. Titles and names may hold anything: they are escaped."""
    grouped: dict[str, list[PreviewImage]] = {}
    for image in images:
        grouped.setdefault(image.group, []).append(image)
    groups = "\n".join(_group(name, group) for name, group in grouped.items())
    picks = "\n".join(
        _pick(name, list(dict.fromkeys(image.facets[i] for image in images)))
        for i, name in enumerate(FACETS)
    )
    heading = escape(title)
    how = escape(phrase(language, "preview.how"))
    return f"""<!doctype html>
<html lang="{escape(language)}" dir="{direction(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{heading}</title>
<style>{_STYLE}</style>
</head>
<body>
<header>{mark_svg(STAGE)}<div><h1>{heading}</h1>
<p>{how}</p></div></header>
<nav>{picks}</nav>
{groups}
<dialog><img src="data:," alt=""><p></p></dialog>
<script>{_SCRIPT}</script>
</body>
</html>
"""


def _pick(name: str, values: Sequence[str]) -> str:
    """A choice between the values; none where there is nothing to choose.

    It needs no words: what stands for all of them is all of them, or the first and the last.
    """
    if len(values) < 2:
        return ""
    whole = escape(" / ".join(values if len(values) < 6 else (values[0], "…", values[-1])))
    options = "".join(f"<option>{escape(value)}</option>" for value in values)
    return (
        f'<select name="{name}" aria-label="{whole}"><option value="">{whole}</option>'
        f"{options}</select>"
    )


def _group(heading: str, images: Sequence[PreviewImage]) -> str:
    figures = "\n".join(map(_figure, images))
    return f'<section><h2>{escape(heading)}</h2>\n<div class="grid">\n{figures}\n</div></section>'


def _figure(image: PreviewImage) -> str:
    width, height = image.size
    traits = " ".join(
        f'data-{name}="{escape(value)}"' for name, value in zip(FACETS, image.facets, strict=True)
    )
    return (
        f'<figure {traits}><button type="button"><img loading="lazy" width="{width}" '
        f'height="{height}" src="{escape(image.file)}" alt="{escape(image.name)}"></button>'
        f"<figcaption><bdi>{escape(image.name)}</bdi></figcaption></figure>"
    )
