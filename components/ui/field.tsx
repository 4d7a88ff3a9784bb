export * from "./choice-fields";
export * from "./field-frame";
export * from "./fields";
