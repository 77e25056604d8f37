// What elements.js gives to other scripts.

declare global {
  type Child = Node | string | null | undefined | false;
  interface Make {
    <K extends keyof HTMLElementTagNameMap>(tag: K, attributes?: Record<string, unknown>, ...children: Child[]): HTMLElementTagNameMap[K];
    (tag: string, attributes?: Record<string, unknown>, ...children: Child[]): HTMLElement;
  }
  interface Elements {
    el: Make;
    opened(name: string): string;
    coloured(colours: Record<string, [string, string]>): void;
    csv(rows: unknown[][]): string;
    copied(text: string): Promise<HTMLTextAreaElement | null>;
  }
  interface Window {
    parallaxElements: Elements;
  }
}

type Given = Elements;
export type { Given };
