// Adds lines to a formset: a copy of its empty line, numbered by the management form.
// Without scripts the lines that the server sent are there, and «save» brings more.
document.querySelectorAll("[data-formset]").forEach((box) => {
  const total = box.querySelector(`[name="${box.dataset.formset}-TOTAL_FORMS"]`);
  const empty = box.querySelector("[data-formset-empty]");
  const add = box.querySelector("[data-formset-add]");
  if (!total || !empty || !add) return;
  add.hidden = false;
  add.addEventListener("click", () => {
    const line = document.createElement("template");
    line.innerHTML = empty.innerHTML.replaceAll("__prefix__", total.value);
    total.value = Number(total.value) + 1;
    add.before(line.content);
    add.previousElementSibling.querySelector("input:not([type=hidden]), textarea")?.focus();
  });
});
