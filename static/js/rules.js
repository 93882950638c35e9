// A long list of rules: search as you type, sections that open for what is looked for.
// Without scripts every section opens by hand and the page works the same.
(() => {
  "use strict";
  const groups = [...document.querySelectorAll("[data-rule-group]")];
  const box = document.querySelector("[data-rule-search]");

  // The address of a rule or of a section opens it.
  const openTarget = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const group = target && target.closest("details[data-rule-group]");
    if (!group) return;
    group.open = true;
    target.scrollIntoView();
  };
  window.addEventListener("hashchange", openTarget);
  openTarget();
  for (const link of document.querySelectorAll(".rule-groups a")) {
    link.addEventListener("click", () => {
      const group = document.querySelector(`[id="${link.hash.slice(1)}"]`);
      if (group && group.matches("details")) group.open = true;
    });
  }

  const all = document.querySelector("[data-rules-open]");
  if (all) {
    all.hidden = false;
    all.addEventListener("click", () => groups.forEach((group) => (group.open = true)));
  }

  if (!box) return;
  box.hidden = false;
  const input = box.querySelector("input");
  const count = box.querySelector("[data-rule-count]");
  const plain = (text) => text.toLowerCase().replaceAll("ё", "е");
  const rules = [...document.querySelectorAll("[data-rule]")].map((row) => [row, plain(row.dataset.words)]);
  const wasOpen = new Map();
  const filter = () => {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    if (words.length && !wasOpen.size) for (const group of groups) wasOpen.set(group, group.open);
    let found = 0;
    for (const [row, text] of rules) {
      row.hidden = !words.every((word) => text.includes(word));
      found += row.hidden ? 0 : 1;
    }
    for (const group of groups) {
      group.hidden = !group.querySelector("[data-rule]:not([hidden])");
      if (group.matches("details")) group.open = words.length ? !group.hidden : wasOpen.get(group) ?? group.open;
    }
    if (!words.length) wasOpen.clear();
    count.textContent = !words.length ? "" : found ? `${count.dataset.found} ${found}` : count.dataset.none;
  };
  input.addEventListener("input", filter);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
})();
