const base = require('./jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
  ...base,
  roots: ['<rootDir>/__tests__/e2e'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/__tests__/e2e/requirements.ts',
  globalTeardown: '<rootDir>/__tests__/e2e/teardown.ts',
  testTimeout: 600_000,
};
