/** A promise that somebody else settles. */
export interface Settlement {
  readonly promise: Promise<void>;
  readonly isSettled: boolean;
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
  let isSettled = false;
  const settle = () => {
    isSettled = true;
  };
  // Whoever waits sees the error; nobody waiting is no crash.
  promise.then(settle, settle);
  return {
    promise,
    resolve,
    reject,
    get isSettled() {
      return isSettled;
    },
  };
}
