// Share sums: the foot of the sheet - sum, declared reserve, the node's value and the difference.
import type { ShareSheet } from '../api/types';
import { formatNumber } from '../figures/format';
import type { NodeSum } from '../figures/share-sheet';
import { useLanguage } from '../i18n/language';

export function ShareSums({
  sheet,
  sums,
  reserves,
  onReserve,
  onFill,
}: {
  sheet: ShareSheet;
  sums: NodeSum[];
  reserves: Record<string, string>;
  onReserve: (node: string, value: string) => void;
  onFill: (node: string, value: string | null) => void;
}) {
  const { t } = useLanguage();
  const mustSum = sheet.rule === 'sum';
  if (!mustSum) return null;
  const isDeclared = sheet.declared_reserve !== null;
  return (
    <tfoot>
      <tr>
        <th scope="row">{t('shares.sum')}</th>
        {sums.map((sum, index) => (
          <td key={index} className="number">
            {formatNumber(sum.sum)}
          </td>
        ))}
      </tr>
      <tr>
        <th scope="row">{t('shares.reserve')}</th>
        {sheet.nodes.map((node, index) => (
          <td key={node.node}>
            <span className="reserve">
              {!isDeclared && (
                <button
                  type="button"
                  className="link"
                  title={t('shares.fill_hint')}
                  onClick={() => onFill(node.node, node.value)}
                >
                  {t('shares.fill')}
                </button>
              )}
              <input
                inputMode="decimal"
                value={reserves[node.node] ?? ''}
                readOnly={isDeclared}
                title={isDeclared ? t('shares.declared') : undefined}
                autoComplete="off"
                aria-label={`${t('shares.reserve')} ${node.node}`}
                aria-invalid={sums[index]?.faulty.includes('reserve') ?? false}
                onChange={(event) => onReserve(node.node, event.target.value)}
              />
            </span>
          </td>
        ))}
      </tr>
      <tr>
        <th scope="row">{t('shares.node_value')}</th>
        {sheet.nodes.map((node) => (
          <td key={node.node} className="number">
            {node.value === null ? t('figure.not_set') : formatNumber(node.value)}
          </td>
        ))}
      </tr>
      <tr className="differences">
        <th scope="row">{t('shares.difference')}</th>
        {sums.map((sum, index) => (
          <td key={index} className="number">
            <Difference difference={sum.difference} node={sheet.nodes[index]?.node ?? ''} />
          </td>
        ))}
      </tr>
    </tfoot>
  );
}

function Difference({ difference, node }: { difference: string | null; node: string }) {
  const { t } = useLanguage();
  if (difference === null) return <span>—</span>;
  if (difference === '0') {
    return (
      <output className="difference even" data-node={node}>
        ✓ {t('shares.even')}
      </output>
    );
  }
  const over = !difference.startsWith('-');
  const amount = formatNumber(difference.replace(/^-/, ''));
  return (
    <output className="difference off" data-node={node}>
      {t(over ? 'shares.over' : 'shares.short', { n: amount })}
    </output>
  );
}
