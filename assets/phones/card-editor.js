"use strict";
/* The editor of a pack's cards: finds, opens, checks while somebody writes, saves. What is right is
   known by the server alone; this keeps what is written until the server has it. */

const said = document.getElementById("said");
const why = document.getElementById("why");
const list = document.getElementById("list");
const place = document.getElementById("form");
const cards = document.getElementById("cards");
const more = document.getElementById("more");
const words = document.body.dataset;
const prefix = words.prefix;
let news = JSON.parse(words.news);
let form = null;
let clean = ""; // the form as it was kept last
let asked = 0; // the newest question about cards
let hidden = new Set(JSON.parse(sessionStorage.getItem("hidden") || "[]"));

// Talking to the server.

async function post(path, given) {
  let response;
  try {
    response = await fetch(`${prefix}/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(given || {}),
    });
  } catch {
    return { status: 0, payload: { why: words.over } };
  }
  const payload = await response.json().catch(() => ({}));
  if (!response.ok && !payload.why) payload.why = payload.words || words.over;
  return { status: response.status, payload };
}

async function part(path, values) {
  const response = await fetch(`${prefix}/${path}?${new URLSearchParams(values)}`);
  return response.ok ? response.text() : null;
}

function tell(text) {
  said.textContent = text;
}

function complain(payload) {
  why.replaceChildren();
  if (!payload) return;
  why.append(payload.why);
  if (payload.lines && payload.lines.length) {
    const lines = document.createElement("ul");
    for (const line of payload.lines) {
      const item = document.createElement("li");
      item.dir = "auto";
      item.textContent = line;
      lines.append(item);
    }
    why.append(lines);
  }
  why.focus();
  why.scrollIntoView({ block: "nearest" });
}

function learn(payload) {
  const changed = payload.version !== undefined && payload.version !== news.version;
  news = { ...news, ...payload };
  for (const [name, card] of [["undo", news.undo], ["redo", news.redo]]) {
    const button = document.querySelector(`[data-do=${name}]`);
    if (button) button.disabled = !card;
  }
  return changed;
}

// The cards.

const value = (id) => document.getElementById(id).value;

async function find(first = 0) {
  const question = ++asked;
  const html = await part("cards", { q: value("q"), kind: value("kind"), language: value("language"), first }).catch(() => null);
  if (html === null) return tell(words.over);
  if (question !== asked) return;
  if (!first) cards.replaceChildren();
  cards.querySelector(".found")?.remove();
  cards.insertAdjacentHTML("beforeend", html);
  count();
}

/* The same question again: as many cards are shown as before. */
async function refresh() {
  const wanted = cards.querySelectorAll("a").length;
  await find();
  while (cards.querySelectorAll("a").length < wanted && !more.hidden) {
    await find(cards.querySelector(".found").dataset.more);
  }
}

function count() {
  const found = cards.querySelector(".found");
  document.getElementById("count").textContent = found.textContent;
  more.hidden = found.dataset.more === "0";
}

let waiting = 0;
function soon(what, after) {
  clearTimeout(waiting);
  waiting = setTimeout(what, after);
}

document.getElementById("search").addEventListener("submit", (event) => event.preventDefault());
document.getElementById("q").addEventListener("input", () => soon(() => find(), 150));
for (const id of ["kind", "language"]) document.getElementById(id).addEventListener("change", () => find());
more.addEventListener("click", () => find(cards.querySelector(".found").dataset.more));
new IntersectionObserver((seen) => {
  if (seen.some((one) => one.isIntersecting) && !more.hidden) more.click();
}, { rootMargin: "600px" }).observe(more);
document.getElementById("new")?.addEventListener("change", (event) => {
  location.hash = `#new=${event.target.value}`;
  event.target.value = "";
});

// A form.

function written() {
  const fields = {};
  for (const field of form.querySelectorAll("[data-field]")) {
    const name = field.dataset.field;
    if ("several" in field.dataset) {
      fields[name] = [...field.querySelectorAll(".chosen li")].map((one) => one.dataset.value);
    } else {
      const given = field.querySelector("input, select").value;
      const usual = given === field.dataset.usual && !(was() && was().fields[name]);
      fields[name] = usual ? "" : given;
    }
  }
  fields.kind = form.dataset.kind;
  const said = {};
  for (const text of form.querySelectorAll("[data-text]")) {
    for (const one of text.querySelectorAll("textarea")) {
      (said[one.lang] ||= {})[text.dataset.text] = one.value;
    }
  }
  const kept = was();
  if (kept) { // what the form has no field for stays
    for (const [name, given] of Object.entries(kept.fields)) if (!(name in fields)) fields[name] = given;
    for (const [tag, texts] of Object.entries(kept.words)) {
      for (const [name, given] of Object.entries(texts)) if (!(name in (said[tag] ||= {}))) said[tag][name] = given;
    }
  }
  return { fields, words: said };
}

const was = () => (form.dataset.was ? JSON.parse(form.dataset.was) : null);
const unsaved = () => form && !words.readonly && JSON.stringify(written()) !== clean;

async function open(id, values) {
  const html = await part("card", { ...values, language: value("language") }).catch(() => null);
  if (html === null) {
    location.hash = "";
    return tell(words.over);
  }
  complain(null);
  place.innerHTML = html;
  form = place.querySelector("form");
  clean = form.dataset.card ? JSON.stringify(written()) : "";
  list.hidden = true;
  place.hidden = false;
  for (const one of form.querySelectorAll("textarea")) grow(one);
  show();
  scrollTo(0, 0);
  (form.dataset.card ? form.querySelector("h2") : form.querySelector("textarea")).focus();
  if (form.dataset.card) check();
}

function close() {
  form = null;
  place.replaceChildren();
  place.hidden = true;
  list.hidden = false;
}

function grow(text) {
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight + 4}px`;
  const left = text.dataset.most - [...text.value.trim()].length;
  const near = left < Math.max(20, text.dataset.most / 5);
  text.parentElement.querySelector(".left").textContent = near && left >= 0 ? words.left.replace("0", left.toLocaleString(document.documentElement.lang)) : "";
}

/* Which languages are side by side. */
function show() {
  const tags = [...form.querySelectorAll("[data-toggle]")];
  if (tags.length && tags.every((one) => hidden.has(one.dataset.toggle))) hidden.clear();
  if (tags.length && !sessionStorage.getItem("hidden") && innerWidth < 700) {
    hidden = new Set(tags.map((one) => one.dataset.toggle).filter((tag) => tag !== value("language")));
  }
  for (const tag of tags) tag.setAttribute("aria-pressed", !hidden.has(tag.dataset.toggle));
  for (const one of form.querySelectorAll("[data-in]")) one.hidden = tags.length > 0 && hidden.has(one.dataset.in);
  for (const one of form.querySelectorAll("textarea")) grow(one);
}

// What is wrong, beside its field.

let checking = 0;
async function check() {
  const question = ++checking;
  const { status, payload } = await post("check", { card: form.dataset.card, card_is: written() });
  if (!form || question !== checking) return;
  if (status !== 200) return complain(payload);
  if (why.textContent === words.over) complain(null);
  for (const [tag, html] of Object.entries(payload.faces)) {
    const face = form.querySelector(`[data-face="${tag}"]`);
    if (face) face.innerHTML = html;
  }
  point(payload.problems, false);
}

function holder(language, field) {
  if (!language) return form.querySelector(`[data-field="${field}"]`);
  const text = form.querySelector(`[data-text="${field}"]`);
  return text && text.querySelector(`[data-in="${language}"]`);
}

/* `all`: also what is only not written yet. */
function point(problems, all) {
  const shown = form.dataset.all || all ? problems : problems.filter((one) => !one.needed);
  if (all) form.dataset.all = "yes";
  for (const one of form.querySelectorAll(".problem")) {
    one.hidden = true;
    one.replaceChildren();
    one.parentElement.querySelector("input, select, textarea")?.removeAttribute("aria-invalid");
  }
  const others = [];
  for (const one of shown) {
    const inside = holder(one.language, one.field);
    if (!inside) {
      others.push(one.what);
      continue;
    }
    const told = inside.querySelector(".problem");
    told.hidden = false;
    told.append(one.what);
    if (one.remedy) {
      const remedy = document.createElement("span");
      remedy.textContent = one.remedy;
      told.append(remedy);
    }
    const input = inside.querySelector("input, select, textarea");
    input?.setAttribute("aria-invalid", "true");
  }
  return { first: form.querySelector("[aria-invalid=true]"), others };
}

// What is pressed.

async function save() {
  const button = form.querySelector("[data-do=save]");
  if (!button || button.disabled) return;
  button.disabled = true;
  clearTimeout(waiting);
  const now = written();
  const { status, payload } = await post("save", { card: form.dataset.card, card_was: was(), card_is: now });
  button.disabled = false;
  tell("");
  complain(null);
  for (const one of form.querySelectorAll(".theirs")) one.remove();
  if (status === 200) {
    clean = JSON.stringify(now);
    learn(payload);
    tell(words.saved);
    for (const one of form.querySelectorAll("textarea")) one.defaultValue = one.value;
    if (form.dataset.card) {
      form.dataset.was = JSON.stringify(payload.now);
      clean = JSON.stringify(written());
      point([], false);
      delete form.dataset.all;
    } else {
      clean = null;
      form = null;
      location.hash = `#${encodeURIComponent(payload.card)}`;
    }
    refresh();
    return;
  }
  if (status === 422 && payload.problems.length) {
    const { first, others } = point(payload.problems, true);
    complain({ why: payload.why, lines: [...others, ...payload.lines] });
    if (first) {
      const apart = first.closest("details");
      if (apart) apart.open = true;
      const tag = first.closest("[data-in]")?.dataset.in;
      if (tag && hidden.has(tag)) toggle(tag);
      first.focus();
    }
    return;
  }
  complain(payload);
  if (status === 409 && payload.now) compare(payload.now);
  else if (status === 409 && "now" in payload) form.dataset.was = ""; // it is gone: saving makes it anew
}

