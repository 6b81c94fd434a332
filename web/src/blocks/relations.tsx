// Relations: who may do a thing, in words.
import type { Relation, RelationKind } from '../api/types';
import { useLanguage, type Translate } from '../i18n/language';

const kinds: RelationKind[] = [
  'county',
  'owner',
  'lead',
  'office',
  'subject',
  'agency',
  'public',
  'system',
];

/// `agency 市能源局` or `office` as it is written in a block.
export function readRelation(word: string): Relation | null {
  const [kind = '', ...name] = word.split(' ');
  const known = kinds.find((each) => each === kind);
  return known === undefined ? null : { kind: known, agency: name.join(' ') };
}

export function relationText(relation: Relation, t: Translate): string {
  return relation.kind === 'agency' ? relation.agency : t(`relation.${relation.kind}`);
}

export function Relations({ list }: { list: Relation[] }) {
  const { t } = useLanguage();
  return <>{list.map((relation) => relationText(relation, t)).join(t('word.and'))}</>;
}
