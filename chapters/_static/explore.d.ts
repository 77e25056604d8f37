// What the explorer works on, as lib/parallax/pages/explored.py writes it, and what its two scripts share.

/// <reference path="./make.d.ts" />

declare global {
  type Level = string | number | boolean | null;
  type Choices = Record<string, Level>;
  /** Number, words, words in quotation marks, 1 if it is its author's own. */
  type Paragraph = number[];
  type Article = { id: string; name: string; paragraphs: Paragraph[] };
  type Choice = { id: string; about: string; levels: Level[]; words: string[] };
  type Countable = "words" | "phrases" | "issues" | "names" | "voices";
  type Kind = {
    names: string[];
    rows?: number[][];
    /** Where counting is more than adding up: the choices that touch it, and the rows by their levels, such as 0011. */
    by?: string[];
    ways?: Record<string, number[][]>;
    shown?: number[][];
    impossible?: Record<string, number[]>;
    forms?: number[][];
    read?: number[][];
    said?: [number, number, string][];
  };
  /** Where: uses by the number of the paragraph, counted through all articles. */
  type Item = { name: string; n: number[]; where: Map<number, number> };
  type Counted = { sizes: number[]; present: boolean[]; items: Map<string, Item> };
  type Check = 0 | 1 | null;
  type ContrastRow = [
    article: number,
    term: string,
    uses: number,
    logOdds: number,
    low: number | null,
    high: number | null,
    dp: number | null,
    ...checks: Check[],
  ];
  type Difference = [
    issue: string,
    above: number,
    below: number,
    size: number,
    margin: number | null,
    made: boolean,
    firm: boolean,
  ];
  type Contrast = { rows: ContrastRow[]; shuffled?: { tokens: number[]; uses: Record<string, number[]> } };
  type Contrasts = Record<string, Record<string, Contrast>>;
  type Question = {
    theme: string;
    question: string;
    relation: string;
    answers: [number, string, string, number[]][];
  };
  type Explored = {
    articles: Article[];
    choices: Choice[];
    words: Kind;
    phrases?: Kind;
    issues: Kind;
    names: Kind;
    voices: Kind;
    questions: Question[];
    positions: [string, string, string, number[]][];
    quotations: [number, string][];
    checks: string[];
    fewest: number;
    read: string;
    contrasts: Contrasts;
    phrase_contrasts?: Contrasts;
    differences: Difference[];
    presets: [string, string[]][];
    places: string[];
    /** Where the page has what the checks ask; empty if it is nowhere. */
    explained: string;
    colours: Record<string, [string, string]>;
  };
  type Compared = Item & { rates: number[]; total: number; spread: number };
  type View = {
    rows: Compared[];
    sizes: number[];
    articles: number[];
    names: string[];
    table: Contrast | undefined;
    checks: string[];
    item: string;
    caption: string;
    choose: (item: string) => void;
  };
  type Place = { article: number; number: number; row: Paragraph };
  interface Window {
    parallaxExplore?: Explored;
    parallaxCards?: { claims: { id: string; text: string; address: string; card: string; chapters: string[] }[] };
    parallaxCount: {
      own(data: Explored): Choices;
      placed(data: Explored): Place[];
      countAll(data: Explored, name: Countable, choices: Choices): Counted;
      compared(data: Explored, name: Countable, choices: Choices, chosen: number[]): Counted;
      fewest(data: Explored, name: string, choices: Choices): number;
      rate(n: number, size: number): number;
      variant(data: Explored, name: string, choices: Choices): string | null;
      contrast(data: Explored, name: string, choices: Choices, chosen: number[]): Contrast | undefined;
      held(row: ContrastRow, checks: string[]): { passed: number; made: number };
    };
    parallaxDraw: {
      plane(view: View): HTMLElement;
      dumbbell(row: Compared, most: number, articles: number[], every: Article[]): HTMLElement;
      strips(data: Explored, articles: number[], where: Map<number, number>, read?: Set<number>): HTMLElement;
    };
  }
}

export {};
