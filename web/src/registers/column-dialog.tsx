// Column dialog: which columns are shown, and in which order.
import { useState } from 'react';
import { Dialog } from '../app/dialog';
import { useLanguage } from '../i18n/language';
import { chosenColumns, moved, type Column, type ColumnChoice } from './columns';

export function ColumnDialog({
  all,
  choice,
  onChoose,
  onClose,
}: {
  all: Column[];
  choice: ColumnChoice;
  onChoose: (choice: ColumnChoice) => void;
  onClose: () => void;
}) {
  const { t } = useLanguage();
  const names = chosenColumns(all, choice).map((column) => column.name);
  const [shown, setShown] = useState(names);
  const keys = all.filter((column) => column.isKey).map((column) => column.name);
  const hidden = all.filter((column) => !shown.includes(column.name));
  return (
    <Dialog title={t('columns.title')} onClose={onClose}>
      <p className="quiet">{t('columns.about')}</p>
      <ol className="column-list">
        {shown.map((name) => (
          <ShownColumn
            key={name}
            name={name}
            isKey={keys.includes(name)}
            isFirst={shown.indexOf(name) <= keys.length}
            isLast={shown.indexOf(name) === shown.length - 1}
            onHide={() => setShown(shown.filter((each) => each !== name))}
            onMove={(by) => setShown(moved(shown, name, by))}
          />
        ))}
      </ol>
      {hidden.length > 0 && (
        <fieldset className="choices">
          <legend>{t('columns.hidden')}</legend>
          {hidden.map((column) => (
            <label key={column.name} lang="zh-CN">
              <input
                type="checkbox"
                checked={false}
                onChange={() => setShown([...shown, column.name])}
              />
              {column.name}
            </label>
          ))}
        </fieldset>
      )}
      <footer className="buttons end">
        <button
          type="button"
          onClick={() => {
            onChoose({ shown: null, widths: {} });
            onClose();
          }}
        >
          {t('columns.standard')}
        </button>
        <button
          type="button"
          className="primary"
          onClick={() => {
            onChoose({ ...choice, shown });
            onClose();
          }}
        >
          {t('columns.use')}
        </button>
      </footer>
    </Dialog>
  );
}

function ShownColumn({
  name,
  isKey,
  isFirst,
  isLast,
  onHide,
  onMove,
}: {
  name: string;
  isKey: boolean;
  isFirst: boolean;
  isLast: boolean;
  onHide: () => void;
  onMove: (by: -1 | 1) => void;
}) {
  const { t } = useLanguage();
  return (
    <li data-column={name}>
      <label className="toggle">
        <input type="checkbox" checked disabled={isKey} onChange={onHide} />
        <span lang="zh-CN">{name}</span>
      </label>
      {!isKey && (
        <span className="column-moves">
          <button
            type="button"
            className="icon-button"
            aria-label={t('columns.up', { name })}
            disabled={isFirst}
            onClick={() => onMove(-1)}
          >
            ↑
          </button>
          <button
            type="button"
            className="icon-button"
            aria-label={t('columns.down', { name })}
            disabled={isLast}
            onClick={() => onMove(1)}
          >
            ↓
          </button>
        </span>
      )}
    </li>
  );
}
