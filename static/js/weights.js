// The sum and the example follow what is typed; without scripts a button counts them anew.
document.querySelectorAll("[data-weights]").forEach((form) => {
  const count = () => {
    const worth = {};
    let total = 0;
    for (const field of form.querySelectorAll("[data-weight]")) {
      worth[field.dataset.weight] = Math.min(Math.max(parseInt(field.value, 10) || 0, Number(field.min)), 100);
      total += worth[field.dataset.weight];
    }
    form.querySelector("[data-weights-total]").textContent = total;
    const sums = {};
    for (const cell of form.querySelectorAll("[data-share]")) {
      const points = Math.floor(worth[cell.dataset.part] * Number(cell.dataset.share) + 0.5);
      cell.textContent = points;
      sums[cell.dataset.pair] = (sums[cell.dataset.pair] || 0) + points;
    }
    const best = Math.max(...Object.values(sums));
    for (const [pair, sum] of Object.entries(sums)) {
      form.querySelector(`[data-total="${pair}"]`).textContent = sum;
      form.querySelector(`[data-first="${pair}"]`).hidden = sum !== best;
    }
  };
  form.addEventListener("input", count);
  form.querySelector("[name=look]").hidden = true;
});
