"use strict";
(() => {
  const form = document.querySelector("form.filter");
  if (!form) return;
  const all = [...document.querySelectorAll("[data-state]:not(a)")];
  const cases = all.filter(one => one.matches("details"));
  const words = new Map();
  const textOf = one => {
    if (!words.has(one)) words.set(one, one.textContent.toLowerCase());
    return words.get(one);
  };
  const choose = () => {
    const wanted = form.text.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const one of all) {
      one.hidden = !((!form.suite.value || one.dataset.suite === form.suite.value)
        && (!form.state.value || one.dataset.state === form.state.value)
        && wanted.every(word => textOf(one).includes(word)));
      if (!one.hidden) shown += 1;
    }
    for (const group of document.querySelectorAll("section.group"))
      group.hidden = !group.querySelector("details.case:not([hidden])");
    form.querySelector("[role=status]").textContent = `${shown} of ${all.length} cases`;
    const lines = document.querySelector("details.lines");
    if (lines && form.state.value === "passed") lines.open = true;
  };
  const turn = open => cases.filter(one => !one.hidden).slice(0, open ? 200 : undefined).forEach(one => { one.open = open; });
  form.hidden = false;
  form.addEventListener("input", choose);
  form.addEventListener("submit", event => event.preventDefault());
  form.open.addEventListener("click", () => turn(true));
  form.close.addEventListener("click", () => turn(false));
  for (const link of document.querySelectorAll("a[data-suite]")) link.addEventListener("click", () => {
    form.suite.value = link.dataset.suite;
    form.state.value = link.dataset.state;
    choose();
  });
  // Paper cannot be clicked: what is chosen is printed open.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = cases.filter(one => !one.hidden && !one.open);
    closed.forEach(one => { one.open = true; });
  });
  addEventListener("afterprint", () => closed.forEach(one => { one.open = false; }));
  choose();
})();
