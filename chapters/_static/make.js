// @ts-check
/// <reference path="./make.d.ts" />
// What scripts of several pages make elements with.
{
  /** Give a name that opens a sentence its capital. @param {string} name */
  const opened = (name) => name.charAt(0).toUpperCase() + name.slice(1);

  /** Make an element; children that are text are text, whatever marks they have.
   * @param {string} tag @param {Record<string, any>} attributes @param {...Child} children */
  const el = (tag, attributes = {}, ...children) => {
    const svg = ["svg", "g", "circle", "path", "line", "text", "rect", "title"].includes(tag);
    const made = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (value === true) made.setAttribute(name, "");
      else if (value !== false && value !== undefined && value !== null) made.setAttribute(name, String(value));
    }
    made.append(...children.filter((child) => child || child === "0").map((child) => /** @type {Node | string} */ (child)));
    return /** @type {HTMLElement} */ (made);
  };

  /** Give what belongs to an article its colour, where the page is light and where it is dark.
   * @param {Record<string, [string, string]>} colours */
  const coloured = (colours) =>
    document.head.append(el("style", {}, Object.entries(colours).map(([id, [light, dark]]) => `[data-article="${CSS.escape(id)}"] { --article: ${light}; } html[data-theme="dark"] [data-article="${CSS.escape(id)}"] { --article: ${dark}; }`).join("\n")));

  window.parallaxMake = { el, opened, coloured };
}
