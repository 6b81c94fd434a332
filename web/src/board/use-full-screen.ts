// Full screen: an element that fills the screen of a meeting room, and whether it does.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';

export interface FullScreen<T> {
  element: RefObject<T>;
  isFull: boolean;
  isPossible: boolean; ///< Phones of some makers have none.
  toggle: () => void;
}

export function useFullScreen<T extends HTMLElement>(): FullScreen<T> {
  const element = useRef<T>(null);
  const [isFull, setFull] = useState(false);
  useEffect(() => {
    const follow = (): void => setFull(document.fullscreenElement === element.current);
    document.addEventListener('fullscreenchange', follow);
    return () => document.removeEventListener('fullscreenchange', follow);
  }, []);
  const toggle = useCallback(() => {
    if (document.fullscreenElement !== null) void document.exitFullscreen();
    else void element.current?.requestFullscreen();
  }, []);
  const isPossible = document.fullscreenEnabled;
  return { element, isFull: isFull && isPossible, isPossible, toggle };
}