/* Both versions: what the file has now stands beside what was written. */
function compare(theirs) {
  const mine = written();
  for (const [tag, texts] of Object.entries(mine.words)) {
    for (const [name, text] of Object.entries(texts)) {
      const other = theirs.words[tag]?.[name] || "";
      if (other !== text.trim()) beside(holder(tag, name), other, () => {
        const input = holder(tag, name).querySelector("textarea");
        input.value = other;
        grow(input);
      });
    }
  }
  for (const [name, given] of Object.entries(mine.fields)) {
    const other = theirs.fields[name] || (Array.isArray(given) ? [] : "");
    if (String(other) === String(given)) continue;
    beside(form.querySelector(`[data-field="${name}"]`), String(other), () => {
      const field = form.querySelector(`[data-field="${name}"]`);
      if (Array.isArray(given)) {
        field.querySelector(".chosen").replaceChildren();
        for (const one of [].concat(other)) choose(field, one);
      } else field.querySelector("input, select").value = other || field.dataset.usual;
    });
  }
  form.dataset.was = JSON.stringify(theirs);
}

function beside(inside, text, take) {
  if (!inside) return;
  const told = document.createElement("div");
  told.className = "theirs";
  const label = document.createElement("p");
  label.textContent = words.theirs;
  const other = document.createElement("p");
  other.dir = "auto";
  other.textContent = text || words.empty;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words.take;
  button.addEventListener("click", () => {
    take();
    told.remove();
    soon(check, 10);
  });
  told.append(label, other, button);
  inside.append(told);
}

