// Lines of a form set from a table that was copied in Word or Excel: a row of it is a line, its
// cells go by `data-paste`, the names of the fields in the order of the act's columns.
document.querySelectorAll("[data-paste]").forEach((box) => {
  const formset = box.closest("[data-formset]");
  const prefix = formset.dataset.formset;
  const total = formset.querySelector(`[name="${prefix}-TOTAL_FORMS"]`);
  const add = formset.querySelector("[data-formset-add]");
  const text = box.querySelector("textarea");
  const names = box.dataset.paste.split(" ");
  if (!total || !add) return;
  box.hidden = false;

  const put = (number, name, value) => {
    const field = formset.querySelector(`[name="${prefix}-${number}-${name}"]`);
    if (!field) return;
    const named = [...(field.options ?? [])].find((option) => option.text === value);
    if (!field.options || named) field.value = named?.value ?? value;
    else if (name === "level") field.value = value;
  };
  box.querySelector("button").addEventListener("click", () => {
    const rows = text.value.split(/\r?\n/).map((row) => row.split("\t").map((cell) => cell.trim()));
    const first = total.value;
    rows.filter((cells) => cells.some(Boolean)).forEach((cells) => {
      const number = total.value;
      const isTable = cells.filter(Boolean).length > 1;
      const isUnder = formset.querySelector(":scope > [data-formset-line]") !== null;
      add.click();
      if (isTable) names.forEach((name, place) => put(number, name, cells[place] ?? ""));
      else put(number, "title", cells.find(Boolean));
      put(number, "level", isTable && isUnder ? "1" : "0");
    });
    if (first === total.value) return;
    text.value = "";
    formset.querySelector(`[name="${prefix}-${first}-title"]`)?.focus();
    formset.dispatchEvent(new Event("input", { bubbles: true }));
  });
});
