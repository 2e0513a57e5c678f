(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const sentences = [...document.querySelectorAll("#copy button.s")];
  const none = byId("none");
  const all = [...sentences, none];
  const out = byId("out");
  const single = byId("single");
  const step = byId("step");
  const key = byId("key") ? JSON.parse(byId("key").textContent) : null;
  const isOn = (button) => button.getAttribute("aria-pressed") === "true";
  const set = (button, on) => button.setAttribute("aria-pressed", String(on));
  const say = (name, words) =>
    Object.entries(words || {}).reduce((text, [word, value]) => text.replace("{" + word + "}", value), out.dataset[name]);
  let now = 0;

  byId("noscript").hidden = true;

  const clear = () => {
    out.textContent = "";
    for (const button of all) {
      button.classList.remove("right", "wrong");
      button.removeAttribute("aria-describedby");
      const note = byId("note-" + button.id);
      note.hidden = true;
      note.textContent = "";
    }
  };

  const choose = (button) => {
    clear();
    set(button, !isOn(button));
    if (!isOn(button)) return;
    if (button === none) sentences.forEach((other) => set(other, false));
    else set(none, false);
  };

  const explain = (button) => {
    const [right, words] = key[button.id];
    const note = byId("note-" + button.id);
    button.classList.add(right ? "right" : "wrong");
    button.setAttribute("aria-describedby", note.id);
    note.textContent = out.dataset[right ? "right" : "wrong"] + " " + words;
    note.hidden = false;
    return right;
  };

  const check = () => {
    clear();
    const chosen = all.filter(isOn);
    if (!chosen.length) {
      out.textContent = say("nothing");
    } else if (!key) {
      out.textContent = say("picked", { n: chosen.filter((button) => button !== none).length });
    } else {
      const right = chosen.filter(explain).length;
      const total = all.filter((button) => key[button.id][0]).length;
      out.textContent = say("result", { right: right, all: total, wrong: chosen.length - right });
      if (right && right < total) out.textContent += " " + say("missed");
    }
  };

  const show = (index, focus) => {
    now = Math.max(0, Math.min(sentences.length - 1, index));
    document.querySelectorAll("#copy .now").forEach((item) => item.classList.remove("now"));
    sentences[now].closest("li").classList.add("now");
    sentences[now].closest("section").querySelector("h3").classList.add("now");
    if (focus) sentences[now].focus();
  };

  const toggle = (button, name) =>
    button.addEventListener("click", () => {
      set(button, !isOn(button));
      document.body.classList.toggle(name, isOn(button));
      step.hidden = !isOn(single);
      if (isOn(single)) show(now, false);
    });

  all.forEach((button) => button.addEventListener("click", () => choose(button)));
  sentences.forEach((button, index) => button.addEventListener("focus", () => { now = index; }));
  toggle(byId("size"), "large");
  toggle(byId("space"), "wide");
  toggle(single, "single");
  byId("previous").addEventListener("click", () => show(now - 1, false));
  byId("next").addEventListener("click", () => show(now + 1, false));
  byId("check").addEventListener("click", check);
  byId("print").addEventListener("click", () => window.print());
  byId("copy").addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!by || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(now + by, true);
  });
})();
