// State tabs: the states of a register's flow above its rows, or the words of the field it names.
import type { Register, RowQuery } from '../api/registers';
import { useLanguage } from '../i18n/language';
import { stateField, withFilter } from './query';

export function StateTabs({
  register,
  query,
  onAsk,
}: {
  register: Register;
  query: RowQuery;
  onAsk: (query: RowQuery) => void;
}) {
  const { t } = useLanguage();
  const field = register.tabs_by || stateField;
  const words =
    field === stateField
      ? register.states.map((state) => state.name)
      : (register.fields.find((each) => each.name === field)?.words ?? []);
  if (words.length === 0) return null;
  const asked = query.where.find((filter) => filter.field === field);
  const chosen = asked?.op === 'in' && asked.values.length === 1 ? asked.values[0] : null;
  const ask = (word: string | null): void => {
    const filter = word === null ? null : ({ field, op: 'in', values: [word] } as const);
    const where = filter === null ? null : { ...filter, values: [...filter.values] };
    onAsk({ ...query, where: withFilter(query.where, field, where) });
  };
  return (
    <div className="chips state-tabs" role="group" aria-label={field}>
      <button type="button" aria-pressed={asked === undefined} onClick={() => ask(null)}>
        {t('query.all')}
      </button>
      {words.map((word) => (
        <button
          key={word}
          type="button"
          lang="zh-CN"
          aria-pressed={chosen === word}
          onClick={() => ask(word)}
        >
          {word}
        </button>
      ))}
    </div>
  );
}
