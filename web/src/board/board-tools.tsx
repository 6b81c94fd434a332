// Board tools: what is shown, in which order, and of which target the map speaks.
import type { LightCounts, Target } from '../api/types';
import { LightShape, lightOrder } from '../figures/light';
import { useLanguage } from '../i18n/language';
import type { BoardChoice } from './board-choice';
import type { BoardPart } from './matrix';

export function BoardTools({
  parts,
  counts,
  choice,
  onChange,
}: {
  parts: BoardPart[]; ///< All of them, before any is filtered out.
  counts: LightCounts;
  choice: BoardChoice;
  onChange: (change: Partial<BoardChoice>) => void;
}) {
  const { t } = useLanguage();
  return (
    <div className="filters board-tools">
      <label>
        {t('board.part')}{' '}
        <select
          value={choice.part ?? ''}
          onChange={(event) =>
            onChange({ part: event.target.value === '' ? null : Number(event.target.value) })
          }
        >
          <option value="">{t('board.all_parts')}</option>
          {parts.map((part) => (
            <option key={part.file} value={part.file} lang="zh-CN">
              {part.title}
            </option>
          ))}
        </select>
      </label>
      <div className="chips" role="group" aria-label={t('outline.filter')}>
        {lightOrder.map((colour) => (
          <button
            key={colour}
            type="button"
            aria-pressed={choice.light === colour}
            onClick={() => onChange({ light: choice.light === colour ? null : colour })}
          >
            <LightShape colour={colour} />
            {t(`light.${colour}`)} {counts[colour]}
          </button>
        ))}
      </div>
      <label className="toggle">
        <input
          type="checkbox"
          checked={choice.order === 'urgent'}
          onChange={(event) => onChange({ order: event.target.checked ? 'urgent' : 'text' })}
        />
        {t('board.urgent_first')}
      </label>
      <label className="toggle">
        <input
          type="checkbox"
          checked={choice.nodes === 'all'}
          onChange={(event) => onChange({ nodes: event.target.checked ? 'all' : 'current' })}
        />
        {t('board.all_nodes')}
      </label>
    </div>
  );
}

/// Which target the map speaks of.
export function MapChoice({
  targets,
  choice,
  onChange,
}: {
  targets: Target[];
  choice: BoardChoice;
  onChange: (change: Partial<BoardChoice>) => void;
}) {
  const { t } = useLanguage();
  const chosen = targets.find((target) => target.name === choice.on);
  return (
    <label className="map-choice">
      {t('board.map_of')}{' '}
      <select
        value={choice.on ?? ''}
        onChange={(event) => onChange({ on: event.target.value || null })}
      >
        <option value="">{t('board.gravest')}</option>
        {targets.map((target) => (
          <option key={target.name} value={target.name} lang="zh-CN">
            {target.label || target.name}
          </option>
        ))}
      </select>
      <b className="on-paper">
        {chosen === undefined ? t('board.gravest') : chosen.label || chosen.name}
      </b>
    </label>
  );
}
