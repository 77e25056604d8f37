// A wide formula scrolls in its own box, as a table does. Readers without a mouse must be able to reach the box.
const watch = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const box = target.closest("div.math");
    if (box.scrollWidth > box.clientWidth) {
      box.tabIndex = 0;
    } else {
      box.removeAttribute("tabindex");
    }
  }
});

window.addEventListener("load", async () => {
  await window.MathJax?.startup?.promise;
  for (const box of document.querySelectorAll("div.math")) {
    watch.observe(box);
  }
});
