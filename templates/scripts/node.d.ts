// What the tests of the modules use of Node.js; pages have none of it.
declare module "node:test" {
  export default function test(name: string, run: () => void): void;
}
declare module "node:assert/strict" {
  const assert: {
    equal(got: unknown, want: unknown, about?: string): void;
    deepEqual(got: unknown, want: unknown, about?: string): void;
  };
  export default assert;
}
