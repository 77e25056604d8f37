// What the page of games works on, as lib/parallax/pages/played.py writes it, and what its scripts share.

/// <reference path="./elements.d.ts" />

declare global {
  type Switch = { id: string; about: string; levels: string[] };
  /** Choices: places of those that touch it; own: the book's level of each; verdicts: 1, 0 or - a way, in the order of
   * the choices' levels, the last choice changing fastest. */
  type Breakable = {
    id: string;
    text: string;
    choices: number[];
    own: number[];
    verdicts: string;
    held: number;
    asked: number;
    hardest: string;
    by_level: { at: number; levels: [held: number, asked: number][] };
    address: string;
  };
  type Round = {
    word: string;
    real: 0 | 1;
    cells: [number[], number[]];
    uses: [number, number];
    more: 0 | 1;
    passed: number;
    made: number;
  };
  type WordGame = { articles: [number, number]; sets: Round[][] };
  type Topic = { terms: string[]; label: string; n: number; shade: number; from: number };
  type Solution = {
    k: number;
    said: string;
    topics: Topic[];
    strips: number[][];
    stability: number;
    null: number;
    furthest: number;
  };
  type Played = {
    articles: { id: string; name: string }[];
    choices: Switch[];
    claims: Breakable[];
    words: WordGame[];
    topics: Solution[];
    /** Terms that the tables write otherwise, as they write them. */
    written: Record<string, string>;
    pairs: string[];
    colours: Record<string, [string, string]>;
    explained: string;
  };
  interface Window {
    parallaxPlay?: Played;
    /** Each makes a game's section, or nothing where there is nothing to play with. */
    parallaxGames: Record<string, (data: Played) => HTMLElement | null>;
  }
}

export {};
