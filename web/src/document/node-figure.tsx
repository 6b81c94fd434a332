// Node figure: one node of a target, the whole and its shares.
import { useState } from 'react';
import type { Figure, Target } from '../api/types';
import {
  formatDay,
  formatDaysLeft,
  formatDueValue,
  formatGrade,
  formatNode,
  formatNumber,
  shortNumber,
} from '../figures/format';
import { FigureRowsDialog } from '../figures/figure-rows';
import { Light } from '../figures/light';
import { ProgressBar } from '../figures/progress-bar';
import { useLanguage } from '../i18n/language';

export function NodeFigure({
  target,
  figures,
  onExplain,
}: {
  target: Target;
  figures: Figure[];
  onExplain: (figure: Figure) => void;
}) {
  const { t } = useLanguage();
  const whole = figures.find((figure) => figure.share === '');
  const shares = figures.filter((figure) => figure.share !== '');
  // A county is shown of the whole only what was published.
  const unseen = whole !== undefined && whole.reported === null && whole.accepted === null;
  const lead = unseen ? (shares[0] ?? whole) : (whole ?? shares[0]);
  if (lead === undefined) return null;
  const onlyShare = lead.share !== '' && shares.length === 1;
  return (
    <div className="node-figure" data-node={lead.node} data-block={lead.block}>
      <div className="node-head">
        <h4>
          {formatNode(lead.node, t)}
          {lead.part !== '' && <small lang="zh-CN"> · {lead.part}</small>}
          {onlyShare && <small> · {lead.share}</small>}
        </h4>
        <Light figure={lead} onExplain={() => onExplain(lead)} />
      </div>
      <FigureLine figure={lead} target={target} />
      {lead.measured && <ShowRows figure={lead} />}
      {unseen && whole.published !== null && (
        <p className="quiet">
          {t('figure.whole_published', {
            value: `${formatNumber(whole.shown.published)} ${whole.unit}`,
          })}
        </p>
      )}
      {!onlyShare && shares.length > 0 && <ShareTable shares={shares} onExplain={onExplain} />}
    </div>
  );
}

export function FigureLine({ figure, target }: { figure: Figure; target: Target | undefined }) {
  const { t, language } = useLanguage();
  const late = figure.days_left !== null && figure.days_left < 0 && !figure.met;
  return (
    <>
      <div className="figure-main">
        <span className="figure-value">{formatGrade(figure, 'accepted')}</span>
        <span className="figure-of">
          / {formatDueValue(figure.low, figure.high, target, figure.unit, t)}
        </span>
        {figure.shown_rate !== null && <span className="figure-rate">{figure.shown_rate}%</span>}
      </div>
      {figure.rate !== null && <ProgressBar figure={figure} />}
      <dl className="figure-facts">
        <div>
          <dt>{t('grade.reported')}</dt>
          <dd>{formatGrade(figure, 'reported')}</dd>
        </div>
        <div>
          <dt>{t('grade.accepted')}</dt>
          <dd>{formatGrade(figure, 'accepted')}</dd>
        </div>
        <div>
          <dt>{t('grade.published')}</dt>
          <dd>{formatNumber(figure.shown.published)}</dd>
        </div>
        {figure.reserve !== null && (
          <div>
            <dt>{t('shares.reserve')}</dt>
            <dd>{formatNumber(figure.reserve)}</dd>
          </div>
        )}
        <div className="figure-due">
          <dt>{t('figure.due')}</dt>
          <dd>
            {formatDay(figure.due, language)}
            {!figure.met && figure.due !== null && (
              <b className={late ? 'late' : ''}> {formatDaysLeft(figure.days_left, t)}</b>
            )}
          </dd>
        </div>
      </dl>
      <FigureNotes figure={figure} />
    </>
  );
}

/// What a figure does not say by its numbers.
function FigureNotes({ figure }: { figure: Figure }) {
  const { t, language } = useLanguage();
  return (
    <>
      {figure.forecast !== null && (
        <p className="quiet">
          {t('figure.forecast', { value: `${shortNumber(figure.forecast)} ${figure.unit}`.trim() })}
        </p>
      )}
      {figure.not_surveyed && <p className="not-set">{t('figure.not_surveyed')}</p>}
      {figure.not_set.length > 0 && (
        <p className="not-set">{t('figure.names_not_set', { names: figure.not_set.join('、') })}</p>
      )}
      {figure.undetermined.map((lack) => (
        <p className="not-set" key={`${lack.register}.${lack.field}`}>
          {t('figure.lacking', { n: lack.rows, register: lack.register, field: lack.field })}
        </p>
      ))}
      {figure.reason !== null && <p className="not-set">{figure.reason[language]}</p>}
    </>
  );
}

export function ShowRows({ figure }: { figure: Figure }) {
  const { t } = useLanguage();
  const [shown, setShown] = useState(false);
  return (
    <>
      <button type="button" className="link" onClick={() => setShown(true)}>
        {t('figure.show_rows')}
      </button>
      {shown && <FigureRowsDialog figure={figure} onClose={() => setShown(false)} />}
    </>
  );
}

function ShareTable({
  shares,
  onExplain,
}: {
  shares: Figure[];
  onExplain: (figure: Figure) => void;
}) {
  const { t } = useLanguage();
  return (
    <table className="share-table">
      <caption>{t('share.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('share.holder')}</th>
          <th scope="col" className="number">
            {t('share.value')}
          </th>
          <th scope="col" className="number">
            {t('grade.reported')}
          </th>
          <th scope="col" className="number">
            {t('grade.accepted')}
          </th>
          <th scope="col">{t('light.title')}</th>
        </tr>
      </thead>
      <tbody>
        {shares.map((figure) => (
          <tr key={figure.share}>
            <th scope="row" lang="zh-CN">
              {figure.share}
              {figure.measured && <ShowRows figure={figure} />}
            </th>
            <td className="number">{formatNumber(figure.low ?? figure.high)}</td>
            <td className="number">{formatGrade(figure, 'reported')}</td>
            <td className="number">{formatGrade(figure, 'accepted')}</td>
            <td>
              <Light figure={figure} onExplain={() => onExplain(figure)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
