import { afterAll, beforeAll } from "vitest";
import { compareAtStart } from "@/data/restores/start";
import { systemViewer } from "@/data/viewer";
import { disconnect } from "@/db/client";

// As every process does when it begins: without it nothing is sent, and no vendor reads.
beforeAll(() => compareAtStart(systemViewer("worker")));
afterAll(disconnect);
