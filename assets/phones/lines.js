// A written line. It stays on this phone until the room has it: over a reload, another language, a
// connection that is lost. What was begun in one phase of a round is there in the next one.
"use strict";
(() => {
  const { post, setOutcome, patience } = window.improv;
  const root = document.documentElement;
  const form = () => document.querySelector("form[data-send=line]");
  const field = () => document.getElementById("line-text");
  const STORE = `improv-lines:${root.dataset.prefix}`;

  // What is kept: the fields of the form, by its id, and whether they are to be sent, under which id.

  let kept = {};
  try { kept = JSON.parse(localStorage.getItem(STORE)) || {}; } catch { /* in this page alone */ }
  if (document.querySelector("main").dataset.joined !== "yes") kept = {};

  function store() {
    try { localStorage.setItem(STORE, JSON.stringify(kept)); } catch { /* in this page alone */ }
  }
  store();

  function keep(id, line) {
    if (line) kept[id] = line;
    else delete kept[id];
    store();
  }

  // Characters as people count them.

  const segmenter = window.Intl && Intl.Segmenter
    ? new Intl.Segmenter(undefined, { granularity: "grapheme" }) : null;
  const joined = /[\p{M}\u200d\ufe0f]|[\u{1f3fb}-\u{1f3ff}]/u;

  function length(text) {
    const clean = text.trim().replace(/\s+/g, " ");
    if (segmenter) return Array.from(segmenter.segment(clean)).length;
    return Array.from(clean).filter((one) => !joined.test(one)).length;
  }

  const figures = Array.from(root.dataset.figures || "");
  const inFigures = (number) => String(number).replace(/\d/g, (figure) => figures[figure] || figure);

  function count() {
    const text = field();
    if (!text) return 0;
    const left = Number(text.dataset.most) - length(text.value);
    const place = document.querySelector("#line-left [data-figures]");
    const words = left < 0 ? `\u2212${inFigures(-left)}` : inFigures(left);
    if (place.textContent !== words) place.textContent = words;
    text.setAttribute("aria-invalid", String(left < 0));
    return left;
  }

  // Sending: one request at a time, until the room has answered.

  const underway = new Set();

  async function deliver(id) {
    if (underway.has(id)) return; // what is on its way is followed by the newest
    underway.add(id);
    for (let tries = 0; kept[id] && kept[id].send; tries += 1) {
      const line = kept[id];
      outcome(id, tries ? "retrying" : "sending");
      const fields = new URLSearchParams(line.fields);
      fields.set("id", line.send);
      const answer = await post(`${root.dataset.prefix}/line`, fields);
      if (!answer || answer.refusal === "not_saved") {
        await new Promise((done) => setTimeout(done, patience(tries)));
      } else if (kept[id] === line) {
        settled(id, line, answer);
      } else {
        tries = -1; // changed in the meantime: that one counts
      }
    }
    underway.delete(id);
  }

  function settled(id, line, answer) {
    const here = document.getElementById(id);
    if (answer.ok) {
      keep(id, null);
      if (here) {
        here.dataset.busy = "";
        here.dataset.sent = new URLSearchParams(line.fields).get("text");
      }
      outcome(id, "done", here && !here.dataset.sent.trim()
        ? here.querySelector("[data-outcome]").dataset.taken : "");
      return;
    }
    if (answer.refusal === "unknown_voter") { keep(id, null); location.reload(); return; }
    const late = answer.refusal === "writing_closed";
    keep(id, late ? null : { ...line, send: "" });
    outcome(id, "refused", answer.words);
    if (late) document.getElementById("late").textContent = answer.words; // its form is gone
  }

  function outcome(id, name, words) {
    const here = document.getElementById(id);
    if (here) setOutcome(here, name, words);
  }

  function fieldsOf(here) {
    return new URLSearchParams(new FormData(here)).toString();
  }

  document.addEventListener("input", (event) => {
    const here = event.target.form;
    if (!here || here.dataset.send !== "line") return;
    const left = count();
    keep(here.id, { fields: fieldsOf(here), send: "" });
    const state = left < 0 ? "long" : "draft";
    if (here.dataset.state !== state) setOutcome(here, state);
  });

  document.addEventListener("submit", (event) => {
    const here = event.target;
    if (here.dataset.send !== "line") return;
    event.preventDefault();
    if (count() < 0) { setOutcome(here, "long"); return; }
    const dice = crypto.getRandomValues(new Uint32Array(3));
    const id = Array.from(dice, (n) => n.toString(36)).join("");
    keep(here.id, { fields: fieldsOf(here), send: id });
    here.dataset.busy = "yes";
    deliver(here.id);
  });

  // The page has come, or has followed the game.

  function settle() {
    const here = form();
    if (here && kept[here.id] && here.dataset.filled !== "yes") {
      const chosen = new URLSearchParams(kept[here.id].fields);
      field().value = chosen.get("text") || "";
      for (const one of here.querySelectorAll("[type=radio]")) {
        one.checked = chosen.get(one.name) === one.value;
      }
      here.dataset.busy = "yes";
      if (!kept[here.id].send) setOutcome(here, "draft");
    }
    if (here) {
      here.dataset.filled = "yes";
      document.getElementById("late").textContent = "";
    }
    count();
  }
  document.addEventListener("shown", settle);
  settle();
  for (const id of Object.keys(kept)) if (kept[id].send) deliver(id);
})();
