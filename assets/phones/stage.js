// The stage's script: news by server-sent events, the clock, the word that is being said, and words
// as large as their boxes allow. It has no words of its own, and asks for nothing but news, unless
// its browser is a host's: then a clicker's keys steer.
"use strict";
(() => {
  const root = document.documentElement;
  const speed = Number(root.dataset.speed) || 1; // ms of the session a ms of ours
  const main = () => document.getElementById("main");
  root.classList.add("scripted");

  // What time it is: what was left when the page came, and how long ago that was.

  const number = (text) => (text === "" || text === undefined || text === null ? null : Number(text));
  let times = { at: performance.now(), left: number(root.dataset.left), said: number(root.dataset.said) };
  const elapsed = () => (main().dataset.paused ? 0 : (performance.now() - times.at) * speed);

  // The clock: its ring runs by itself, its figures once a second.

  let ticking = 0;

  function startClock() {
    const clock = document.querySelector(".clock[data-total]");
    if (!clock || times.left === null || clock.classList.contains("over")) return;
    const total = Number(clock.dataset.total);
    const left = Math.max(0, times.left - elapsed());
    const ring = clock.querySelector(".ring");
    ring.style.animationName = "empties";
    ring.style.animationDuration = `${total / speed}ms`;
    ring.style.animationTimingFunction = `steps(${clock.dataset.steps})`;
    if (ring.getAnimations) {
      for (const one of ring.getAnimations()) one.currentTime = (total - left) / speed;
    } else { // a browser of 2020: begun anew, in its middle
      ring.style.animationName = "none";
      ring.getBoundingClientRect();
      ring.style.animationDelay = `${(left - total) / speed}ms`;
      ring.style.animationName = "empties";
    }
    tick();
  }

  function tick() {
    clearTimeout(ticking);
    const clock = document.querySelector(".clock:not(.over)");
    if (!clock || times.left === null) return;
    const left = Math.max(0, times.left - elapsed());
    const seconds = Math.ceil(left / 1000);
    const plain = seconds < 60 ? `${seconds}`
      : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    const digits = Array.from(clock.dataset.digits);
    const face = clock.querySelector(".face");
    const words = plain.replace(/[0-9]/g, (figure) => digits[figure]);
    if (face.textContent !== words) face.textContent = words;
    face.classList.toggle("long", seconds >= 60);
    if (left > 0 && !main().dataset.paused) {
      ticking = setTimeout(tick, (left - (seconds - 1) * 1000) / speed + 5);
    }
  }

  // The word that is being said.

  let reading = 0;

  function markWord() {
    clearTimeout(reading);
    const { words, lasts } = main().dataset;
    if (!words || times.said === null) return;
    const after = times.said + elapsed();
    const begins = words.split(" ").map(Number);
    const at = after < Number(lasts) ? begins.filter((begin) => begin <= after).length - 1 : -1;
    const lines = new Set(Array.from(document.querySelectorAll("main .word"), (one) => one.parentElement));
    for (const line of lines) {
      line.querySelectorAll(".word").forEach((word, i) => word.classList.toggle("now", i === at));
    }
    const next = [...begins, Number(lasts)].find((begin) => begin > after);
    if (next !== undefined && !main().dataset.paused) {
      reading = setTimeout(markWord, (next - after) / speed + 5);
    }
  }

  // Words as large as they fit, all with one name alike.

  function over(box) { // by its lines: letters reach a little beyond theirs
    const { firstElementChild: first, lastElementChild: last } = box;
    return last.offsetTop + last.offsetHeight - first.offsetTop > box.clientHeight + 1
      || box.scrollWidth > box.clientWidth + 1;
  }

  function fit() {
    const stage = main();
    const scene = stage.querySelector(".scene");
    if (scene) scene.classList.remove("close", "tight");
    const groups = new Map();
    for (const box of stage.querySelectorAll("[data-fit]")) {
      if (!groups.has(box.dataset.fit)) groups.set(box.dataset.fit, []);
      groups.get(box.dataset.fit).push(box);
    }
    const px = (name) => {
      const probe = document.createElement("i");
      probe.style.cssText = `position:absolute;visibility:hidden;width:var(--size-${name})`;
      stage.append(probe);
      const width = probe.getBoundingClientRect().width;
      probe.remove();
      return width;
    };
    const least = px("least");
    const body = px("body");
    const all = Array.from(groups.values());
    const whole = () => all.map((boxes) => settle(boxes, least, body)).every(Boolean);
    const spare = scene && scene.querySelector("[data-spare]");
    for (const way of ["close", "tight"]) { // what can be spared gives way to what cannot
      if (whole() || !spare) return;
      scene.classList.add(way);
    }
    whole();
  }

  function settle(boxes, least, body) { // whether all of them fit at a size that can be read
    const set = (share) => boxes.forEach((box) => box.style.setProperty("--fit", share));
    const wrap = (how) => boxes.forEach((box) => { box.style.overflowWrap = how; });
    wrap("");
    set(1);
    if (!boxes.some(over)) return true;
    const want = Math.max(...boxes.map((box) => parseFloat(getComputedStyle(box).fontSize)));
    let low = 0;
    for (const how of ["", "anywhere"]) { // then a word is broken after all
      wrap(how);
      low = Math.min(1, 0.6 * least / want); // too small can still be read, cut cannot
      let high = 1;
      for (let i = 0; i < 7; i += 1) {
        const middle = (low + high) / 2;
        set(middle);
        if (boxes.some(over)) high = middle;
        else low = middle;
      }
      set(low);
      if (!boxes.some(over)) break;
    }
    const floor = boxes.some((box) => box.dataset.floor) ? body : least;
    return low * want > floor - 1 && !boxes.some(over);
  }

  // Read out: each scene once, in order; what comes into it when it comes.

  const announced = new Set();
  const passing = new Set(["pause", "trouble", "mute"]); // what goes may come again
  const BLOCKS = "h1, h2, p, li, header, figcaption, .label, .small";
  const MUTE = "svg, .cell, [role=img], [aria-hidden=true]";

  function plain(part) { // its words as sentences, a block a sentence
    const sentences = [];
    let last = null;
    const walk = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const { data, parentElement: around } = walk.currentNode;
      if (!data.trim() || around.closest(MUTE) || around.closest("[data-tell]") !== part) continue;
      const block = around.closest(BLOCKS) || part;
      if (block === last) sentences.push(`${sentences.pop()} ${data.trim()}`);
      else sentences.push(data.trim());
      last = block;
    }
    return sentences.map((one) => (/[.!?؟…]$/.test(one) ? one : `${one}.`)).join(" ");
  }

  function announce() {
    const words = [];
    const here = new Set();
    for (const part of document.querySelectorAll("main [data-tell]")) {
      const key = part.id || part.parentElement.id;
      here.add(key);
      if (announced.has(key)) continue;
      announced.add(key);
      const scene = part.closest(".scene");
      const title = scene && !announced.has(scene.id + "!") && document.querySelector("main h1");
      if (scene) announced.add(scene.id + "!");
      if (title && !part.contains(title)) words.push(`${title.textContent.trim()}.`);
      words.push(plain(part));
    }
    for (const key of passing) if (!here.has(key)) announced.delete(key);
    if (words.length) document.getElementById("news").textContent = words.filter(Boolean).join(" ");
  }

  function settled() {
    fit();
    startClock();
    markWord();
    announce();
  }

  // News. The newest picture only; a page that slept asks again.

  const SILENCE = 40000; // ms; the server says something every 20 s
  const notice = document.getElementById("connection");
  let source = null;
  let lastEvent = 0;
  let failures = 0;
  let reconnecting = 0;

  function show(news) {
    times = { at: performance.now(), left: news.left, said: news.said };
    steers = news.host;
    Idiomorph.morph(main(), news.page, {
      morphStyle: "outerHTML",
      ignoreActiveValue: document.activeElement.tagName === "INPUT", // half a line stays
      callbacks: { // what this script set stays
        beforeAttributeUpdated: (name, node, how) => !(name === "style" && how === "remove"),
      },
    });
    document.title = main().dataset.title;
    root.lang = main().lang;
    root.dir = main().dir;
    root.dataset.scene = main().dataset.blank ? "blank" : main().dataset.phase;
    settled();
    document.dispatchEvent(new Event("shown"));
  }

  // A host's keys. A second press of Next is for the phase that it was pressed in: it skips nothing.

  let steers = false;
  const played = main().classList.contains("played"); // then its keys are player.js's
  if (!played) window.onClicker((command) => {
    const { phase, phaseId, blank } = main().dataset;
    if (steers && !(command === "next" && phase === "end" && !blank)) steer(command, phaseId, blank);
    return steers;
  });

  async function steer(command, phaseId, blank) {
    const dice = crypto.getRandomValues(new Uint32Array(3));
    const fields = new URLSearchParams({ action: command, id: Array.from(dice, (n) => n.toString(36)).join("") });
    if (command === "blank") fields.set("on", String(!blank));
    else fields.set("phase_id", phaseId);
    try {
      const reply = await fetch(`${root.dataset.prefix}/host/do`, {
        method: "POST", body: fields, headers: { Accept: "application/json" },
      });
      const { refusal, words } = await reply.json();
      if (!refusal || refusal === "moved_on") return;
      notice.textContent = words || "";
      setTimeout(() => { if (notice.textContent === words) notice.textContent = ""; }, 4000);
    } catch { /* no answer: the stream will say so */ }
  }

  async function leaveIfGone() { // a room that was deleted: nothing of it stays on the wall
    try {
      const answer = await fetch(`${root.dataset.prefix}/stage`, { method: "HEAD" });
      if (answer.status === 404) location.reload();
    } catch { /* no answer: the stream tries again */ }
  }

  function connect() {
    clearTimeout(reconnecting);
    if (source) source.close();
    source = new EventSource(`${root.dataset.prefix}/api/stage/events`);
    lastEvent = Date.now();
    source.addEventListener("open", () => { failures = 0; lastEvent = Date.now(); notice.textContent = ""; });
    source.addEventListener("beat", () => { lastEvent = Date.now(); });
    source.addEventListener("stage", (event) => { lastEvent = Date.now(); show(JSON.parse(event.data)); });
    source.addEventListener("error", () => {
      source.close();
      failures += 1;
      if (failures > 1) { notice.textContent = notice.dataset.lost; leaveIfGone(); }
      reconnecting = setTimeout(connect, 300 + Math.random() * Math.min(5000, 700 * 2 ** Math.max(0, failures - 6)));
    });
  }

  const wake = () => { if (!document.hidden) connect(); };
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("pageshow", (event) => { if (event.persisted) wake(); });
  window.addEventListener("online", wake);
  window.addEventListener("pagehide", () => { if (source) source.close(); });
  setInterval(() => { if (!document.hidden && Date.now() - lastEvent > SILENCE) connect(); }, 5000);
  window.addEventListener("resize", fit);
  document.fonts.addEventListener("loadingdone", fit); // a weight may come with a later scene

  // A screen that goes dark in the middle of a scene is no stage. Browsers give this over TLS and
  // to this machine alone, and take it back whenever the page is out of sight.

  async function stayAwake() {
    if (document.hidden || !navigator.wakeLock) return;
    try {
      await navigator.wakeLock.request("screen");
    } catch { /* a nearly empty battery may say no */ }
  }

  document.addEventListener("visibilitychange", stayAwake);
  stayAwake();
  settled();
  connect();
  root.dataset.runs = "yes"; // see too-old.js
})();
