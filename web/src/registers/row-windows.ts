// Row windows: the rows of a grid, read in windows of a hundred as one scrolls over a million.
//
// A window is asked for when a row of it comes into sight and has stayed there for a moment, so
// that dragging the bar asks for where it stops. Old windows go when there are too many; after a
// change by somebody they stay on screen until their new rows are here.
import type { Row, RowPage } from '../api/registers';

export const window_rows = 100;
const windows_max = 60;
const settle_ms = 40;

type Fetch = (offset: number, count: number, signal: AbortSignal) => Promise<RowPage>;

interface Held {
  rows: Row[];
  used: number;
  stale: boolean;
}

export class RowWindows {
  private readonly held = new Map<number, Held>();
  private readonly asking = new Map<number, AbortController>();
  private readonly listeners = new Set<() => void>();
  private wanted: [number, number] = [0, 0];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private clock = 0;
  private closed = true;
  /// Rises with every change, so that React sees it.
  version = 0;
  page: Omit<RowPage, 'rows' | 'offset'> | null = null;
  failure: unknown = null;

  constructor(private readonly fetch: Fetch) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  readonly revision = (): number => this.version;

  row(index: number): Row | undefined {
    const at = Math.floor(index / window_rows);
    return this.held.get(at)?.rows[index - at * window_rows];
  }

  get loading(): boolean {
    return this.asking.size > 0;
  }

  /// Rows first to last, both counted, are or will be in sight.
  need(first: number, last: number): void {
    const end = Math.max(first, last);
    this.wanted = [Math.floor(first / window_rows), Math.floor(end / window_rows)];
    clearTimeout(this.timer);
    if (this.page === null) this.ask();
    else this.timer = setTimeout(() => this.ask(), settle_ms);
  }

  /// What is here may be old.
  refresh(): void {
    this.held.forEach((window) => (window.stale = true));
    this.asking.forEach((aborter) => aborter.abort());
    this.asking.clear();
    this.ask();
  }

  /// A row the reader has just changed, where it is on screen.
  replace(row: Row): void {
    for (const window of this.held.values()) {
      const at = window.rows.findIndex((each) => each.row === row.row);
      if (at >= 0) window.rows = window.rows.map((each, index) => (index === at ? row : each));
    }
    this.tell();
  }

  open(): void {
    this.closed = false;
    this.ask();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.asking.forEach((aborter) => aborter.abort());
    this.asking.clear();
  }

  private ask(): void {
    if (this.closed) return;
    const [first, last] = this.wanted;
    this.asking.forEach((aborter, at) => {
      if (at >= first - 1 && at <= last + 1) return;
      aborter.abort();
      this.asking.delete(at);
    });
    for (let at = first; at <= last; at += 1) {
      const window = this.held.get(at);
      if (window !== undefined) window.used = ++this.clock;
      const isHere = window !== undefined && !window.stale;
      const isBeyond = this.page !== null && at > 0 && at * window_rows >= this.page.total;
      if (!isHere && !isBeyond && !this.asking.has(at)) this.read(at);
    }
  }

  private read(at: number): void {
    const aborter = new AbortController();
    this.asking.set(at, aborter);
    this.fetch(at * window_rows, window_rows, aborter.signal).then(
      (answer) => {
        if (aborter.signal.aborted || this.closed) return;
        this.asking.delete(at);
        this.take(at, answer);
      },
      (reason: unknown) => {
        if (aborter.signal.aborted || this.closed) return;
        this.asking.delete(at);
        this.failure = reason;
        this.tell();
      },
    );
  }

  private take(at: number, { rows, offset: _, ...page }: RowPage): void {
    this.failure = null;
    this.page = page;
    this.held.set(at, { rows, used: ++this.clock, stale: false });
    this.held.forEach((_window, each) => {
      if (each * window_rows >= Math.max(1, page.total)) this.held.delete(each);
    });
    while (this.held.size > windows_max) {
      const oldest = [...this.held].reduce((a, b) => (a[1].used < b[1].used ? a : b));
      this.held.delete(oldest[0]);
    }
    this.tell();
  }

  private tell(): void {
    this.version += 1;
    this.listeners.forEach((listener) => listener());
  }
}
