// A mentee of the board is dragged onto a mentor, or out of the draft. A convenience beside the list
// «choose another», which stays for the keyboard, for fingers and without scripts. What may be
// dropped where, and why not, is the server's word (#drag-fits); a drop sends a form of the page.
(() => {
  "use strict";
  const fits = document.getElementById("drag-fits");
  if (!fits || !window.matchMedia("(any-pointer: fine)").matches) return;
  const putForm = document.getElementById("drag-put");
  const outForm = document.getElementById("drag-out");
  const ask = document.getElementById("drag-ask");
  const note = document.getElementById("drag-note");
  const ZONES = "[data-drop-mentor], [data-drop-out]";
  const board = () => document.getElementById("board");
  let asked = { mentee: "", ready: Promise.resolve(false) };
  let drag = null;
  let moved = "";

  const arm = () => {
    for (const hint of document.querySelectorAll("[data-drag-hint]")) hint.hidden = false;
    for (const chip of document.querySelectorAll("#board [data-mentee]:not([draggable])")) {
      chip.draggable = true;
      for (const link of chip.querySelectorAll("a")) link.draggable = false;
    }
  };

  // The server's word on one mentee; asked when the button goes down, so that it is there in time.
  const load = (chip) => {
    const mentee = chip.dataset.mentee;
    if (asked.mentee === mentee) return;
    const mentors = [...board().querySelectorAll("[data-drop-mentor]")].map((zone) => zone.dataset.dropMentor);
    const query = new URLSearchParams([...new Set(mentors)].map((pk) => ["mentor", pk]));
    const mine = { mentee };
    asked = mine;
    fits.textContent = fits.dataset.wait;
    mine.ready = fetch(`${chip.dataset.fits}?${query}`, { headers: { "HX-Request": "true" } })
      .then((answer) => (answer.ok && !answer.redirected ? answer.text() : Promise.reject(answer)))
      .then((html) => {
        if (asked !== mine) return false;
        fits.innerHTML = html;
        mark();
        return true;
      })
      .catch(() => {
        if (asked === mine) {
          asked = { mentee: "", ready: Promise.resolve(false) };
          fits.textContent = fits.dataset.fail;
        }
        return false;
      });
  };
  const forget = () => {
    asked = { mentee: "", ready: Promise.resolve(false) };
  };

  const said = (pk) => fits.querySelector(`[data-drop-mentor="${pk}"]`);
  const words = (pk) => said(pk)?.querySelector("[data-words]")?.cloneNode(true);
  const verdict = (zone) => {
    if (zone.dataset.dropMentor === undefined) return "fine";
    if (drag && zone.dataset.dropMentor === drag.from) return "same";
    return said(zone.dataset.dropMentor)?.dataset.verdict ?? "";
  };

  // Zones of the page show what the server has said, with its words.
  const mark = () => {
    if (!drag) return;
    for (const zone of board().querySelectorAll("[data-drop-mentor]")) {
      zone.dataset.verdict = verdict(zone);
      zone.querySelector(":scope > .drop-words")?.remove();
      const list = words(zone.dataset.dropMentor);
      if (!list || zone.dataset.verdict === "same") continue;
      const box = document.createElement("div");
      box.className = "drop-words";
      box.append(list);
      zone.append(box);
    }
  };
  const unmark = () => {
    board().classList.remove("is-dragging");
    for (const box of document.querySelectorAll(".drop-words")) box.remove();
    for (const zone of document.querySelectorAll("#board [data-verdict]")) delete zone.dataset.verdict;
    over(null);
    fits.hidden = true;
  };
  const over = (zone) => {
    for (const other of document.querySelectorAll(".is-over")) {
      if (other !== zone) other.classList.remove("is-over");
    }
    zone?.classList.add("is-over");
  };

  // The messages of the page are what is read out; the note says the same where the eyes are.
  const show = (parts) => {
    note.replaceChildren(...parts);
    note.hidden = note.childElementCount === 0;
  };
  const refuse = (zone) => {
    const alert = document.createElement("div");
    alert.className = "alert alert-danger";
    alert.append(words(zone.dataset.dropMentor) ?? fits.dataset.fail);
    document.getElementById("messages").replaceChildren(alert);
    show([alert.cloneNode(true)]);
  };

  const send = (mentee, mentor) => {
    const form = mentor === undefined ? outForm : putForm;
    form.elements.mentee.value = mentee;
    if (mentor !== undefined) form.elements.mentor.value = mentor;
    moved = mentee;
    board().setAttribute("aria-busy", "true");
    form.requestSubmit();
  };
  const drop = async (zone, from) => {
    const { mentee, name, ready } = from;
    const mentor = zone.dataset.dropMentor;
    if (mentor === undefined) return send(mentee);
    if (!(await ready)) return refuse(zone);
    const word = said(mentor)?.dataset.verdict ?? "";
    if (word === "same") return undefined;
    if (word === "block") return refuse(zone);
    if (word !== "warning") return send(mentee, mentor);
    ask.querySelector("[data-ask-mentor]").textContent = said(mentor).querySelector("strong").textContent;
    ask.querySelector("[data-ask-mentee]").textContent = name;
    ask.querySelector("[data-ask-words]").replaceChildren(words(mentor) ?? "");
    ask.returnValue = "no";
    ask.onclose = () => ask.returnValue === "yes" && send(mentee, mentor);
    ask.showModal();
    return undefined;
  };

  document.addEventListener("pointerdown", (event) => {
    show([]);
    const chip = event.pointerType === "mouse" && event.target.closest("#board [data-mentee]");
    if (chip) load(chip);
  });
  document.addEventListener("dragstart", (event) => {
    const chip = event.target.closest?.("#board [data-mentee]");
    if (!chip) return;
    load(chip);
    const from = chip.closest("[data-drop-mentor]")?.dataset.dropMentor;
    const name = chip.querySelector("a").textContent;
    drag = { mentee: chip.dataset.mentee, from, name, ready: asked.ready, zone: null, isDropped: false };
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", name);
    // Chromium gives a drag up when the page changes within this very event.
    window.requestAnimationFrame(() => {
      if (!drag) return;
      board().classList.add("is-dragging");
      fits.hidden = false;
      mark();
    });
  });
  const hover = (event) => {
    if (!drag) return;
    drag.zone = event.target.closest?.(ZONES) ?? null;
    over(drag.zone);
    if (!drag.zone || ["block", "same"].includes(verdict(drag.zone))) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
  };
  document.addEventListener("dragenter", hover);
  document.addEventListener("dragover", hover);
  document.addEventListener("drop", (event) => {
    if (!drag || !drag.zone) return;
    event.preventDefault();
    drag.isDropped = true;
    drop(drag.zone, drag);
  });
  document.addEventListener("dragend", () => {
    if (!drag) return;
    const { zone, isDropped } = drag;
    const isRefused = zone && !isDropped && verdict(zone) === "block";
    unmark();
    drag = null;
    if (isRefused) refuse(zone);
  });

  // The board has come anew: the mentee who moved is shown, and has the focus.
  document.addEventListener("htmx:afterSettle", (event) => {
    const form = event.detail.requestConfig?.elt;
    if (form !== putForm && form !== outForm) return arm();
    forget();
    arm();
    show([...document.getElementById("messages").children].map((alert) => alert.cloneNode(true)));
    const card = board().querySelector(`[data-mentee="${moved}"]`)?.closest("article, li");
    if (!card) return undefined;
    card.closest("details")?.setAttribute("open", "");
    card.classList.add("is-moved");
    card.tabIndex = -1;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
    return undefined;
  });
  document.addEventListener("htmx:responseError", (event) => {
    if (![putForm, outForm].includes(event.detail.requestConfig?.elt)) return;
    board().removeAttribute("aria-busy");
    const alert = document.createElement("div");
    alert.className = "alert alert-danger";
    alert.textContent = fits.dataset.fail;
    document.getElementById("messages").replaceChildren(alert);
    show([alert.cloneNode(true)]);
  });
  arm();
})();
