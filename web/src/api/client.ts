// Client: the one place that talks to the server. Faults come back as values people can read.
import type { Fault } from './types';

/// What the server refused, with sentences in both languages.
export class RequestError extends Error {
  constructor(
    readonly status: number,
    readonly faults: Fault[],
    readonly body: unknown,
  ) {
    super(faults[0]?.code ?? `HTTP ${status}`);
  }
}

/// The server could not be reached. Nothing was lost: forms keep what was typed.
export class ConnectionError extends Error {}

type Listener<T> = (value: T) => void;

let token = '';
const connectionListeners = new Set<Listener<boolean>>();
const signedOutListeners = new Set<Listener<void>>();

export function setToken(value: string | null): void {
  token = value ?? '';
}

export function onConnection(listener: Listener<boolean>): () => void {
  connectionListeners.add(listener);
  return () => void connectionListeners.delete(listener);
}

export function reportConnection(connected: boolean): void {
  connectionListeners.forEach((listener) => listener(connected));
}

export function onSignedOut(listener: Listener<void>): () => void {
  signedOutListeners.add(listener);
  return () => void signedOutListeners.delete(listener);
}

function faultOfStatus(status: number): Fault {
  return {
    code: `HTTP ${status}`,
    severity: 'error',
    zh: `服务器答复 ${status}，没有说明原因。`,
    en: `The server answered ${status} without a reason.`,
    hint_zh: '请稍后重试；仍不行请联系管理员。',
    hint_en: 'Try again; if it persists ask the administrator.',
  };
}

function readFaults(status: number, body: unknown): Fault[] {
  if (typeof body === 'object' && body !== null && 'errors' in body) {
    const { errors } = body as { errors: unknown };
    if (Array.isArray(errors) && errors.length > 0) return errors as Fault[];
  }
  return [faultOfStatus(status)];
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

function settle<T>(status: number, text: string, path: string): T {
  reportConnection(true);
  const body = parseJson(text);
  if (status >= 200 && status < 300) return body as T;
  if (status === 401 && !path.startsWith('/api/sign-in')) {
    signedOutListeners.forEach((listener) => listener());
  }
  throw new RequestError(status, readFaults(status, body), body);
}

function headersFor(method: string, isJson: boolean): Record<string, string> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (isJson) headers['Content-Type'] = 'application/json';
  if (method !== 'GET') headers['X-Fangan-Token'] = token;
  return headers;
}

async function request<T>(
  method: string,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<T> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(path, {
      method,
      signal,
      credentials: 'same-origin',
      headers: headersFor(method, body !== undefined),
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    text = await response.text();
  } catch (failure) {
    if (signal?.aborted) throw failure;
    reportConnection(false);
    throw new ConnectionError();
  }
  return settle<T>(response.status, text, path);
}

/// For what is not JSON; what was refused is.
export async function getText(path: string): Promise<string> {
  const response = await fetch(path, { credentials: 'same-origin' }).catch(() => {
    reportConnection(false);
    throw new ConnectionError();
  });
  const text = await response.text();
  return response.ok ? text : settle<string>(response.status, text, path);
}

export const get = <T>(path: string, signal?: AbortSignal): Promise<T> =>
  request<T>('GET', path, undefined, signal);
export const post = <T>(path: string, body: unknown): Promise<T> => request<T>('POST', path, body);
export const put = <T>(path: string, body: unknown): Promise<T> => request<T>('PUT', path, body);
export const remove = <T>(path: string): Promise<T> => request<T>('DELETE', path);

/// Sends the bytes of a file and tells how far it is, from 0 to 1.
export function upload<T>(
  path: string,
  file: File,
  type: string,
  onProgress: (fraction: number) => void,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const sending = new XMLHttpRequest();
    sending.open('POST', path);
    sending.setRequestHeader('X-Fangan-Token', token);
    sending.setRequestHeader('Content-Type', type);
    sending.setRequestHeader('X-File-Name', encodeURIComponent(file.name));
    sending.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    sending.onerror = () => {
      reportConnection(false);
      reject(new ConnectionError());
    };
    sending.onload = () => {
      try {
        resolve(settle<T>(sending.status, sending.responseText, path));
      } catch (failure) {
        reject(failure);
      }
    };
    sending.send(file);
  });
}

/// Joins a path below /api/plans with names that may hold any character.
export function planPath(plan: string, ...parts: string[]): string {
  return ['/api/plans', ...[plan, ...parts].map(encodeURIComponent)].join('/');
}

export function withQuery(path: string, query: Record<string, string | null | undefined>): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => !!pair[1]);
  if (given.length === 0) return path;
  return `${path}?${new URLSearchParams(given).toString()}`;
}
