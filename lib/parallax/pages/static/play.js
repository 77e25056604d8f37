// @ts-check
/// <reference path="./play.d.ts" />
// The page of games: it looks up what the library stored (window.parallaxPlay), and computes no statistic.
{
  const data = window.parallaxPlay;

  const start = () => {
    const home = document.getElementById("parallax-play");
    if (!home || !data) return;
    window.parallaxElements.coloured(data.colours);
    document.querySelector(".play-none")?.remove();
    home.replaceChildren(...["claims", "words", "topics"].flatMap((name) => window.parallaxGames[name](data) ?? []));
    home.hidden = false;
  };

  if (data) window.addEventListener("DOMContentLoaded", start);
}
