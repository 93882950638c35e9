// Lines of a form set that stand in an order: moved by buttons, numbered as they will be printed.
// Without scripts the place is a number that is typed.
document.querySelectorAll("[data-formset]").forEach((box) => {
  if (!box.querySelector("[data-formset-empty]")?.content.querySelector("[data-line]")) return;
  const lines = () => [...box.querySelectorAll(":scope > [data-line]")];
  const part = (line, name) => line.querySelector(`[name$="-${name}"]`);

  const number = () => {
    const counts = [];
    lines().forEach((line, place) => {
      const order = part(line, "ORDER");
      if (order) order.value = place + 1;
      const level = Math.min(Number(part(line, "level")?.value ?? 0), counts.length);
      line.dataset.level = level;
      const gone = part(line, "DELETE")?.checked ?? false;
      line.classList.toggle("is-gone", gone);
      if (!gone) {
        counts.length = level + 1;
        counts[level] = (counts[level] ?? 0) + 1;
      }
      const label = line.querySelector("[data-line-number]");
      if (label) label.textContent = gone ? "" : counts.map((count) => count ?? 1).join(".") + ".";
    });
  };
  const show = () => {
    box.classList.add("has-moves");
    box.querySelectorAll("[data-line-move]").forEach((button) => { button.hidden = false; });
    number();
  };

  box.addEventListener("click", (event) => {
    const button = event.target.closest("[data-line-move]");
    if (!button) return;
    const line = button.closest("[data-line]");
    const all = lines();
    const other = all[all.indexOf(line) + (button.dataset.lineMove === "up" ? -1 : 1)];
    if (!other) return;
    if (button.dataset.lineMove === "up") other.before(line); else other.after(line);
    number();
    button.focus();
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });
  box.addEventListener("change", number);
  new MutationObserver(show).observe(box, { childList: true });
  show();
});
