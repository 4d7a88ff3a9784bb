"use client";

import { useEffect, useRef, useState } from "react";

type Saved = { ok: true; revision: number; at: string } | { ok: false; message: string };

/** Long enough that a sentence is saved once, short enough that little is lost. */
const PAUSE_MS = 2500;

type AutosaveProps = { save: (form: FormData) => Promise<Saved>; revision: number };

/**
 * Saves the form around it after a pause in typing, and says when. It carries the form's revision, which every save
 * raises; without a script it is the hidden field alone, and the button saves.
 */
export function Autosave({ save, revision }: AutosaveProps) {
  const anchor = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const newest = useRef(revision);
  const [said, setSaid] = useState("");
  newest.current = Math.max(newest.current, revision);

  useEffect(() => {
    const form = anchor.current?.closest("form");
    if (!form) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let running = false;
    let again = false;
    let pressed: HTMLElement | null | undefined;

    const run = async () => {
      if (running) {
        again = true;
        return;
      }
      running = true;
      setSaid("Saving…");
      try {
        const saved = await save(new FormData(form));
        if (saved.ok) {
          newest.current = Math.max(newest.current, saved.revision);
          if (field.current) field.current.value = String(newest.current);
          setSaid(`Saved ${saved.at}`);
        } else setSaid(`Not saved: ${saved.message}`);
      } catch {
        setSaid("Not saved: the server could not be reached. What you typed is still here.");
      }
      running = false;
      if (pressed !== undefined) {
        const by = pressed;
        pressed = undefined;
        again = false;
        form.requestSubmit(by?.isConnected ? by : null);
      } else if (again) {
        again = false;
        void run();
      }
    };
    const typed = () => {
      clearTimeout(timer);
      timer = setTimeout(() => void run(), PAUSE_MS);
    };
    // A button that is pressed during a save waits for it: its form would carry a revision that just passed.
    const submitted = (event: SubmitEvent) => {
      clearTimeout(timer);
      if (!running) return;
      event.preventDefault();
      event.stopPropagation();
      pressed = event.submitter;
    };
    form.addEventListener("input", typed);
    form.addEventListener("submit", submitted);
    return () => {
      clearTimeout(timer);
      form.removeEventListener("input", typed);
      form.removeEventListener("submit", submitted);
    };
  }, [save]);

  return (
    <div ref={anchor} className="self-center">
      <input ref={field} type="hidden" name="revision" value={newest.current} readOnly />
      <p aria-live="polite" className="text-sm text-ink-3 tabular-nums">
        {said}
      </p>
    </div>
  );
}
