// What is used of dmn-js, which brings no types.
declare module 'dmn-js/lib/Viewer' {
  interface View {
    type: string;
  }
  export default class Viewer {
    constructor(options: Record<string, unknown>);
    importXML(xml: string, options: { open: boolean }): Promise<unknown>;
    getViews(): View[];
    open(view: View): Promise<unknown>;
    destroy(): void;
  }
}
