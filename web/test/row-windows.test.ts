import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Register, Row, RowPage } from '../src/api/registers';
import { RowWindows } from '../src/registers/row-windows';
import { height_px_max, row_px, ScrollMap } from '../src/registers/scroll-map';

const pageAt = (offset: number, count: number, total: number, word = ''): RowPage => ({
  register: {} as Register,
  view: { as_of: '', known_at: '', today: '', now: true },
  total,
  offset,
  examples: 0,
  rows: Array.from(
    { length: Math.max(0, Math.min(count, total - offset)) },
    (_, index) => ({ row: String(offset + index), id: `${word}${offset + index}` }) as Row,
  ),
});

interface Asked {
  offset: number;
  signal: AbortSignal;
  answer: (page: RowPage) => void;
  refuse: (reason: unknown) => void;
}

function watched() {
  const asked: Asked[] = [];
  const windows = new RowWindows(
    (offset, _count, signal) =>
      new Promise((answer, refuse) => asked.push({ offset, signal, answer, refuse })),
  );
  windows.open();
  return { asked, windows };
}
const settle = async (): Promise<void> => {
  await vi.advanceTimersByTimeAsync(100);
};

describe('the windows of a long register', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('are read once, as they come into sight', async () => {
    const { asked, windows } = watched();
    asked[0]?.answer(pageAt(0, 100, 1_000_000));
    await settle();
    windows.need(0, 40);
    await settle();
    expect(asked.map((each) => each.offset)).toEqual([0]);
    windows.need(90, 130);
    await settle();
    expect(asked.map((each) => each.offset)).toEqual([0, 100]);
    expect(windows.row(99)?.id).toBe('99');
    expect(windows.row(100)).toBeUndefined();
    asked[1]?.answer(pageAt(100, 100, 1_000_000));
    await settle();
    expect(windows.row(100)?.id).toBe('100');
  });

  it('are asked for where dragging stops, and what was passed is called off', async () => {
    const { asked, windows } = watched();
    asked[0]?.answer(pageAt(0, 100, 1_000_000));
    await settle();
    for (let at = 0; at < 50; at += 1) windows.need(at * 20_000, at * 20_000 + 40);
    await settle();
    expect(asked.map((each) => each.offset)).toEqual([0, 980_000]);
    windows.need(500, 540);
    await settle();
    expect(asked[1]?.signal.aborted).toBe(true);
    asked[1]?.answer(pageAt(980_000, 100, 1_000_000, 'late'));
    await settle();
    expect(windows.row(980_000)).toBeUndefined();
  });

  it('stay on screen while they are read again', async () => {
    const { asked, windows } = watched();
    asked[0]?.answer(pageAt(0, 100, 100, 'old'));
    await settle();
    windows.refresh();
    expect(windows.row(5)?.id).toBe('old5');
    asked[1]?.answer(pageAt(0, 100, 99, 'new'));
    await settle();
    expect(windows.row(5)?.id).toBe('new5');
    expect(windows.page?.total).toBe(99);
  });

  it('let rows go that are no longer there', async () => {
    const { asked, windows } = watched();
    asked[0]?.answer(pageAt(0, 100, 150));
    await settle();
    windows.need(90, 120);
    await settle();
    asked[1]?.answer(pageAt(100, 100, 150));
    await settle();
    expect(windows.row(120)?.id).toBe('120');
    windows.need(0, 40);
    await settle();
    windows.refresh();
    asked[2]?.answer(pageAt(0, 100, 80));
    await settle();
    expect(windows.row(120)).toBeUndefined();
  });

  it('keep what a person just saved, and tell of failures', async () => {
    const { asked, windows } = watched();
    asked[0]?.answer(pageAt(0, 100, 100));
    await settle();
    windows.replace({ row: '7', id: 'mine' } as Row);
    expect(windows.row(7)?.id).toBe('mine');
    windows.refresh();
    asked[1]?.refuse(new Error('gone'));
    await settle();
    expect(windows.failure).toBeInstanceOf(Error);
    expect(windows.row(7)?.id).toBe('mine');
  });

  it('ask for nothing once the page is left', async () => {
    const { asked, windows } = watched();
    windows.close();
    expect(asked[0]?.signal.aborted).toBe(true);
    windows.need(0, 10);
    await settle();
    expect(asked).toHaveLength(1);
  });
});

describe('the scroll bar', () => {
  it('moves by pixels where all rows fit', () => {
    const map = new ScrollMap(1000, 500);
    expect(map.height_px).toBe(1000 * row_px);
    const sight = map.sight(row_px * 100, 0);
    expect(sight.first).toBe(100);
    expect(sight.top_px).toBe(row_px * 100);
    expect(sight.last).toBeGreaterThanOrEqual(100 + Math.floor(500 / row_px));
  });

  it('reaches the first and the last of a million rows', () => {
    const map = new ScrollMap(1_000_000, 500);
    expect(map.height_px).toBe(height_px_max);
    expect(map.sight(0, 0).first).toBe(0);
    const end = map.height_px - 500;
    const sight = map.sight(end, 0);
    expect(sight.last).toBe(999_999);
    const bottom = sight.top_px + (999_999 - sight.first + 1) * row_px;
    expect(Math.abs(bottom - map.height_px)).toBeLessThan(1);
  });

  it.each([0, 1, 14, 15, 500_000, 999_998, 999_999])('brings row %i whole into sight', (row) => {
    const map = new ScrollMap(1_000_000, 500);
    const to = map.scrollTo(row, 3_000_000);
    const sight = map.sight(to, 0);
    const top = sight.top_px + (row - sight.first) * row_px - to;
    expect(top).toBeGreaterThanOrEqual(-0.01);
    expect(top + row_px).toBeLessThanOrEqual(500.01);
  });

  it('stays where the row already is', () => {
    const map = new ScrollMap(1000, 500);
    expect(map.scrollTo(105, row_px * 100)).toBe(row_px * 100);
  });
});
