// Units step: county-level units that hold shares are typed or pasted; the text rarely lists them.
import { useMemo } from 'react';
import type { Draft } from '../api/types';
import { FaultList } from '../app/faults';
import { Empty } from '../app/states';
import { useKept } from '../forms/kept';
import { useLanguage } from '../i18n/language';
import { addAgencies, parseUnits, readAgencies } from './agency-table';
import type { DraftEdit } from './draft-edit';

export function UnitsStep({ draft, edit }: { draft: Draft; edit: DraftEdit }) {
  const { t } = useLanguage();
  const [text, setText, kept] = useKept(`draft.${draft.id}.units`, '');
  const rows = useMemo(() => readAgencies(edit.files), [edit.files]);
  const add = async (): Promise<void> => {
    if (await edit.saveFiles.run(addAgencies(edit.files, parseUnits(text)))) kept.forget();
  };
  const live = draft.state === 'live';
  return (
    <div className="two-panes">
      <section>
        <h2>
          {t('units.present')} <span className="quiet">{rows.length}</span>
        </h2>
        {rows.length === 0 ? (
          <Empty title={t('units.none')} />
        ) : (
          <table className="units-table">
            <thead>
              <tr>
                <th scope="col">{t('agencies.name')}</th>
                <th scope="col">{t('agencies.kind')}</th>
                <th scope="col">{t('units.region')}</th>
              </tr>
            </thead>
            <tbody lang="zh-CN">
              {rows.map((row, index) => (
                <tr key={index}>
                  <th scope="row">{row.name}</th>
                  <td>{row.kind}</td>
                  <td>{row.region}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      <form
        className="form-pane"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <h2>{t('units.add')}</h2>
        <p className="quiet">{t('units.about')}</p>
        <label className="field">
          <span>{t('units.names')}</span>
          <textarea
            rows={10}
            lang="zh-CN"
            name="units"
            value={text}
            placeholder={t('units.placeholder')}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <FaultList failure={edit.saveFiles.failure} />
        <button
          type="submit"
          className="primary"
          disabled={live || edit.saveFiles.busy || text.trim() === ''}
        >
          {t('units.submit')}
        </button>
      </form>
    </div>
  );
}