function choose(field, one) {
  if (!one || [...field.querySelectorAll(".chosen li")].some((there) => there.dataset.value === one)) return;
  const item = document.createElement("li");
  item.dataset.value = one;
  const name = document.createElement("span");
  name.dir = "auto";
  const option = [...field.querySelectorAll("select option")].find((there) => there.value === one);
  name.textContent = option ? option.textContent : one;
  const drop = document.createElement("button");
  drop.type = "button";
  drop.dataset.do = "drop";
  drop.setAttribute("aria-label", words.drop.replace("0", one));
  drop.textContent = "×";
  item.append(name, drop);
  field.querySelector(".chosen").append(item);
}

function toggle(tag) {
  if (hidden.has(tag)) hidden.delete(tag);
  else hidden.add(tag);
  sessionStorage.setItem("hidden", JSON.stringify([...hidden]));
  show();
}

async function step(path) {
  const { status, payload } = await post(path);
  complain(status === 200 ? null : payload);
  if (status !== 200) return;
  learn(payload);
  tell(payload.why || "");
  if (!form) {
    await refresh();
    (document.querySelector(`a[href="#${CSS.escape(encodeURIComponent(payload.card))}"]`) || document.getElementById("q")).focus();
  } else route();
}

async function remove(button) {
  if (!confirm(button.dataset.sure)) return;
  const { status, payload } = await post("save", { card: form.dataset.card, card_was: was(), card_is: null });
  if (status !== 200) {
    complain(payload);
    if (payload.now) compare(payload.now);
    return;
  }
  learn(payload);
  clean = null;
  form = null;
  location.hash = "";
  tell(words.removed);
  refresh();
}

async function play() {
  complain(null);
  const { status, payload } = await post("play", { card: form.dataset.card, language: value("language") });
  if (status !== 200) return complain(payload);
  tell(words.plays);
  news.trial = payload.trial;
  soon(follow, 700);
}

/* What becomes of the card that is played. */
async function follow() {
  const fresh = await hear();
  if (!fresh) return;
  const trial = fresh.trial;
  if (trial.lines.length) {
    tell("");
    complain({ why: trial.lines[0], lines: trial.lines.slice(1) });
  } else if (trial.card) {
    said.replaceChildren(words.plays);
    for (const [text, address] of trial.links) {
      const link = document.createElement("a");
      link.href = address;
      link.target = "_blank";
      link.rel = "noopener";
      link.textContent = text;
      said.append(" · ", link);
    }
    setTimeout(follow, 1500);
  } else tell(words.ended);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do], [data-toggle]");
  if (!button) return;
  if (button.dataset.toggle) return toggle(button.dataset.toggle);
  const field = button.closest("[data-field]");
  switch (button.dataset.do) {
    case "save": event.preventDefault(); return save();
    case "undo": case "redo": return step(button.dataset.do);
    case "remove": return remove(button);
    case "play": return play();
    case "duplicate": location.hash = `#like=${encodeURIComponent(form.dataset.card)}`; return;
    case "drop": {
      button.closest("li").remove();
      field.querySelector("input, select")?.focus();
      return soon(check, 10);
    }
    case "add": return add(field);
    case "copy": return copy();
  }
});

