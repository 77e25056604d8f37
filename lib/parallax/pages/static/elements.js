// @ts-check
/// <reference types="./elements.d.ts" />
// What scripts of several pages make alike: elements, rows as CSV, and what goes to the clipboard.
{
  const DRAWN = new Set(["svg", "g", "circle", "path", "line", "text", "rect", "title"]);

  /** Make an element; children that are text are text, whatever marks they have. An attribute that is true is empty, one
   * that is false or missing is left out, and one such as onclick listens.
   * @param {string} tag @param {Record<string, any>} attributes @param {...(Node | string | null | undefined | false)} children */
  const el = (tag, attributes = {}, ...children) => {
    const made = DRAWN.has(tag) ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (value === true) made.setAttribute(name, "");
      else if (value !== false && value !== undefined && value !== null) made.setAttribute(name, String(value));
    }
    made.append(...children.filter((child) => child || child === "0").map((child) => /** @type {Node | string} */ (child)));
    return /** @type {any} */ (made);
  };

  /** Give a name that opens a sentence its capital. @param {string} name */
  const opened = (name) => name.charAt(0).toUpperCase() + name.slice(1);

  /** Give what belongs to an article its colour, where the page is light and where it is dark.
   * @param {Record<string, [string, string]>} colours */
  const coloured = (colours) =>
    document.head.append(el("style", {}, Object.entries(colours).map(([id, [light, dark]]) => `[data-article="${CSS.escape(id)}"] { --article: ${light}; } html[data-theme="dark"] [data-article="${CSS.escape(id)}"] { --article: ${dark}; }`).join("\n")));

  /** Write rows as CSV, each cell in quotation marks only where it needs them. @param {unknown[][]} rows */
  const csv = (rows) => {
    const cell = (/** @type {unknown} */ value) =>
      /[",\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);
    return rows.map((row) => `${row.map(cell).join(",")}\n`).join("");
  };

  /** Put a text on the clipboard. Where the browser does not give it, return a box to copy the text from by hand.
   * @param {string} text @returns {Promise<HTMLTextAreaElement | null>} */
  const copied = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return null;
    } catch {
      return el("textarea", { readonly: true, rows: 6, "aria-label": "To be copied" }, text);
    }
  };

  window.parallaxElements = { el, opened, coloured, csv, copied };
}
