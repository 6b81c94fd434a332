// Scroll map: which rows are in sight at a place of the scroll bar.
//
// Browsers draw nothing taller than some 17 million pixels, and a million rows are twice that. A
// taller grid is drawn that high and its bar moves over more rows with each pixel; rows themselves
// stay whole, and the keyboard reaches each of them.

export const row_px = 34;
export const height_px_max = 12_000_000;

export interface Sight {
  first: number;
  last: number;
  top_px: number; ///< Where the first row begins in the drawn body.
}

export class ScrollMap {
  readonly height_px: number;
  private readonly full_px: number;

  constructor(
    readonly rows: number,
    private readonly view_px: number,
    private readonly row_height_px = row_px,
  ) {
    this.full_px = rows * row_height_px;
    this.height_px = Math.min(this.full_px, height_px_max);
  }

  /// Rows of the full grid above the sight, in pixels of the full grid.
  private fullTop(scroll_px: number): number {
    const way = this.height_px - this.view_px;
    if (this.height_px === this.full_px || way <= 0) return scroll_px;
    return (Math.min(scroll_px, way) / way) * (this.full_px - this.view_px);
  }

  sight(scroll_px: number, beyond = 4): Sight {
    const top = Math.max(0, this.fullTop(scroll_px));
    const shown = Math.ceil(this.view_px / this.row_height_px);
    const first = Math.max(0, Math.floor(top / this.row_height_px) - beyond);
    const last = Math.min(this.rows - 1, first + shown + 2 * beyond + 1);
    return { first, last, top_px: scroll_px - (top - first * this.row_height_px) };
  }

  /// Where the bar has to stand for the row to be whole in sight; the same place if it is.
  scrollTo(row: number, scroll_px: number, covered_px = 0): number {
    const top = this.fullTop(scroll_px);
    const begin = row * this.row_height_px;
    const free = this.view_px - covered_px;
    if (begin >= top && begin + this.row_height_px <= top + free) return scroll_px;
    const wanted = begin < top ? begin : begin + this.row_height_px - free;
    const way = this.height_px - this.view_px;
    if (this.height_px === this.full_px) return wanted;
    return (wanted / (this.full_px - this.view_px)) * way;
  }
}
