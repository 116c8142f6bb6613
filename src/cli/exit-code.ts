/** 0 success, 1 a model, test or policy failed, 2 usage or configuration error. */
export type ExitCode = 0 | 1 | 2;
