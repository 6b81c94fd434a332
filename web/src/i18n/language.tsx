// Language: Chinese first. English is complete and loaded only when asked for.
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { fill, type Facts } from './translate';
import { zh } from './zh';

export type LanguageName = 'zh' | 'en';
export type Key = keyof typeof zh;
export type Dictionary = Record<Key, string>;
export type Translate = (key: Key, facts?: Facts) => string;

interface Language {
  language: LanguageName;
  t: Translate;
  choose: (language: LanguageName) => void;
  /// Picks from a pair as the server sends it.
  pick: (zhText: string, enText: string) => string;
}

const storageKey = 'fangan.language';
const LanguageContext = createContext<Language | null>(null);

export function useLanguage(): Language {
  const language = useContext(LanguageContext);
  if (language === null) throw new Error('LanguageProvider is missing');
  return language;
}

function remembered(): LanguageName {
  try {
    return localStorage.getItem(storageKey) === 'en' ? 'en' : 'zh';
  } catch {
    return 'zh';
  }
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<LanguageName>(remembered);
  const [english, setEnglish] = useState<Dictionary | null>(null);
  useEffect(() => {
    document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN';
    if (language === 'en' && english === null) {
      void import('./en').then((module) => setEnglish(module.en));
    }
  }, [language, english]);
  const choose = useCallback((next: LanguageName) => {
    setLanguage(next);
    try {
      localStorage.setItem(storageKey, next);
    } catch {
      // A browser that keeps nothing still shows the language for this visit.
    }
  }, []);
  const shown = language === 'en' ? english : zh;
  const value = useMemo<Language | null>(
    () =>
      shown && {
        language,
        choose,
        t: (key, facts) => fill(shown[key], facts),
        pick: (zhText, enText) => (language === 'en' ? enText || zhText : zhText || enText),
      },
    [language, shown, choose],
  );
  if (value === null) return null;
  return <LanguageContext.Provider value={value}>{children}</LanguageContext.Provider>;
}
