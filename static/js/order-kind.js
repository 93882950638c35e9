// The editor of a kind of order: placeholders go where the cursor is, and the questions of the
// order are offered as placeholders and as conditions of points before they are saved.
(() => {
  "use strict";
  const form = document.querySelector("[data-kind-editor]");
  const panel = document.querySelector("[data-placeholders]");
  if (!form || !panel) return;

  const caseBox = panel.querySelector("[data-case-box]");
  const caseOf = panel.querySelector("[data-case]");
  const own = panel.querySelector("[data-own-fields]");
  const ownList = own.appendChild(document.createElement("ul"));
  caseBox.hidden = false;
  let last = null;
  // Where placeholders are read: not in names of kinds and questions, nor in headings of columns.
  const TEXTS = /^(title|preamble|control|points-\w+-(text|executor|due)|annexes-\w+-title)$/;
  const isText = (element) => TEXTS.test(element.name ?? "");
  form.addEventListener("focusin", (event) => { if (isText(event.target)) last = event.target; });

  const insert = (button) => {
    const target = last ?? form.querySelector("textarea[name=preamble]");
    const cased = "cased" in button.dataset && caseOf.value !== "nominative";
    const token = `{${button.dataset.insert}${cased ? `:${caseOf.value}` : ""}}`;
    target.focus();
    target.setRangeText(token, target.selectionStart, target.selectionEnd, "end");
    target.dispatchEvent(new Event("input", { bubbles: true }));
  };
  panel.addEventListener("mousedown", (event) => {
    // The text keeps its cursor.
    if (event.target.closest("[data-insert]")) event.preventDefault();
  });
  panel.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (button) insert(button);
  });

  const LETTERS = {
    а: "a", б: "b", в: "v", г: "g", д: "d", е: "e", ё: "e", ж: "zh", з: "z", и: "i", й: "y", к: "k", л: "l",
    м: "m", н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "kh", ц: "ts", ч: "ch", ш: "sh",
    щ: "shch", ъ: "", ы: "y", ь: "", э: "e", ю: "yu", я: "ya",
  };
  const codeOf = (title) => [...title.toLowerCase()].map((letter) => LETTERS[letter] ?? letter).join("")
    .replace(/[^a-z0-9]+/g, "_").slice(0, 40).replace(/^_+|_+$/g, "");

  // A question gets its name while it is typed, until somebody types another name.
  form.addEventListener("input", (event) => {
    const match = /^fields-(\w+)-(title|code)$/.exec(event.target.name ?? "");
    if (!match) return;
    const code = form.elements[`fields-${match[1]}-code`];
    if (match[2] === "code") { code.dataset.typed = "yes"; return; }
    if (!code.dataset.typed && (code.value === "" || code.dataset.made === code.value)) {
      code.value = codeOf(event.target.value);
      code.dataset.made = code.value;
    }
  });

  const questions = () => [...form.querySelectorAll("[name^=fields-][name$=-code]")]
    .filter((code) => code.value && !code.closest("[data-line]").classList.contains("is-gone"))
    .map((code) => [code.value, form.elements[code.name.replace(/-code$/, "-title")].value || code.value]);
  const roles = () => [...form.querySelectorAll("[name^=appoints-][name$=-role]")]
    .filter((role) => role.value && !role.closest("[data-line]").classList.contains("is-gone"))
    .map((role) => [role.value, role.selectedOptions[0].textContent]);

  const offer = () => {
    const rows = questions();
    own.hidden = rows.length === 0;
    ownList.replaceChildren(...rows.map(([code, title]) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      const token = document.createElement("code");
      button.type = "button";
      button.className = "insert-token";
      button.dataset.insert = code;
      token.textContent = `{${code}}`;
      button.append(token);
      item.append(button, ` ${title}`);
      return item;
    }));
    const conditions = [...rows, ...roles()];
    form.querySelectorAll("select[name^=points-][name$=-when]").forEach((select) => {
      const chosen = select.value;
      const first = select.options[0];
      const known = conditions.some(([code]) => code === chosen);
      const more = chosen && !known ? [[chosen, chosen]] : [];
      select.replaceChildren(first, ...[...conditions, ...more].map(([code, title]) => new Option(title, code)));
      select.value = chosen;
    });
  };
  form.addEventListener("input", offer);
  form.addEventListener("change", offer);
  form.addEventListener("click", (event) => { if (event.target.closest("[data-formset-add]")) setTimeout(offer); });
  offer();
})();
