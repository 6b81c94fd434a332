// Record fields: what was filled in, what follows from it and why, and the files.
import type { Register, RegisterField, Row } from '../api/registers';
import { BlockLink } from '../blocks/block-opener';
import { formatDay } from '../figures/format';
import { useLanguage } from '../i18n/language';
import { isBlank, isFile, masked } from './values';
import { MaskedValue, OutcomeView, ValueView } from './value-view';

type Explained = Record<string, { zh: string; en: string }>;

export function RecordFields({
  register,
  row,
  explain,
}: {
  register: Register;
  row: Row;
  explain: Explained;
}) {
  const { t } = useLanguage();
  const files = register.fields.filter((field) => isFile(field.type));
  const others = register.fields.filter((field) => !isFile(field.type));
  return (
    <>
      <section className="record-part">
        <h2>{t('record.fields')}</h2>
        <Fields register={register} row={row} fields={others} />
      </section>
      {(register.derived.length > 0 || register.decisions.length > 0) && (
        <section className="record-part">
          <h2>{t('record.follows')}</h2>
          <Following register={register} row={row} explain={explain} />
        </section>
      )}
      {files.length > 0 && (
        <section className="record-part">
          <h2>{t('record.files')}</h2>
          <Fields register={register} row={row} fields={files} />
        </section>
      )}
    </>
  );
}

function Fields({
  register,
  row,
  fields,
}: {
  register: Register;
  row: Row;
  fields: RegisterField[];
}) {
  return (
    <dl className="record-fields">
      {fields.map((field) => (
        <div key={field.name} data-field={field.name}>
          <dt lang="zh-CN">{field.name}</dt>
          <dd>
            <FieldValue register={register} row={row} field={field} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function FieldValue({
  register,
  row,
  field,
}: {
  register: Register;
  row: Row;
  field: RegisterField;
}) {
  const { language } = useLanguage();
  const value = row.values[field.name] ?? null;
  if (value === masked) {
    return <MaskedValue register={register.name} row={row} field={field.name} />;
  }
  if (field.type === 'date' && typeof value === 'string') {
    return <span>{formatDay(value, language)}</span>;
  }
  return (
    <>
      <ValueView value={value} type={field.type} target={field.target} />
      {field.unit !== '' && !isBlank(value) && (
        <span className="unit" lang="zh-CN">
          {' '}
          {field.unit}
        </span>
      )}
    </>
  );
}

function Following({
  register,
  row,
  explain,
}: {
  register: Register;
  row: Row;
  explain: Explained;
}) {
  const { t } = useLanguage();
  return (
    <dl className="record-fields">
      {register.derived.map((derived) => (
        <div key={derived.name} data-field={derived.name}>
          <dt lang="zh-CN">{derived.name}</dt>
          <dd>
            <OutcomeView
              outcome={row.derived[derived.name]}
              type={derived.type}
              unit={derived.unit}
            />
            <Why drawn={explain[derived.name]} />
          </dd>
        </div>
      ))}
      {register.decisions.map((decision) => (
        <div key={decision.name} data-field={decision.name}>
          <dt lang="zh-CN">{decision.name}</dt>
          <dd>
            <OutcomeView
              outcome={row.derived[decision.name]}
              type={decision.type}
              unit={decision.unit}
            />{' '}
            <BlockLink id={decision.name}>{t('record.rule')}</BlockLink>
            <Why drawn={explain[decision.name]} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/// The formula with the values of this row drawn below it, as the program reckoned.
function Why({ drawn }: { drawn: { zh: string; en: string } | undefined }) {
  const { t, pick } = useLanguage();
  if (drawn === undefined) return null;
  return (
    <details className="why">
      <summary>{t('record.why')}</summary>
      <pre>{pick(drawn.zh, drawn.en)}</pre>
    </details>
  );
}
