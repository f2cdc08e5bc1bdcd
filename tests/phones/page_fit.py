"""Scripts that look at a phone's page: what is too small, cut, too high or too wide.

They run in every engine, so they use nothing that only one has.
"""

from typing import Any

from tests.phones.browser import LANGUAGES

SMALL_TARGETS = """() => [...document.querySelectorAll(
    'button, a.button, summary, textarea, select, input:not([type=hidden])')]
  .filter((one) => one.checkVisibility())
  .map((one) => (one.labels && one.labels[0] && one.matches('[type=radio], [type=checkbox]'))
    ? one.labels[0] : one)
  .filter((one) => { const box = one.getBoundingClientRect();
    return box.width < 47.9 || box.height < 47.9; })
  .map((one) => one.outerHTML.slice(0, 80))"""
"""What a thumb would miss: under 48 px."""

CUT = """() => [...document.querySelectorAll('main *, summary')]
  .filter((one) => one.checkVisibility() && !one.closest('svg, progress, .unseen'))
  .filter((one) => !one.matches('.card.business, .card.twist'))  // awning and teeth hang out
  .filter((one) => { const box = one.getBoundingClientRect();
    return box.width && (box.left < -0.5 || box.right > innerWidth + 0.5
      || one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline'
        && one.clientWidth); })
  .map((one) => one.outerHTML.slice(0, 80))"""
"""What is cut, or outside the screen."""

TALL = "() => document.documentElement.scrollHeight - innerHeight"
"""By how many px it scrolls."""

SPOKEN = """async (language) => {  // as the server makes it
  const reply = await fetch(location.href, {headers: {'Accept-Language': language}});
  const other = new DOMParser().parseFromString(await reply.text(), 'text/html');
  const root = document.documentElement;
  window.kept ??= [document.querySelector('main'), root.lang, root.dir];
  document.querySelector('main').replaceWith(document.adoptNode(other.querySelector('main')));
  for (const name of ['lang', 'dir']) root[name] = other.documentElement[name];
  document.dispatchEvent(new Event('shown')); }"""
"""Show the page in another language, until RESTORE."""

RESTORE = """() => {
  const [main, lang, dir] = window.kept;
  document.querySelector('main').replaceWith(main);
  Object.assign(document.documentElement, {lang, dir});
  window.kept = null; }"""
"""Show the page as it was."""

OPEN = """(at) => {
  for (const one of document.querySelectorAll('details')) one.open = one.matches(at); }"""
"""Open the drawers with that selector, and shut the others."""

LONG_WORDS = """(word) => {  // beside all words that are there; figures and icons have their room
  const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (walk.nextNode())
    if (/\\p{L}{2}/u.test(walk.currentNode.data)
        && !walk.currentNode.parentElement.closest('.bar, span.secret'))
      walk.currentNode.data += ` ${word}`; }"""
"""Put a word that no rule breaks into every line; the remote's bar and pills have our own words."""

WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenhaltermanufaktur"

WIDE = """() => {
  const root = document.documentElement;
  const over = Math.max(root.scrollWidth, document.body.scrollWidth) - innerWidth;
  const out = [...document.querySelectorAll('body *')].filter((one) => {
    if (!one.getClientRects().length || one.closest('svg, .unseen')) return false;
    const box = one.getBoundingClientRect();
    return box.width && (box.left < -0.5 || box.right > innerWidth + 0.5); });
  const found = out.map((one) => one.outerHTML.slice(0, 80));
  return over > 0 ? [`by ${over} px`, ...found] : found; }"""
"""What stands out of the screen, sideways."""

BROKEN = """() => {
  const broken = [];
  const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walk.nextNode()) {
    const text = walk.currentNode;
    if (text.parentElement.closest('.unseen')) continue;
    for (const word of text.data.matchAll(/[\\p{L}\\p{M}\\p{N}\u200c]+/gu)) {
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = [...range.getClientRects()].filter((one) => one.width);
      if (lines.some((one) => one.top > lines[0].bottom - 2)) broken.push(word[0]);
    }
  }
  return broken; }"""
"""Words that stand on two lines."""

NEXT_AND_LAST = """() => {
  const box = (one) => one.getBoundingClientRect();
  const button = document.getElementById('next-go');
  const wrong = [];
  const see = (where) => {
    const { top, left, bottom, right, height } = box(button);
    if (top < 0 || left < 0 || bottom > innerHeight + 0.5 || right > innerWidth + 0.5) {
      wrong.push(`out of sight at the ${where}: ${[left, top, right, bottom].map(Math.round)}`);
    }
    const middle = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    if (!button.contains(middle)) wrong.push(`covered at the ${where}`);
    if (height < 47.9) wrong.push(`small: ${height}`);
  };
  scrollTo(0, 0);
  see('top');
  scrollTo(0, 1e6);
  see('end');
  const bar = document.querySelector('.bar');
  const edge = getComputedStyle(bar).display === 'contents' ? button : bar;
  const rest = [...document.querySelectorAll('.game > :not(.bar), .drawers, .bar > *')]
    .filter((one) => !one.contains(button) && !edge.contains(one) && one.checkVisibility());
  const beside = (one) => box(one).right <= box(edge).left || box(one).left >= box(edge).right;
  for (const one of rest) {
    const under = box(one).bottom > box(edge).top + 1 && !beside(one);
    if (under) wrong.push(`over ${one.outerHTML.slice(0, 60)}`);
  }
  scrollTo(0, 0);
  return wrong; }"""
"""What is wrong with the remote's Next, at both ends of the page: unseen, covered, over words."""

UNFIT = f"""async ([languages, word]) => {{
  const found = [];
  for (const language of languages) {{
    await ({SPOKEN})(language);
    found.push(...({BROKEN})().map((one) => `${{language}}, broken: ${{one}}`));
    ({LONG_WORDS})(word);
    found.push(...({WIDE})().map((one) => `${{language}}, wide: ${{one}}`));
  }}
  ({RESTORE})();
  return found; }}"""
"""What of a page does not fit, in many languages, with words of any length."""


def unfit(page: Any) -> list[str]:
    """What a screen 320 px wide does not hold of a phone's page."""
    page.set_viewport_size({"width": 320, "height": 568})
    found: list[str] = page.evaluate(UNFIT, [list(LANGUAGES), WORD])
    page.set_viewport_size({"width": 360, "height": 640})
    return found
