// Field input: one field of a row as its kind is filled in, with its unit, its words, its faults.
import type { RegisterField } from '../api/registers';
import type { Evidence, Fault } from '../api/types';
import { parseDecimal } from '../figures/decimal';
import { useLanguage, type Translate } from '../i18n/language';
import { EvidenceField } from '../work/evidence-field';
import { ReferencePicker } from './reference-picker';
import { useFormHelp } from './form-help';
import { wordSeparator } from './values';

export interface FieldAnswer {
  text: string;
  name?: string; ///< What a chosen row is called.
  files?: Evidence[];
}

const default_places = 4;
const short_text = 40;

/// What is wrong before it is sent; the server has the last word.
export function faultOfText(field: RegisterField, text: string, t: Translate): string {
  if (field.type !== 'number' || text.trim() === '') return '';
  const number = parseDecimal(text);
  if (number === null) return t('report.not_a_number');
  const places = field.places ?? default_places;
  return number.places > places ? t('form.places', { n: places }) : '';
}

export function FieldInput({
  field,
  answer,
  faults,
  hidden,
  note = '',
  required,
  onAnswer,
}: {
  field: RegisterField;
  answer: FieldAnswer;
  faults: Fault[];
  hidden?: 'hidden'; ///< Its value is not shown to the reader.
  note?: string; ///< How to write it.
  required: boolean;
  onAnswer: (answer: FieldAnswer) => void;
}) {
  const { t, pick } = useLanguage();
  const wrong = faultOfText(field, answer.text, t);
  const isBad = wrong !== '' || faults.length > 0;
  const notes = [
    note,
    field.required_from !== '' ? t('field.required_from', { state: field.required_from }) : '',
    hidden === undefined ? '' : t('form.hidden'),
  ].filter((part) => part !== '');
  return (
    <div className={`field row-field of-${field.type.replace(' ', '-')}`} data-field={field.name}>
      <span lang="zh-CN">
        {field.name}
        {required && (
          <abbr className="required" title={t('field.required')}>
            *
          </abbr>
        )}
        {field.sensitive && <span className="tag">{t('field.sensitive')}</span>}
      </span>
      <Control field={field} answer={answer} isBad={isBad} onAnswer={onAnswer} />
      {notes.length > 0 && <small>{notes.join(' ')}</small>}
      {wrong !== '' && (
        <small className="wrong" role="alert">
          {wrong}
        </small>
      )}
      {faults.map((fault, index) => (
        <small key={index} className="wrong" role="alert">
          {pick(fault.zh, fault.en)} {pick(fault.hint_zh, fault.hint_en)}
        </small>
      ))}
    </div>
  );
}

interface ControlProperties {
  field: RegisterField;
  answer: FieldAnswer;
  isBad: boolean;
  onAnswer: (answer: FieldAnswer) => void;
}

function Control(properties: ControlProperties) {
  const { field, answer, isBad, onAnswer } = properties;
  const help = useFormHelp();
  const set = (text: string): void => onAnswer({ text });
  switch (field.type) {
    case 'boolean':
      return <YesNo field={field} answer={answer} onAnswer={onAnswer} />;
    case 'one of':
      return <OneOf {...properties} options={field.words.map((id) => ({ id, name: id }))} />;
    case 'region':
      return <OneOf {...properties} options={help.regions} />;
    case 'several of':
      return <SeveralOf field={field} answer={answer} onAnswer={onAnswer} />;
    case 'reference':
      return (
        <ReferencePicker
          target={field.target}
          label={field.name}
          chosen={answer.text}
          name={answer.name ?? answer.text}
          onChoose={(text, name) => onAnswer({ text, name })}
        />
      );
    case 'file':
    case 'files':
      return (
        <EvidenceField
          label={field.name}
          single={field.type === 'file' ? 'single' : undefined}
          files={answer.files ?? []}
          onChange={(change) => {
            const files = change(answer.files ?? []);
            const kept = field.type === 'file' ? files.slice(-1) : files;
            onAnswer({ text: kept.map((file) => file.hash).join(' '), files: kept });
          }}
        />
      );
    case 'date':
      return (
        <input
          type="date"
          value={answer.text}
          aria-label={field.name}
          aria-invalid={isBad}
          onChange={(event) => set(event.target.value)}
        />
      );
    default:
      return <Typed field={field} text={answer.text} isBad={isBad} onText={set} />;
  }
}

function Typed({
  field,
  text,
  isBad,
  onText,
}: {
  field: RegisterField;
  text: string;
  isBad: boolean;
  onText: (text: string) => void;
}) {
  const help = useFormHelp();
  const common = { value: text, 'aria-label': field.name, 'aria-invalid': isBad };
  if (field.type === 'text' && (text.length > short_text || text.includes('\n'))) {
    return <textarea {...common} rows={3} lang="zh-CN" onChange={(e) => onText(e.target.value)} />;
  }
  const input = (
    <input
      {...common}
      type="text"
      lang="zh-CN"
      inputMode={field.type === 'number' ? 'decimal' : undefined}
      list={field.type === 'agency' ? help.agencyListId : undefined}
      onChange={(event) => onText(event.target.value)}
    />
  );
  if (field.unit === '') return input;
  return (
    <label className="with-unit">
      {input}
      <span lang="zh-CN">{field.unit}</span>
    </label>
  );
}

function YesNo({ field, answer, onAnswer }: Omit<ControlProperties, 'isBad'>) {
  const { t } = useLanguage();
  const choices = [
    ['是', t('word.yes')],
    ['否', t('word.no')],
    ['', t('cell.blank')],
  ] as const;
  return (
    <div className="choices" role="radiogroup" aria-label={field.name}>
      {choices.map(([text, words]) => (
        <label key={text}>
          <input
            type="radio"
            name={`yes-no-${field.name}`}
            checked={answer.text === text}
            onChange={() => onAnswer({ text })}
          />
          {words}
        </label>
      ))}
    </div>
  );
}

function OneOf({
  field,
  answer,
  isBad,
  onAnswer,
  options,
}: ControlProperties & { options: { id: string; name: string }[] }) {
  const { t } = useLanguage();
  const isKnown = answer.text === '' || options.some((each) => each.id === answer.text);
  return (
    <select
      value={answer.text}
      aria-label={field.name}
      aria-invalid={isBad}
      lang="zh-CN"
      onChange={(event) => onAnswer({ text: event.target.value })}
    >
      <option value="">{t('form.choose')}</option>
      {!isKnown && <option value={answer.text}>{answer.name ?? answer.text}</option>}
      {options.map((option) => (
        <option key={option.id} value={option.id}>
          {option.name}
        </option>
      ))}
    </select>
  );
}

function SeveralOf({ field, answer, onAnswer }: Omit<ControlProperties, 'isBad'>) {
  const chosen = answer.text === '' ? [] : answer.text.split(wordSeparator);
  const tick = (word: string): void => {
    const next = field.words.filter((each) =>
      each === word ? !chosen.includes(word) : chosen.includes(each),
    );
    onAnswer({ text: next.join(wordSeparator) });
  };
  return (
    <div className="choices" role="group" aria-label={field.name}>
      {field.words.map((word) => (
        <label key={word} lang="zh-CN">
          <input type="checkbox" checked={chosen.includes(word)} onChange={() => tick(word)} />
          {word}
        </label>
      ))}
    </div>
  );
}
