// The stage's sound: what the room hears, on a page whose visitor asked for it. Speech is played
// from where the room is in it, so that it is in time with the marked word; cues are softer under
// it. Nothing of it is sent before the tap, and what cannot be fetched is silence.
"use strict";
(() => {
  const FADE = 0.05; // seconds in which speech breaks off: a sudden end clicks
  const DUCKED = 10 ** (-10 / 20); // cues while somebody speaks
  const STEP = 10 ** (-3 / 20); // of the volume
  const LOUDEST = 10;
  const KEPT = 8; // clips
  const SILENCE = 40000; // ms; the server says something every 20 s
  const CHOICE = "sound";
  const addresses = document.currentScript.dataset.cues.trim().split(/\s+/);
  const name = (address) => address.split("/").pop().split(".")[0];
  const state = document.body.dataset; // what is heard, to be read off: see `state.` below

  let context = null;
  let all = null; // how loud everything is
  let soft = null; // and the cues beside speech

  // Files.

  async function fetched(address) {
    try {
      const answer = await fetch(address);
      return answer.ok ? await context.decodeAudioData(await answer.arrayBuffer()) : null;
    } catch {
      return null;
    }
  }

  const cues = new Map();
  const clips = new Map(); // the newest last

  function clip(url) {
    const buffer = clips.get(url) || fetched(url);
    clips.delete(url);
    clips.set(url, buffer);
    if (clips.size > KEPT) clips.delete(clips.keys().next().value);
    buffer.then((sound) => { if (!sound) clips.delete(url); }); // it may be there the next time
    return buffer;
  }

  // Speech.

  let speech = null;

  function stop(one) {
    const { source, gain } = one;
    one.source = null;
    state.speech = "";
    if (!source) return;
    const now = context.currentTime;
    gain.gain.setValueAtTime(1, now);
    gain.gain.linearRampToValueAtTime(0, now + FADE);
    source.stop(now + FADE);
  }

  async function start(one) {
    const buffer = await clip(one.url);
    if (one !== speech || one.held || one.source || !buffer) return;
    const at = one.at + performance.now() - one.received;
    if (at >= buffer.duration * 1000) return;
    const gain = new GainNode(context);
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(gain).connect(all);
    source.addEventListener("ended", () => { if (one.source === source) stop(one); balance(); });
    source.start(0, at / 1000);
    Object.assign(one, { source, gain });
    state.speech = `${one.id} ${Math.round(at)}`;
    balance();
  }

  function follow(news) {
    if (speech && (!news || news.id !== speech.id)) {
      stop(speech);
      speech = null;
    }
    if (news) {
      speech = Object.assign(speech || { source: null }, news, { received: performance.now() });
      if (news.held) stop(speech);
      else if (!speech.source) start(speech);
    }
    balance();
  }

  function balance() {
    soft.gain.value = speech && speech.source ? DUCKED : 1;
    state.gains = [all, soft].map((node) => node.gain.value.toFixed(3)).join(" ");
  }

  // News.

  async function ring(cue) {
    const buffer = await cues.get(cue);
    if (buffer) {
      const source = new AudioBufferSourceNode(context, { buffer });
      source.connect(soft);
      source.start();
      state.cue = cue;
    }
  }

  function play(news) {
    all.gain.value = news.volume ? STEP ** (LOUDEST - news.volume) : 0;
    follow(news.speech);
    for (const url of news.soon) clip(url);
    if (news.cue) ring(news.cue);
  }

  let source = null;
  let lastEvent = 0;
  let reconnecting = 0;

  function connect() {
    clearTimeout(reconnecting);
    if (source) source.close();
    source = new EventSource(`${document.documentElement.dataset.prefix}/api/stage/sound`);
    lastEvent = Date.now();
    source.addEventListener("beat", () => { lastEvent = Date.now(); });
    source.addEventListener("sound", (event) => { lastEvent = Date.now(); play(JSON.parse(event.data)); });
    source.addEventListener("error", () => {
      source.close();
      reconnecting = setTimeout(connect, 1000 + Math.random() * 1000);
    });
  }

  function disconnect() {
    clearTimeout(reconnecting);
    if (source) source.close();
    source = null;
    follow(null);
  }

  // The button: sound begins with a tap, as browsers ask; after a reload they may ask again.

  const foot = document.createElement("footer");
  foot.id = "sound";
  foot.innerHTML = '<button type="button"><svg aria-hidden="true"><use href="#i-mute"/></svg><span></span></button>';
  const button = foot.firstElementChild;
  const main = document.getElementById("main");
  const word = () => { button.lastElementChild.textContent = main.dataset.sound; };

  function settle() { // a call that comes in may take the sound away, and give it back
    const on = context !== null && context.state === "running";
    foot.hidden = on;
    if (on === (source !== null)) return;
    state.sound = on ? "on" : "off";
    if (on) connect();
    else disconnect();
  }

  function begin() {
    if (!context) {
      context = new AudioContext();
      all = new GainNode(context);
      soft = new GainNode(context);
      soft.connect(all).connect(context.destination);
      for (const address of addresses) cues.set(name(address), fetched(address));
      context.addEventListener("statechange", settle);
    }
    context.resume().then(settle, settle);
  }

  button.addEventListener("click", () => {
    begin();
    sessionStorage.setItem(CHOICE, "on");
  });
  new MutationObserver(word).observe(main, { attributeFilter: ["data-sound"] });
  word();
  document.body.append(foot);
  settle();
  setInterval(() => { if (source && Date.now() - lastEvent > SILENCE) connect(); }, 5000);
  window.addEventListener("online", () => { if (source) connect(); });
  window.addEventListener("pagehide", () => { if (source) source.close(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted && source) connect(); });
  if (sessionStorage.getItem(CHOICE)) begin(); // last: it may be forbidden
})();
