// Saved views: a query with its columns under a name, to come back to.
import { rowsPath, saveViews } from '../api/registers';
import type { RowQuery, SavedView } from '../api/registers';
import { usePlan } from '../app/plan-context';
import { SavedList, type SavedTexts } from '../app/saved-list';

const texts: SavedTexts = {
  title: 'views.title',
  choose: 'views.choose',
  save: 'views.save',
  save_title: 'views.save_title',
  about: 'views.about',
  saved: 'views.saved',
  remove: 'views.remove',
  removed: 'views.removed',
};

const textOf = ({ where, words, sort }: RowQuery): string => JSON.stringify([where, words, sort]);

export function SavedViews({
  register,
  query,
  columns,
  onChoose,
}: {
  register: string;
  query: RowQuery;
  columns: string[];
  onChoose: (view: SavedView) => void;
}) {
  const { id } = usePlan();
  return (
    <SavedList<SavedView>
      texts={texts}
      path={rowsPath(id, register, 'views')}
      listOf={({ views }) => views ?? []}
      isChosen={(view) => textOf(view) === textOf(query)}
      made={(name, own) => ({ ...query, name, columns, own })}
      put={(list) => saveViews(id, register, list)}
      onChoose={onChoose}
    />
  );
}