function add(field) {
  const input = field.querySelector("input");
  choose(field, input.value.trim());
  input.value = "";
  input.focus();
  soon(check, 10);
}

async function copy() {
  const { status, payload } = await post("copy");
  if (status !== 200) return complain(payload);
  location.reload();
}

document.addEventListener("change", (event) => {
  const field = event.target.closest("[data-field][data-several]");
  if (field && event.target.tagName === "SELECT") {
    choose(field, event.target.value);
    event.target.value = "";
  }
  if (form && form.contains(event.target)) soon(check, 10);
});
/* How a text is read aloud is written for its words: it goes with them, and comes back with them. */
function reread(text) {
  const name = text.closest("[data-text]").dataset.text;
  const spoken = holder(text.lang, `say.${name}`)?.querySelector("textarea");
  if (!spoken || !spoken.defaultValue) return false;
  if (text.value.trim() === text.defaultValue.trim()) spoken.value ||= spoken.defaultValue;
  else if (spoken.value === spoken.defaultValue) spoken.value = "";
  else return false;
  return !spoken.value;
}

document.addEventListener("input", (event) => {
  if (!form || !form.contains(event.target)) return;
  tell("");
  if (event.target.tagName === "TEXTAREA") {
    grow(event.target);
    if (reread(event.target)) tell(words.reread);
  }
  soon(check, 350);
});
document.addEventListener("submit", (event) => {
  event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  const ctrl = event.ctrlKey || event.metaKey;
  if (ctrl && event.code === "KeyS" && form) {
    event.preventDefault();
    save();
  } else if (event.key === "Enter" && event.target.matches(".add input")) {
    event.preventDefault();
    add(event.target.closest("[data-field]"));
  } else if (event.key === "Enter" && event.target.matches("textarea") && !ctrl) {
    event.preventDefault(); // a text is one paragraph
  } else if (event.key === "Escape" && form && !event.isComposing) {
    location.hash = "";
  } else if (event.key === "/" && !form && !event.target.matches("input, textarea, select")) {
    event.preventDefault();
    document.getElementById("q").focus();
  }
});

// Where somebody is: the address says it, so that the browser's own Back works.

let here = location.hash;
let back = "";
function route() {
  const hash = location.hash.slice(1);
  if (!hash) {
    const opened = form && form.dataset.card;
    close();
    const link = document.querySelector(`a[href="${back}"]`);
    if (link) link.focus();
    else if (opened) document.getElementById("q").focus();
  } else if (hash.startsWith("new=")) open("", { kind: hash.slice(4) });
  else if (hash.startsWith("like=")) open("", { like: decodeURIComponent(hash.slice(5)) });
  else open(hash, { id: decodeURIComponent(hash) });
}
addEventListener("hashchange", () => {
  if (location.hash === here) return;
  if (unsaved() && !confirm(words.unsaved)) {
    history.replaceState(null, "", here || location.pathname);
    return;
  }
  back = here;
  here = location.hash;
  tell("");
  complain(null);
  route();
});
addEventListener("beforeunload", (event) => {
  if (unsaved()) event.preventDefault();
});

// What happens elsewhere: the files were changed, the program has ended.

async function hear() {
  const response = await fetch(`${prefix}/news`).catch(() => null);
  if (!response || !response.ok) {
    if (why.textContent !== words.over) complain({ why: words.over });
    return null;
  }
  const fresh = await response.json();
  if (why.textContent === words.over) complain(null);
  if (learn(fresh)) {
    refresh();
    if (form && form.dataset.was) meanwhile(form.dataset.card);
  }
  if (fresh.lines.length && !form) complain({ why: fresh.lines[0], lines: fresh.lines.slice(1) });
  return fresh;
}
/* The pack was changed beneath a form: another card's change is none of its business. */
async function meanwhile(card) {
  const html = await part("card", { id: card, language: value("language") }).catch(() => null);
  if (!form || form.dataset.card !== card) return;
  const page = document.createElement("template");
  page.innerHTML = html || "";
  const now = page.content.querySelector("form")?.dataset.was;
  if (now === form.dataset.was) return;
  if (now && !unsaved()) return open("", { id: card });
  complain({ why: now ? words.changed : words.gone });
  if (now) compare(JSON.parse(now));
  else form.dataset.was = "";
}
setInterval(hear, 5000);

learn(news);
count();
if (here) route();
