// Stands in for `server-only`, which exists to fail outside of a server component.
export {};
