import { afterAll } from "vitest";
import { disconnect } from "@/db/client";

afterAll(disconnect);
