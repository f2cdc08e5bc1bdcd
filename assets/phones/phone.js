// The pages' script: news by server-sent events, forms without a reload. It has no words of its
// own: they come from the server, which makes the same pages for phones without a script.
"use strict";
(() => {
  const root = document.documentElement;
  const page = root.dataset.page;
  const notice = document.getElementById("connection");
  const jitter = (least, most) => least + Math.random() * (most - least);
  // ms until it is tried again. Soon at first: another process has a room in three seconds. Then
  // later and later, and never all at once: they are hundreds.
  const patience = (tries) => jitter(300, Math.min(5000, 1000 * 2 ** Math.max(0, tries - 6)));
  root.classList.add("scripted");

  // News. One stream; a newer tab of the same voter replaces it.

  const SILENCE = 40000; // ms; the server says something every 20 s
  let source = null;
  let lastEvent = 0;
  let failures = 0;
  let timer = 0;
  let wasLost = false;

  function showConnection(name) {
    if (!notice || notice.dataset.state === name) return;
    (notice.querySelector("p") || notice).textContent = name ? notice.dataset[name] : "";
    notice.dataset.state = name;
  }

  function connect() {
    clearTimeout(timer);
    if (source) source.close();
    const code = root.dataset.code ? `&c=${root.dataset.code}` : "";
    source = new EventSource(`${root.dataset.prefix}/api/events?page=${page}&parts=yes${code}`);
    lastEvent = Date.now();
    const parts = {}; // name -> HTML; a new stream begins with all of them
    const whole = (name) => parts[name].replace(/<!--([\w-]+)-->/g, (_, inner) => whole(inner));
    source.addEventListener("open", () => {
      failures = 0;
      lastEvent = Date.now();
      showConnection(wasLost ? "back" : "");
      if (wasLost) setTimeout(() => notice.dataset.state === "back" && showConnection(""), 4000);
      wasLost = false;
    });
    source.addEventListener("beat", () => { lastEvent = Date.now(); });
    source.addEventListener("page", (news) => {
      lastEvent = Date.now();
      Object.assign(parts, JSON.parse(news.data));
      show(whole("main"), Number(news.lastEventId));
    });
    source.addEventListener("replaced", () => {
      source.close();
      source = null;
      showConnection("replaced");
    });
    source.addEventListener("error", () => {
      source.close();
      failures += 1;
      if (failures > 1) { showConnection("lost"); wasLost = true; }
      if (failures > 2) reloadIfUnknown();
      reconnectIn(patience(failures));
    });
  }

  function reconnectIn(wait) {
    clearTimeout(timer);
    timer = setTimeout(() => { if (!document.hidden) connect(); }, wait);
  }

  async function reloadIfUnknown() { // the server answers, but its session is another one
    try {
      const answer = await fetch(`${root.dataset.prefix}/api/state?page=${page}`);
      const state = await answer.json();
      if (!(page === "host" ? "joined" in state : state.you)) location.reload();
    } catch { /* no answer: the stream tries again */ }
  }

  function wake() { // a phone that slept does not know that its stream is dead
    if (document.hidden || (notice && notice.dataset.state === "replaced")) return;
    reconnectIn(jitter(0, 600));
  }

  if (root.dataset.live === "yes") {
    connect();
    document.addEventListener("visibilitychange", wake);
    window.addEventListener("pageshow", (event) => { if (event.persisted) wake(); });
    window.addEventListener("online", wake);
    window.addEventListener("offline", () => { wasLost = true; showConnection("lost"); });
    window.addEventListener("pagehide", () => { if (source) source.close(); });
    setInterval(() => {
      if (source && !document.hidden && Date.now() - lastEvent > SILENCE) connect();
    }, 5000);
    if (notice) {
      notice.addEventListener("click", () => {
        if (notice.dataset.state === "replaced") { showConnection(""); connect(); }
      });
    }
  }

  // The page follows.

  const heading = () => document.querySelector("main h1");
  let title = heading() ? heading().textContent : "";

  // Why a name was refused is still to be read when the list shows that it is taken.
  if (page === "join") {
    Idiomorph.defaults.callbacks.beforeNodeRemoved = (old) =>
      !(old.nodeType === Node.TEXT_NODE && old.parentElement?.matches("#join [data-outcome]"));
  }
  let unseen = null; // the newest news, where a form that was busy has not seen it, and when it came

  function show(html, time) {
    const main = document.querySelector("main");
    if (main.dataset.joined === "yes" && html.includes('data-joined="no"')) { location.reload(); return; }
    const held = main.contains(document.activeElement);
    document.dispatchEvent(new Event("showing"));
    unseen = null;
    Idiomorph.morph(main, html, {
      morphStyle: "outerHTML",
      ignoreActiveValue: /INPUT|TEXTAREA|SELECT/.test(document.activeElement.tagName),
      callbacks: {
        // What a thumb is in the middle of is not taken away by news.
        beforeNodeMorphed: (old, fresh) => {
          const busy = old.dataset && old.dataset.busy === "yes" && fresh.dataset
            && old.getAttribute("id") === fresh.getAttribute("id")
            && old.dataset.key === fresh.dataset.key;
          if (busy) unseen = [html, time, Date.now()];
          return !busy;
        },
      },
    });
    document.title = document.querySelector("main").dataset.title;
    count(time);
    document.dispatchEvent(new Event("shown"));
    const now = heading();
    if (now && now.textContent !== title) {
      title = now.textContent;
      const news = document.getElementById("news");
      if (news) news.textContent = title;
      if (!held) window.scrollTo(0, 0);
    }
    if (held && now && document.activeElement === document.body) now.focus();
  }

  // Forms: sent at once, and again until they are answered.

  const ANSWER_TIMEOUT = 8000; // ms
  const UNKNOWN = "unknown_voter not_host"; // the page is of another session

  function setOutcome(form, name, words) {
    form.dataset.state = name;
    const outcome = form.querySelector("[data-outcome]");
    if (outcome) outcome.textContent = words || outcome.dataset[name] || "";
  }

  async function send(form, button) {
    const turn = String(Number(form.dataset.turn || 0) + 1);
    form.dataset.turn = turn;
    form.dataset.busy = "yes";
    const fields = new URLSearchParams(new FormData(form));
    if (button && button.name) fields.append(button.name, button.value);
    if (form.dataset.id === "yes") {
      const dice = crypto.getRandomValues(new Uint32Array(3));
      fields.set("id", Array.from(dice, (n) => n.toString(36)).join(""));
    }
    for (let tries = 0; form.isConnected && form.dataset.turn === turn; tries += 1) {
      setOutcome(form, tries ? "retrying" : "sending");
      const answer = await post(form.getAttribute("action"), fields);
      if (form.dataset.turn !== turn) return; // changed in the meantime: that one counts
      if (answer && (answer.ok || answer.refusal !== "not_saved")) {
        form.dataset.busy = "";
        if (!answer.ok) refused(form, answer);
        else if (form.dataset.then === "reload") location.reload();
        else if (form.dataset.then?.startsWith("/")) location.assign(form.dataset.then);
        else { setOutcome(form, "done"); if (form.dataset.then === "clear") form.reset(); }
        return;
      }
      await new Promise((done) => setTimeout(done, patience(tries)));
    }
  }

  function refused(form, answer) {
    const reloads = `${UNKNOWN} ${form.dataset.reload || ""}`.split(" ");
    if (reloads.includes(answer.refusal)) location.reload();
    else setOutcome(form, "refused", answer.words);
    if (page === "join" && unseen) { // a name that was taken: the list knew it before the answer
      const [html, time, came] = unseen;
      show(html, time + Date.now() - came);
    }
  }

  async function post(address, fields) {
    const control = new AbortController();
    const timeout = setTimeout(() => control.abort(), ANSWER_TIMEOUT);
    try {
      const reply = await fetch(address, {
        method: "POST",
        body: fields,
        headers: { Accept: "application/json" },
        signal: control.signal,
      });
      const body = await reply.json();
      if (reply.status >= 500) return null;
      return { ...body, ok: reply.ok };
    } catch {
      return null;
    } finally {
      clearTimeout(timeout);
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.dataset.send) return;
    event.preventDefault();
    const waits = form.dataset.state === "sending" || form.dataset.state === "retrying";
    const own = form.dataset.send === "change" || form.dataset.send === "line";
    if (!waits && !own) send(form, event.submitter);
  });

  document.addEventListener("input", (event) => { // half a line is not taken away by news
    const form = event.target.form;
    if (form && form.dataset.send) form.dataset.busy = "yes";
  });

  // A name in a long list, in any script: improv/phones/name_search.py is the same.

  const folded = (text) => text.normalize("NFKD").replace(/[\p{Mn}\p{Cf}]/gu, "").toLowerCase()
    .replace(/[يى]/g, "ی").replace(/ك/g, "ک").trim().split(/\s+/).join(" ");

  function find() {
    const field = document.getElementById("find-name");
    if (!field) return;
    const wanted = folded(field.value);
    let left = 0;
    for (const name of document.querySelectorAll(".names button")) {
      name.hidden = !folded(name.querySelector("bdi").textContent).includes(wanted);
      left += !name.hidden;
    }
    document.getElementById("nobody").hidden = left > 0;
  }

  document.addEventListener("input", (event) => {
    if (event.target.id !== "find-name") return;
    event.target.form.dataset.busy = "yes";
    find();
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "find") return;
    event.preventDefault();
    document.querySelector(".names button:not([hidden], [disabled])")?.focus();
  });
  document.addEventListener("shown", find);
  find();

  // Clocks: they run between two pieces of news. A sleeping phone's own clock goes on.

  const figures = Array.from(root.dataset.figures || "");
  const clocks = new Map(); // element -> [what was left when it came, when that was]

  function readClocks() {
    clocks.clear();
    for (const one of document.querySelectorAll("[data-left]")) {
      clocks.set(one, [Number(one.dataset.left), Date.now()]);
    }
    tick();
  }

  function tick() {
    for (const [one, [left, since]] of clocks) {
      if (one.dataset.runs !== "yes" && one.textContent) continue;
      const gone = one.dataset.runs === "yes" ? Date.now() - since : 0;
      const seconds = Math.ceil(Math.max(0, left - gone) / 1000);
      const minutes = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      const words = seconds || !one.dataset.over
        ? minutes.replace(/\d/g, (figure) => figures[figure]) : one.dataset.over;
      if (one.textContent !== words) one.textContent = words;
    }
  }

  function count(now) { // a page is made once for many phones: the time is told beside it
    for (const one of document.querySelectorAll("[data-ends]")) {
      one.dataset.left = Math.max(0, Number(one.dataset.ends) - now);
    }
    readClocks();
  }

  count(Number(root.dataset.now));
  setInterval(tick, 200);

  window.improv = { post, setOutcome, patience };
})();

// A text to keep. Pages without TLS have no clipboard of their own: what is selected is copied.

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const text = document.getElementById(button.dataset.copy);
  getSelection().selectAllChildren(text);
  let done = false;
  try { done = document.execCommand("copy"); } catch { /* it stays selected */ }
  const outcome = button.parentElement.querySelector(".outcome");
  outcome.textContent = done ? outcome.dataset.done : outcome.dataset.refused;
});
