// Target line: what a target asks for, from node to node on the line of time.
import type { Target } from '../api/types';
import { formatDay, formatDueValue, formatNode, formatNumber } from '../figures/format';
import { useLanguage } from '../i18n/language';

export function TargetLine({ target }: { target: Target }) {
  const { t, language } = useLanguage();
  if (target.nodes.length === 0 && target.total === null) return null;
  return (
    <ol className="target-line">
      {target.nodes.map((node) => (
        <li key={node.node}>
          <b>{formatDueValue(node.low, node.high, target, target.unit, t)}</b>
          <span>{formatNode(node.node, t)}</span>
          {node.due !== null && node.due !== node.node && !/^\d{4}$/.test(node.node) && (
            <small>{formatDay(node.due, language)}</small>
          )}
        </li>
      ))}
      {target.total !== null && target.nodes.length !== 1 && (
        <li className="whole">
          <b>
            {formatNumber(target.total)} {target.unit}
          </b>
          <span>{t('node.total')}</span>
        </li>
      )}
    </ol>
  );
}
