// What scripts of several pages make elements with.

declare global {
  type Child = Node | string | null | undefined | false;
  interface Window {
    parallaxMake: {
      el(tag: string, attributes?: Record<string, unknown>, ...children: Child[]): HTMLElement;
      opened(name: string): string;
      coloured(colours: Record<string, [light: string, dark: string]>): void;
    };
  }
}

export {};
