// Query form: what to look for, above the table, one question for each field.
import { useEffect, useState } from 'react';
import type { FormEvent } from 'react';
import type { Filter, FilterOperator, Region, RowQuery } from '../api/registers';
import { useLanguage, type Key } from '../i18n/language';
import { ManyOf } from './many-of';
import { filterOf, firstOperator, needsValues, noQuery, type Askable } from './query';

interface Asked {
  op: FilterOperator;
  values: string[];
}
type AskedFields = Record<string, Asked>;

/// On a phone the rows come first.
const isNarrow = (): boolean => window.matchMedia('(max-width: 640px)').matches;
const fields_when_closed = (): number => (isNarrow() ? 0 : 3);
const operatorKeys: Record<FilterOperator, Key> = {
  '=': 'operator.is',
  '!=': 'operator.not',
  contains: 'operator.contains',
  in: 'operator.in',
  between: 'operator.between',
  blank: 'operator.blank',
  filled: 'operator.filled',
};

const askedIn = (where: Filter[]): AskedFields =>
  Object.fromEntries(where.map(({ field, op, values }) => [field, { op, values }]));

export function QueryForm({
  fields,
  regions,
  query,
  onAsk,
}: {
  fields: Askable[];
  regions: Region[];
  query: RowQuery;
  onAsk: (query: RowQuery) => void;
}) {
  const { t } = useLanguage();
  const [open, setOpen] = useState(false);
  const [words, setWords] = useState(query.words);
  const [asked, setAsked] = useState<AskedFields>(() => askedIn(query.where));
  const from = JSON.stringify([query.where, query.words]);
  useEffect(() => {
    setWords(query.words);
    setAsked(askedIn(query.where));
  }, [from]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const where = fields.flatMap((field) => {
      const given = asked[field.name];
      return given === undefined ? [] : (filterOf(field.name, given.op, given.values) ?? []);
    });
    onAsk({ ...query, where, words: words.trim() });
  };
  const [few] = useState(fields_when_closed);
  const shown = open ? fields : fields.slice(0, few);
  return (
    <form className="query-form" role="search" onSubmit={submit}>
      <label className="field">
        <span>{t('query.words')}</span>
        <input
          type="search"
          name="words"
          value={words}
          placeholder={t('query.words_example')}
          onChange={(event) => setWords(event.target.value)}
        />
      </label>
      {shown.map((field) => (
        <Question
          key={field.name}
          field={field}
          regions={regions}
          asked={asked[field.name] ?? { op: firstOperator(field.type), values: [] }}
          onAsked={(next) => setAsked({ ...asked, [field.name]: next })}
        />
      ))}
      <div className="buttons query-buttons">
        <button type="submit" className="primary">
          {t('query.ask')}
        </button>
        <button type="button" onClick={() => onAsk({ ...noQuery, sort: query.sort })}>
          {t('query.reset')}
        </button>
        {fields.length > few && (
          <button
            type="button"
            className="link"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {t(open ? 'query.less' : 'query.more', { n: fields.length - few })}
          </button>
        )}
      </div>
    </form>
  );
}

function operatorsOf(type: string): FilterOperator[] {
  const first = firstOperator(type);
  const text: FilterOperator[] = first === 'contains' ? ['='] : [];
  const rest: FilterOperator[] = type === 'state' ? [] : ['filled', 'blank'];
  return [...new Set<FilterOperator>([first, ...text, ...rest])];
}

function Question({
  field,
  regions,
  asked,
  onAsked,
}: {
  field: Askable;
  regions: Region[];
  asked: Asked;
  onAsked: (asked: Asked) => void;
}) {
  const { t } = useLanguage();
  const operators = operatorsOf(field.type);
  return (
    <div className="field question" role="group" aria-label={field.name}>
      <span className="question-head">
        <span lang="zh-CN">
          {field.name}
          {field.unit !== '' && <small>{field.unit}</small>}
        </span>
        {operators.length > 1 && (
          <select
            value={asked.op}
            aria-label={t('query.how', { name: field.name })}
            onChange={(event) => onAsked({ ...asked, op: event.target.value as FilterOperator })}
          >
            {operators.map((op) => (
              <option key={op} value={op}>
                {t(operatorKeys[op])}
              </option>
            ))}
          </select>
        )}
      </span>
      {needsValues(asked.op) ? (
        <Answer
          field={field}
          regions={regions}
          values={asked.values}
          isRange={asked.op === 'between'}
          onValues={(values) => onAsked({ ...asked, values })}
        />
      ) : (
        <span className="quiet question-none">{t(operatorKeys[asked.op])}</span>
      )}
    </div>
  );
}

interface AnswerProperties {
  field: Askable;
  regions: Region[];
  values: string[];
  onValues: (values: string[]) => void;
}

function Answer({ isRange, ...properties }: AnswerProperties & { isRange: boolean }) {
  const { t } = useLanguage();
  const { field, regions, values, onValues } = properties;
  if (isRange) return <Range {...properties} />;
  switch (field.type) {
    case 'boolean':
      return (
        <select
          value={values[0] ?? ''}
          aria-label={field.name}
          onChange={(event) => onValues([event.target.value])}
        >
          <option value="">{t('query.any')}</option>
          <option value="是">{t('word.yes')}</option>
          <option value="否">{t('word.no')}</option>
        </select>
      );
    case 'one of':
    case 'several of':
    case 'state':
      return (
        <ManyOf
          name={field.name}
          options={field.words.map((word) => ({ id: word, name: word }))}
          chosen={values}
          onChoose={onValues}
        />
      );
    case 'region':
      return <ManyOf name={field.name} options={regions} chosen={values} onChoose={onValues} />;
    default:
      return (
        <input
          value={values[0] ?? ''}
          aria-label={field.name}
          onChange={(event) => onValues([event.target.value])}
        />
      );
  }
}

function Range({ field, values, onValues }: AnswerProperties) {
  const { t } = useLanguage();
  const [low = '', high = ''] = values;
  const type = field.type === 'date' ? 'date' : 'text';
  const mode = field.type === 'number' ? 'decimal' : undefined;
  return (
    <span className="range">
      <input
        type={type}
        inputMode={mode}
        value={low}
        aria-label={t('query.low', { name: field.name })}
        onChange={(event) => onValues([event.target.value, high])}
      />
      <span aria-hidden="true">–</span>
      <input
        type={type}
        inputMode={mode}
        value={high}
        aria-label={t('query.high', { name: field.name })}
        onChange={(event) => onValues([low, event.target.value])}
      />
    </span>
  );
}
