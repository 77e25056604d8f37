// A wide formula scrolls in its own box, as a table does. Readers without a mouse must be able to reach the box.
const watch = new ResizeObserver((entries) => {
  for (const { target: formula } of entries) {
    if (formula.scrollWidth > formula.clientWidth) {
      formula.tabIndex = 0;
    } else {
      formula.removeAttribute("tabindex");
    }
  }
});

window.addEventListener("load", async () => {
  await window.MathJax?.startup?.promise;
  for (const formula of document.querySelectorAll("div.math mjx-container")) {
    watch.observe(formula);
  }
});
