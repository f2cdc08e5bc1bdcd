"""The preview's page: plain HTML that needs nothing but the pictures beside it.

Without a script it is a list of pictures; with one, arrow keys leaf through them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from improv.locale import direction, phrase


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture on the page: in which group, what it is called, and its file."""

    group: str
    name: str
    file: str


_STYLE = """
:root { color-scheme: dark; }
* { box-sizing: border-box; }
body { margin: 0; padding: 2rem clamp(1rem, 4vw, 4rem) 6rem; background: #140d20; color: #fff6e6;
  font: 1.05rem/1.5 system-ui, sans-serif; }
h1 { font-size: 2.2rem; margin: 0 0 .2rem; } h2 { margin: 2.5rem 0 1rem; color: #f6bd4f; }
p { color: #dccbd3; margin: 0; }
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
const all = [...document.querySelectorAll("figure button")];
const over = document.querySelector("dialog");
const big = over.querySelector("img"), name = over.querySelector("p");
const ahead = document.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
const behind = document.dir === "rtl" ? "ArrowRight" : "ArrowLeft";
let at = 0;
function show(i) {
  at = (i + all.length) % all.length;
  const small = all[at].querySelector("img");
  big.src = small.src; big.alt = small.alt;
  name.textContent = `${small.alt}  ${at + 1} / ${all.length}`;
  if (!over.open) over.showModal();
}
all.forEach((button, i) => button.addEventListener("click", () => show(i)));
over.addEventListener("close", () => all[at].focus());
over.addEventListener("click", () => over.close());
document.addEventListener("keydown", (event) => {
  if (event.key === ahead || event.key === "PageDown") show(over.open ? at + 1 : 0);
  else if (event.key === behind || event.key === "PageUp") show(over.open ? at - 1 : 0);
  else return;
  event.preventDefault();
});
"""


def page(title: str, language: str, size: tuple[int, int], shown: Sequence[Shown]) -> str:
    """The whole page. Titles and names may hold anything: they are escaped."""
    groups = "\n".join(
        _group(_heading(language, group), size, list(pictures))
        for group, pictures in groupby(
            sorted(shown, key=lambda one: _order(shown, one.group)), key=lambda one: one.group
        )
    )
    said = escape(title)
    how = escape(phrase(language, "preview.how"))
    return f"""<!doctype html>
<html lang="{escape(language)}" dir="{direction(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{said}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>{said}</h1>
<p>{how}</p>
{groups}
<dialog><img src="data:," alt=""><p></p></dialog>
<script>{_SCRIPT}</script>
</body>
</html>
"""


def _order(shown: Sequence[Shown], group: str) -> int:
    """Groups come in the order of their first pictures."""
    return next(i for i, one in enumerate(shown) if one.group == group)


def _heading(language: str, group: str) -> str:
    return phrase(language, "preview.scenes" if group == "scenes" else f"kind.{group}")


def _group(heading: str, size: tuple[int, int], pictures: Sequence[Shown]) -> str:
    width, height = size
    figures = "\n".join(
        f'<figure><button type="button"><img loading="lazy" width="{width}" height="{height}" '
        f'src="{escape(one.file)}" alt="{escape(one.name)}"></button>'
        f"<figcaption><bdi>{escape(one.name)}</bdi></figcaption></figure>"
        for one in pictures
    )
    return f'<h2>{escape(heading)}</h2>\n<div class="grid">\n{figures}\n</div>'
