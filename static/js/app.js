// Conveniences over pages that work without them. Each part looks for its data attribute.
(() => {
  "use strict";

  // A menu (details[data-menu]) closes by Escape and by a click elsewhere.
  const closeMenus = (except) => {
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (menu !== except) menu.open = false;
    }
  };
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details[data-menu]")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.activeElement.closest("details[data-menu][open]");
    closeMenus(null);
    if (menu) menu.querySelector("summary").focus();
  });

  // data-confirm: ask before a form is sent.
  document.addEventListener("submit", (event) => {
    const source = event.submitter && event.submitter.dataset.confirm ? event.submitter : event.target;
    if (source.dataset.confirm && !window.confirm(source.dataset.confirm)) event.preventDefault();
  });

  // Errors first: a summary of errors takes the focus when the page comes back.
  const summary = document.querySelector("[data-error-summary]");
  if (summary) summary.focus();

  // data-select-all="name": the checkbox in a table's head rules those of its rows.
  const boxes = (name) => document.querySelectorAll(`input[type=checkbox][name="${name}"]`);
  const countSelected = (name) => {
    const all = [...boxes(name)];
    const chosen = all.filter((box) => box.checked);
    for (const head of document.querySelectorAll(`[data-select-all="${name}"]`)) {
      head.checked = all.length > 0 && chosen.length === all.length;
      head.indeterminate = chosen.length > 0 && chosen.length < all.length;
    }
    for (const place of document.querySelectorAll(`[data-selected-count="${name}"]`)) {
      place.textContent = chosen.length;
    }
    for (const box of all) box.closest("tr")?.setAttribute("aria-selected", box.checked);
  };
  document.addEventListener("change", (event) => {
    const target = event.target;
    if (target.dataset.selectAll) {
      for (const box of boxes(target.dataset.selectAll)) box.checked = target.checked;
      countSelected(target.dataset.selectAll);
    } else if (target.type === "checkbox" && document.querySelector(`[data-select-all="${target.name}"]`)) {
      countSelected(target.name);
    }
  });

  // data-submit-on-change: a choice that is a request by itself (page size).
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submit-on-change]")) event.target.form.requestSubmit();
  });

  // Empty filters don't clutter the address.
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "get") return;
    for (const [name, value] of [...event.detail.formData.entries()]) {
      if (value === "") event.detail.formData.delete(name);
    }
  });

  // What htmx has put in is told to screen readers once: its [data-status], when the words change.
  document.addEventListener("htmx:afterSwap", (event) => {
    const place = document.querySelector(`[data-status-of="${event.detail.target.id}"]`);
    const words = event.detail.target.querySelector("[data-status]")?.textContent.trim();
    if (place && words && place.textContent !== words) place.textContent = words;
  });

  // data-guard: leaving a form with unsaved changes asks.
  const dirty = new Set();
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-guard]");
    if (form) dirty.add(form);
  });
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) dirty.delete(event.target);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) dirty.delete(event.target);
  });
  window.addEventListener("beforeunload", (event) => {
    if ([...dirty].some((form) => form.isConnected)) event.preventDefault();
  });

  // data-autosave="key": what is typed is kept in this browser until the form is saved.
  // Drafts are one user's, live a week, and go away with the sign-out (school computers are shared).
  let store;
  try {
    store = window.localStorage;
  } catch {
    return; // storage is forbidden in this browser: forms work without drafts
  }
  const WEEK = 7 * 24 * 60 * 60 * 1000;
  const prefix = `draft:${document.body.dataset.user || ""}:`;
  const skipped = ["password", "file", "hidden", "submit", "button"];
  const isBox = (field) => ["checkbox", "radio"].includes(field.type);
  const savable = (form) => [...form.elements].filter((f) => f.name && !skipped.includes(f.type));
  const read = (form) =>
    savable(form).map((f) => (isBox(f) ? [f.name, f.value, f.checked] : [f.name, null, f.value]));
  const write = (form, values) => {
    const fields = savable(form);
    for (const [name, value, state] of values) {
      const field = fields.find((f) => f.name === name && (value === null || f.value === value));
      if (!field) continue;
      if (isBox(field)) field.checked = state;
      else field.value = state;
    }
    dirty.add(form);
  };
  const keep = (form) => {
    const draft = { at: Date.now(), values: read(form) };
    store.setItem(prefix + form.dataset.autosave, JSON.stringify(draft));
    form.dataset.autosaved = "true";
  };
  const offer = (form, key, draft) => {
    const notice = document.getElementById("draft-notice").content.firstElementChild.cloneNode(true);
    notice.querySelector("[data-draft-restore]").addEventListener("click", () => {
      write(form, draft.values);
      notice.remove();
      savable(form)[0]?.focus();
    });
    notice.querySelector("[data-draft-forget]").addEventListener("click", () => {
      store.removeItem(key);
      notice.remove();
    });
    form.before(notice);
  };

  // A saved form leads to another page of the frame; an error brings the same form back.
  const sent = window.sessionStorage.getItem("draft-sent");
  if (sent && document.body.classList.contains("has-frame") && !summary) store.removeItem(sent);
  window.sessionStorage.removeItem("draft-sent");

  for (const form of document.querySelectorAll("form[data-autosave]")) {
    const key = prefix + form.dataset.autosave;
    const draft = JSON.parse(store.getItem(key) || "null");
    const isFresh = draft && Date.now() - draft.at < WEEK;
    if (draft && !isFresh) store.removeItem(key);
    if (isFresh && !summary && JSON.stringify(draft.values) !== JSON.stringify(read(form))) {
      offer(form, key, draft);
    }
    let timer = 0;
    const settle = () => {
      if (timer) keep(form);
      clearTimeout(timer);
      timer = 0;
    };
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(settle, 400);
    });
    window.addEventListener("pagehide", settle);
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      timer = 0;
      keep(form);
      window.sessionStorage.setItem("draft-sent", key);
    });
  }
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-forget-drafts]")) return;
    const forget = () => {
      for (const key of Object.keys(store)) if (key.startsWith(prefix)) store.removeItem(key);
    };
    forget();
    window.addEventListener("pagehide", forget);
  });
})();
