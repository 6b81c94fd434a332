// Field list: what a row of a register holds, each field with its type in words.
import type { BlockField, BlockHead } from '../api/types';
import { useLanguage, type Translate } from '../i18n/language';
import { Names } from './block-opener';

function typeText(field: BlockField, t: Translate): string {
  const words = field.words.join('、');
  switch (field.type) {
    case 'number': {
      const unit = field.unit === '' ? '' : ` ${field.unit}`;
      const places = field.places === null ? '' : ` ${t('field.places', { n: field.places })}`;
      return `${t('field.number')}${unit}${places}`;
    }
    case 'one of':
      return t('field.one_of', { words });
    case 'several of':
      return t('field.several_of', { words });
    case 'reference':
      return t('field.reference');
    default:
      return t(`field.${field.type}`);
  }
}

export function FieldList({ fields, known }: { fields: BlockField[]; known: BlockHead[] }) {
  const { t } = useLanguage();
  return (
    <dl className="field-list">
      {fields.map((field) => (
        <div key={field.name}>
          <dt lang="zh-CN">
            {field.name}
            {field.required && (
              <abbr title={t('field.required')} className="required">
                *
              </abbr>
            )}
          </dt>
          <dd>
            {typeText(field, t)}{' '}
            {field.target !== '' && <Names list={[field.target]} known={known} />}
            {field.required_from !== '' && (
              <small>{t('field.required_from', { state: field.required_from })}</small>
            )}
            {field.sensitive && <span className="tag">{t('field.sensitive')}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
