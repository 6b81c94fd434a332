import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { LightShape, lightOrder, lightWord, worstLight } from '../src/figures/light';
import { expectedPercent, filledPercent } from '../src/figures/progress-bar';

const shapes = { red: '<rect', yellow: '<path', green: '<circle', grey: 'class="ring"' };

describe('a light', () => {
  it.each(lightOrder)('%s has a shape of its own', (colour) =>
    expect(renderToStaticMarkup(<LightShape colour={colour} />)).toContain(shapes[colour]),
  );

  it('says its words to those who do not see it', () =>
    expect(renderToStaticMarkup(<LightShape colour="red" title="滞后" />)).toContain(
      'aria-label="滞后"',
    ));

  it.each([
    [{ light: 'red', met: false, late: false, days_left: -12 }, 'light.overdue'],
    [{ light: 'red', met: false, late: false, days_left: 90 }, 'light.red'],
    [{ light: 'green', met: true, late: true, days_left: -12 }, 'light.met_late'],
    [{ light: 'green', met: true, late: false, days_left: 3 }, 'light.met'],
    [{ light: 'green', met: false, late: false, days_left: 90 }, 'light.green'],
    [{ light: 'grey', met: false, late: false, days_left: null }, 'light.grey'],
    [{ light: '', met: false, late: false, days_left: null }, 'light.none'],
  ] as const)('%j', (figure, key) => expect(lightWord(figure)).toBe(key));

  it('the gravest counts', () => {
    expect(worstLight({ red: 0, yellow: 2, green: 9, grey: 1 })).toBe('yellow');
    expect(worstLight(null)).toBeNull();
  });
});

describe('a bar', () => {
  it('marks where time says it should be', () => {
    expect(expectedPercent({ rate: '28.333', behind: '71.667' })).toBeCloseTo(100);
    expect(expectedPercent({ rate: '90', behind: '-40' })).toBe(50);
    expect(expectedPercent({ rate: null, behind: null })).toBeNull();
  });
  it('never overflows', () => {
    expect(filledPercent('180', '120')).toBe(100);
    expect(filledPercent(null, '120')).toBe(0);
    expect(filledPercent('1', '0')).toBe(0);
  });
});
