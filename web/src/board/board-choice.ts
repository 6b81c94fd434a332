// Board choice: what the board shows, kept in its address, so that a link shows the same board.
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { LightColour } from '../api/types';
import { lightOrder } from '../figures/light';
import type { BoardFilter } from './matrix';

export interface BoardChoice extends BoardFilter {
  on: string | null; ///< The target whose lights the map shows; null: the gravest.
}

export function readChoice(parameters: URLSearchParams): BoardChoice {
  const part = /^\d+$/.exec(parameters.get('part') ?? '');
  const light = parameters.get('light');
  return {
    part: part === null ? null : Number(part[0]),
    light: lightOrder.find((colour) => colour === light) ?? null,
    nodes: parameters.get('nodes') === 'all' ? 'all' : 'current',
    order: parameters.get('order') === 'urgent' ? 'urgent' : 'text',
    on: parameters.get('on') || null,
  };
}

export function writeChoice(choice: BoardChoice, before: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(before);
  const put = (name: string, value: string | null): void => {
    if (value === null) next.delete(name);
    else next.set(name, value);
  };
  put('part', choice.part === null ? null : `${choice.part}`);
  put('light', choice.light satisfies LightColour | null);
  put('nodes', choice.nodes === 'all' ? 'all' : null);
  put('order', choice.order === 'urgent' ? 'urgent' : null);
  put('on', choice.on);
  return next;
}

export function useBoardChoice(): [BoardChoice, (change: Partial<BoardChoice>) => void] {
  const [parameters, setParameters] = useSearchParams();
  const choice = useMemo(() => readChoice(parameters), [parameters]);
  const change = useCallback(
    (part: Partial<BoardChoice>) =>
      setParameters((before) => writeChoice({ ...readChoice(before), ...part }, before), {
        replace: true,
        preventScrollReset: true,
      }),
    [setParameters],
  );
  return [choice, change];
}
