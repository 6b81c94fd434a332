// Node figure: one node of a target, the whole and its shares.
import type { Figure, Target } from '../api/types';
import {
  formatDay,
  formatDaysLeft,
  formatDueValue,
  formatGrade,
  formatNode,
  formatNumber,
} from '../figures/format';
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
          {onlyShare && <small> · {lead.share}</small>}
        </h4>
        <Light figure={lead} onExplain={() => onExplain(lead)} />
      </div>
      <FigureLine figure={lead} target={target} />
      {unseen && whole.published !== null && (
        <p className="quiet">
          {t('figure.whole_published', { value: `${formatNumber(whole.published)} ${whole.unit}` })}
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
          <dd>{formatNumber(figure.published)}</dd>
        </div>
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
      {figure.measured && <p className="not-set">{t('figure.measured')}</p>}
      {figure.not_set.length > 0 && (
        <p className="not-set">{t('figure.names_not_set', { names: figure.not_set.join('、') })}</p>
      )}
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
