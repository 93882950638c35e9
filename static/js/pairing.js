// A long list of boxes can be narrowed by typing; without scripts the whole list is there.
document.querySelectorAll("[data-filter-list]").forEach((field) => {
  const rows = [...document.getElementById(field.dataset.filterList).children];
  const plain = (text) => text.toLowerCase().replaceAll("ё", "е");
  field.hidden = rows.length < 8;
  field.addEventListener("input", () => {
    const wanted = plain(field.value.trim());
    for (const row of rows) {
      const isChosen = row.querySelector("input")?.checked;
      row.hidden = !isChosen && !plain(row.textContent).includes(wanted);
    }
  });
  field.addEventListener("change", (event) => event.stopPropagation());
});
