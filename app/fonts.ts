import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";

export const fontVariables = `${GeistSans.variable} ${GeistMono.variable}`;
