// Who may change blocks in the page; the server decides it once more.
import { hasRole, useUser } from '../app/session';

export const useMayEdit = (): boolean => hasRole(useUser(), 'office', 'admin');
