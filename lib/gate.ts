/**
 * How much of something one process does at a time. Nobody waits: what is beyond it is told so.
 * @returns a way in, which gives the way out, or null where it is full
 */
export function gate(size: number): () => (() => void) | null {
  let inside = 0;
  return () => {
    if (inside >= size) return null;
    inside += 1;
    let gone = false;
    return () => {
      if (!gone) inside -= 1;
      gone = true;
    };
  };
}
