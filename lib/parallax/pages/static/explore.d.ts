// What the explorer works on, as lib/parallax/pages/explored.py writes it, and what its two scripts share.

declare global {
  type Level = string | number | boolean | null;
  type Choices = Record<string, Level>;
  /** Number, words, words in quotation marks, 1 if it is its author's own. */
  type Paragraph = number[];
  /** Where parts are texts, `paragraphs` has one row a text, and `texts` their names. */
  type Article = { id: string; name: string; paragraphs: Paragraph[]; texts?: string[] };
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
    /** Whether some were left out, since a page has no room for all. */
    fitted?: boolean;
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
    /** What is compared, a part of it, and who read what is not counted, as the page calls one. */
    nouns: { compared: string; part: string; reader: string };
    /** By id, the articles that the page opens with. */
    opening: string[];
    /** What can be looked at, as a sentence for those who looked up something else. */
    which: string;
    /** What the code that a reader copies begins with. */
    python: { imports: string[]; loaded: string; settings: string };
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
    /** Terms that the tables write otherwise, as they write them. */
    written: Record<string, string>;
  };
  type State = {
    kind: string;
    articles: number[];
    item: string;
    order: string;
    all: boolean;
    choices: Choices;
    theme: string;
    relation: string;
  };
  type Known = { text: string; kind: string };
  /** What the card is drawn of. */
  type View = {
    state: State;
    address: (state: State) => string;
    measured: (item: Item, sizes: number[], present: boolean[]) => Compared;
    known: Known[];
    found: (asked: string) => Known[];
    go: (change: Partial<State>) => void;
  };
  type Comparison = { rows: Compared[]; sizes: number[]; present: boolean[] };
  type Compared = Item & { rates: number[]; total: number; spread: number };
  type Picture = {
    rows: Compared[];
    sizes: number[];
    articles: number[];
    names: string[];
    table: Contrast | undefined;
    checks: string[];
    item: string;
    caption: string;
    label: (name: string) => string;
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
    parallaxNames: {
      KINDS: readonly (Countable | "questions")[];
      CALLED: Record<string, string>;
      ONE: Record<string, string>;
      CHECKED: Record<string, string>;
      SAID: Record<string, string>;
      folded(text: string): string;
      several(n: number, one: string): string;
      signed(value: number): string;
      written(data: Explored, kind: string, name: string): string;
      called(data: Explored, article: number, number: number): [short: string, full: string];
      toParagraph(data: Explored, at: number): HTMLElement;
      COMPARED: string;
      ALL: string;
      PART: string;
      PARTS: string;
      READER: string;
      a(noun: string): string;
    };
    parallaxAddresses: {
      PREFIX: string;
      addresses(data: Explored): {
        kinds: string[];
        opening(): State;
        read(hash: string): { state: State; odd: string[] };
        written(state: State): string;
      };
    };
    parallaxEvidence: {
      swatch(id: string): HTMLElement;
      copy(text: string, event: Event): Promise<void>;
      cards(data: Explored, view: View): {
        card(compared: Comparison): HTMLElement;
        sharing(rows: Compared[], sizes: number[]): HTMLElement;
        rowsOf(rows: Compared[], sizes: number[]): unknown[][];
        firmOf(name: string): { table: Contrast | undefined; rows: ContrastRow[] };
      };
    };
    parallaxDraw: {
      plane(view: Picture): HTMLElement;
      dumbbell(row: Compared, most: number, articles: number[], every: Article[]): HTMLElement;
      strips(data: Explored, articles: number[], where: Map<number, number>, read?: Set<number>): HTMLElement;
    };
  }
}

export {};
