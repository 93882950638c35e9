// Buttons under a text of tags (textarea[data-tags]): what begins or contains the piece being typed,
// out of the datalist `<id>-tags`. Without scripts the text is typed by hand.
document.querySelectorAll("textarea[data-tags]").forEach((field) => {
  const list = document.getElementById(`${field.id}-tags`);
  if (!list || !list.options.length) return;
  const SHOWN = 8;
  const between = /[,;\n]/;
  const fold = (text) => text.trim().toLowerCase().replaceAll("ё", "е");
  const known = [...list.options].map((option) => option.value || option.text);
  const box = document.createElement("div");
  box.className = "tag-buttons";
  field.insertAdjacentElement("afterend", box);

  const pieces = () => field.value.split(between);
  const show = () => {
    const typed = pieces();
    const last = fold(typed.at(-1));
    const taken = new Set(typed.map(fold));
    const fits = known.filter((tag) => !taken.has(fold(tag)) && fold(tag).includes(last));
    box.replaceChildren(
      ...fits.slice(0, SHOWN).map((tag) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "btn btn-sm btn-outline-secondary";
        button.textContent = tag;
        return button;
      }),
    );
  };
  box.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const kept = pieces().slice(0, -1).map((piece) => piece.trim()).filter(Boolean);
    field.value = `${[...kept, button.textContent].join(", ")}, `;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
  field.addEventListener("input", show);
  show();
});
