// A question that depends on a yes/no question is hidden until the answer is «yes».
// Without scripts it stays visible, and says itself when to answer it.
(() => {
  "use strict";
  for (const form of document.querySelectorAll("form[data-survey]")) {
    const show = () => {
      for (const question of form.querySelectorAll("[data-depends-on]")) {
        const yes = form.querySelector(`input[name="${question.dataset.dependsOn}"][value="1"]`);
        question.hidden = Boolean(yes) && !yes.checked;
      }
    };
    form.addEventListener("change", show);
    document.addEventListener("click", show); // a draft that is brought back tells of no change
    show();
  }
})();
