// No rows: nothing found, or nothing there yet, and what to do then.
import { rowsPath } from '../api/registers';
import type { Register, RowQuery } from '../api/registers';
import { PlanLink, useAsOf } from '../app/as-of';
import { usePlan } from '../app/plan-context';
import { Empty } from '../app/states';
import { useLanguage } from '../i18n/language';
import { importAddress } from './addresses';
import { noQuery } from './query';

export function NoRows({
  register,
  query,
  onAsk,
  onAdd,
}: {
  register: Register;
  query: RowQuery;
  onAsk: (query: RowQuery) => void;
  onAdd: () => void;
}) {
  const { t } = useLanguage();
  const { id } = usePlan();
  const [asOf] = useAsOf();
  if (query.where.length > 0 || query.words !== '') {
    return (
      <Empty title={t('grid.no_match')}>
        <button
          type="button"
          className="link"
          onClick={() => onAsk({ ...noQuery, sort: query.sort })}
        >
          {t('grid.show_all')}
        </button>
      </Empty>
    );
  }
  if (asOf !== null) return <Empty title={t('grid.none_then')}>{t('grid.none_then_advice')}</Empty>;
  const { can, name } = register;
  if (!can.add && !can.import) {
    return <Empty title={t('grid.none')}>{t('grid.none_reader')}</Empty>;
  }
  return (
    <Empty title={t('grid.none')}>
      <p>{t('grid.none_advice')}</p>
      <div className="buttons">
        {can.import && (
          <>
            <a className="button" href={rowsPath(id, name, 'template.xlsx')} download>
              {t('register.template')}
            </a>
            <PlanLink className="button" to={importAddress(id, name)}>
              {t('register.import')}
            </PlanLink>
          </>
        )}
        {can.add && (
          <button type="button" className="primary" onClick={onAdd}>
            {t('register.add')}
          </button>
        )}
      </div>
    </Empty>
  );
}
