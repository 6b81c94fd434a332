// Narrow: whether the window is as wide as a phone, or as wide as said.
import { useEffect, useState } from 'react';

const phone = '(max-width: 760px)';

export function useNarrow(narrow = phone): boolean {
  const [isNarrow, setNarrow] = useState(() => window.matchMedia(narrow).matches);
  useEffect(() => {
    const query = window.matchMedia(narrow);
    const follow = (): void => setNarrow(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, [narrow]);
  return isNarrow;
}
