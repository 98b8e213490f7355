const base = require('./jest.config.js');

/** Tests of pages in a headless Chromium. @type {import('jest').Config} */
module.exports = {
  ...base,
  roots: ['<rootDir>/__tests__/browser'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 120_000,
};
