/** A promise that somebody else settles. */
export interface Settlement {
  readonly promise: Promise<void>;
  resolve(): void;
  reject(error: unknown): void;
}

export function settlement(): Settlement {
  let resolve: () => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<void>((fulfil, refuse) => {
    resolve = fulfil;
    reject = refuse;
  });
  // Whoever waits sees the error; nobody waiting is no crash.
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
