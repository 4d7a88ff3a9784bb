/** What says who made a file can't be taken off it. */
export class Unstrippable extends Error {
  override readonly name = "Unstrippable";
  constructor(readonly why: "encrypted" | "unreadable" | "embedded" | "too_large") {
    super(`the metadata can't be taken off: ${why}`);
  }
}
